package citybrain.feed.declared;

import citybrain.feed.table.MissingWords;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableRow;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Objects;

/**
 * Several columns, each holding one property. A field that is empty or holds one of the missing
 * words is no value, unless the column must have one.
 */
public record WideValues(List<Column> columns, MissingWords missing) implements ValuesPart {

  /** A column, what its numbers mean, and whether each row must have one. */
  public record Column(String name, Measured measured, boolean required) {

    /** A column already in the unit of its property, which may be empty. */
    public static Column of(String name, ObservedProperty property) {
      return new Column(name, Measured.of(property, Conversion.NONE), false);
    }

    /** A column in one of the units that {@link Units} can convert for this property. */
    public static Column of(String name, ObservedProperty property, String unit) {
      var conversion = Objects.requireNonNull(Units.into(property).get(unit));
      return new Column(name, Measured.of(property, conversion), false);
    }
  }

  /** One column that must hold a value, in the unit of its property. */
  public static WideValues required(String column, ObservedProperty property) {
    var measured = Measured.of(property, Conversion.NONE);
    return new WideValues(List.of(new Column(column, measured, true)), MissingWords.NONE);
  }

  @Override
  public SeriesColumns series(String feature) {
    var names = columns.stream().map(Column::name).toList();
    return new SeriesColumns(feature, "", names, missing);
  }

  @Override
  public List<Measured> measured() {
    return columns.stream().map(Column::measured).toList();
  }

  @Override
  public Step bind(TableHeader header) {
    var all = columns.toArray(Column[]::new);
    var places = columns.stream().mapToInt(column -> header.column(column.name())).toArray();
    return row -> {
      if (isAbsent(row, places)) {
        row.refuseAbsent(places[0]);
        return false;
      }
      for (int i = 0; i < all.length; i++) {
        take(row, all[i].measured, places[i], all[i].required);
      }
      return true;
    };
  }

  private void take(TableRow row, Measured measured, int place, boolean required) {
    if (!row.isMissing(place, missing)) {
      double number = row.peek(place);
      if (!missing.hold(number)) {
        if (row.isReadable(place, number)) {
          measured.observe(row, number, place);
        }
        return;
      }
    }
    if (required) {
      row.refuseMissing(place);
    }
  }

  /** True when the record has none of the columns: silence would hide a misspelt path. */
  private static boolean isAbsent(TableRow row, int[] places) {
    for (int place : places) {
      if (!row.isAbsent(place)) {
        return false;
      }
    }
    return true;
  }
}
