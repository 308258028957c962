package citybrain.transport.feeds.citypulsetraffic;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.register.FeatureTable;
import citybrain.feed.register.ReferenceData;
import citybrain.feed.table.RowDecoder;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.feed.table.Words;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speed, travel time and matched vehicles of road segments measured by Bluetooth, as CityPulse
 * publishes them for Aarhus. Without a vehicle in the interval speed and time are carried over.
 */
public final class CityPulseTrafficFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(TimeColumns.of("TIMESTAMP"), SeriesColumns.of("REPORT_ID"));

  private static final String FEATURES = "features";
  private static final Words OK = new Words(List.of("OK"));

  @Override
  public String name() {
    return "citypulse-traffic";
  }

  @Override
  public String describe() {
    return "Speed, travel time and vehicle count of road segments (CityPulse, Aarhus)";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        Map.of(FEATURES, "CSV with both ends of each segment (trafficMetaData.csv)"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return Set.of(
        ObservedProperty.TRAFFIC_VEHICLE_COUNT,
        ObservedProperty.TRAFFIC_SPEED,
        ObservedProperty.TRAVEL_TIME);
  }

  @Override
  public Feed open(FeedSetup setup) {
    var segments = setup.option(FEATURES).map(path -> segments(setup, path)).orElse(null);
    return LAYOUT.feed(setup, "bluetooth", header -> bind(header, segments));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }

  private static RowDecoder bind(TableHeader header, @Nullable FeatureTable segments) {
    int segment = header.column("REPORT_ID");
    int status = header.column("status");
    int speed = header.column("avgSpeed");
    int travelTime = header.column("avgMeasuredTime");
    int vehicles = header.column("vehicleCount");
    return row -> {
      if (!row.feature(segment, segments) || !row.time()) {
        return;
      }
      row.value(ObservedProperty.TRAFFIC_VEHICLE_COUNT, vehicles, 1);
      double count = row.peek(vehicles);
      if (count == 0) {
        row.quality(Quality.ESTIMATED);
      } else if (!(count > 0) || !row.holdsOneOf(status, OK)) {
        row.quality(Quality.SUSPECT);
      }
      row.value(ObservedProperty.TRAFFIC_SPEED, speed, 1);
      row.value(ObservedProperty.TRAVEL_TIME, travelTime, 1);
    };
  }

  private static FeatureTable segments(FeedSetup setup, String path) {
    var segments = new FeatureTable();
    var columns = List.of("REPORT_ID", "POINT_1_LNG", "POINT_1_LAT", "POINT_2_LNG", "POINT_2_LAT");
    ReferenceData.csvOfFeatures(
        setup,
        path,
        columns,
        segments,
        row -> {
          var from =
              ReferenceData.position(
                  setup, row.getField("POINT_1_LNG"), row.getField("POINT_1_LAT"));
          var to =
              ReferenceData.position(
                  setup, row.getField("POINT_2_LNG"), row.getField("POINT_2_LAT"));
          segments.place(segments.add(row.getField("REPORT_ID")), midpoint(from, to));
        });
    return segments;
  }

  /** Nowhere when one end is: half a wrong position is a wrong position. */
  private static Position midpoint(Position from, Position to) {
    return from.isPlausible() && to.isPlausible()
        ? new Position(
            (from.longitude() + to.longitude()) / 2, (from.latitude() + to.latitude()) / 2)
        : new Position(Double.NaN, Double.NaN);
  }
}
