package citybrain.feed.declared;

import citybrain.feed.Reason;
import citybrain.feed.register.FeatureTable;
import citybrain.feed.table.MissingWords;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableRow;
import citybrain.geo.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wide table with a column for each feature: one row a time, as loggers and SCADA write it.
 *
 * @param columns those that are named
 * @param others what every other column means, whose feature is its name; null when only those
 *     named are read
 * @param ignored further columns that are none
 * @param known where the features are; null when nobody says, and then any will do
 */
record FeatureColumns(
    List<Column> columns,
    @Nullable Measured others,
    List<String> ignored,
    MissingWords missing,
    @Nullable FeatureTable known)
    implements ValuesPart {

  /** A column, its feature and what its numbers mean. */
  record Column(String name, String feature, Measured measured, boolean required) {}

  /** The same with a register of where the features are. */
  FeatureColumns placed(@Nullable FeatureTable register) {
    return new FeatureColumns(columns, others, ignored, missing, register);
  }

  @Override
  public List<Measured> measured() {
    var all = new ArrayList<Measured>();
    columns.forEach(column -> all.add(column.measured));
    if (others != null) {
      all.add(others);
    }
    return all;
  }

  /** Where all columns are features, a row of a time is taken for one. */
  @Override
  public SeriesColumns series(String feature) {
    return new SeriesColumns("", "", columns.stream().map(Column::name).toList(), missing);
  }

  @Override
  public Step bind(TableHeader header) {
    var sensors = new ArrayList<Sensor>();
    for (var column : columns) {
      sensors.add(sensor(header.column(column.name), column));
    }
    if (others != null) {
      var rest = new LinkedHashSet<>(header.names());
      rest.removeAll(ignored);
      for (var name : rest) {
        if (!name.isEmpty()) {
          sensors.add(sensor(header.column(name), new Column(name, name, others, false)));
        }
      }
    }
    var all = sensors.toArray(Sensor[]::new);
    return row -> {
      for (var sensor : all) {
        take(row, sensor);
      }
      return true;
    };
  }

  private void take(TableRow row, Sensor sensor) {
    int place = sensor.place;
    if (!row.isMissing(place, missing)) {
      double number = row.peek(place);
      if (!missing.hold(number)) {
        take(row, sensor, number);
        return;
      }
    }
    if (sensor.column.required) {
      row.refuseMissing(place);
    }
  }

  private static void take(TableRow row, Sensor sensor, double number) {
    int place = sensor.place;
    if (sensor.fault != null) {
      row.refuseValue(sensor.fault, place, "its column is not in the register of features");
    } else if (row.isReadable(place, number)) {
      row.feature(sensor.column.feature, sensor.position, sensor.zone);
      sensor.column.measured.observe(row, number, place);
    }
  }

  /** A column under a header, or why its values cannot be used. */
  private record Sensor(
      int place, Column column, @Nullable Position position, String zone, @Nullable Reason fault) {}

  private Sensor sensor(int place, Column column) {
    if (known == null) {
      return new Sensor(place, column, null, "", null);
    }
    int number = known.find(column.feature);
    if (number < 0) {
      return new Sensor(place, column, null, "", Reason.UNKNOWN_FEATURE);
    }
    return known.isMisplaced(number)
        ? new Sensor(place, column, null, "", Reason.IMPLAUSIBLE_POSITION)
        : new Sensor(place, column, known.position(number), known.zone(number), null);
  }
}
