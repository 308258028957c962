package citybrain.water.feeds.battledimscada;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.Reason;
import citybrain.feed.RecordClock;
import citybrain.feed.table.RowDecoder;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wide water SCADA tables as BattLeDIM publishes them: one row a time, one column a sensor named
 * after its node or link, semicolons and decimal commas. One table holds one kind of measurement.
 */
public final class BattledimScadaFeed implements FeedKind {

  private static final String TIME = "Timestamp";
  private static final TableLayout LAYOUT =
      new TableLayout(';', ',', TimeColumns.of(TIME), SeriesColumns.ONE);

  @Override
  public String name() {
    return "battledim-scada";
  }

  @Override
  public String describe() {
    return "Pressures, flows, levels or demands of a water network in wide tables (BattLeDIM)";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        Map.of(
            ScadaUnit.PROPERTY, "what the table holds: pressure, flow, level or demand",
            ScadaUnit.UNIT, "its unit: m, kPa, bar; L/s, L/h, m3/h, m3/s; m, cm",
            NetworkFeatures.NETWORK, "EPANET .inp file; columns it does not know are refused",
            NetworkFeatures.FEATURES,
                "placement: GeoJSON files with node_id or pipe_id, separated by commas"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return Set.of(ScadaUnit.from(setup).property());
  }

  @Override
  public Feed open(FeedSetup setup) {
    var unit = ScadaUnit.from(setup);
    var features = NetworkFeatures.from(setup);
    return LAYOUT.feed(setup, unit.procedure(), header -> bind(header, unit, features));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }

  private static RowDecoder bind(
      TableHeader header, ScadaUnit unit, @Nullable NetworkFeatures features) {
    int time = header.column(TIME);
    var sensors =
        header.names().stream().map(name -> Sensor.of(name, features, unit.property())).toList();
    return row -> {
      row.feature("", null, "");
      if (!row.time()) {
        return;
      }
      for (int i = 0; i < sensors.size(); i++) {
        if (i != time && !row.isEmpty(i)) {
          var sensor = sensors.get(i);
          if (sensor.fault() == null) {
            row.feature(sensor.id(), sensor.position(), sensor.zone());
            row.value(unit.property(), i, unit.factor());
          } else {
            row.refuseValue(sensor.fault(), i, "see the network and placement of the feed");
          }
        }
      }
    };
  }

  /** One column: what it measures, or why its values cannot be used. */
  private record Sensor(
      String id, @Nullable Position position, String zone, @Nullable Reason fault) {

    static Sensor of(String name, @Nullable NetworkFeatures network, ObservedProperty property) {
      if (name.isEmpty()) {
        return new Sensor(name, null, "", Reason.UNKNOWN_FEATURE);
      }
      if (network == null) {
        return new Sensor(name, null, "", null);
      }
      var features = network.knowing(name, property);
      if (features == null) {
        return new Sensor(name, null, "", Reason.UNKNOWN_FEATURE);
      }
      int feature = features.find(name);
      if (features.isMisplaced(feature)) {
        return new Sensor(name, null, "", Reason.IMPLAUSIBLE_POSITION);
      }
      return new Sensor(name, features.position(feature), features.zone(feature), null);
    }
  }
}
