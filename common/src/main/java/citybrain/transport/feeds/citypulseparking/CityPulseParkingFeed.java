package citybrain.transport.feeds.citypulseparking;

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
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cars in parking garages as CityPulse publishes them for Aarhus. Some garages count far more cars
 * than the capacity they state: those values are suspect.
 */
public final class CityPulseParkingFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(TimeColumns.of("updatetime"), SeriesColumns.of("garagecode"));

  @Override
  public String name() {
    return "citypulse-parking";
  }

  @Override
  public String describe() {
    return "Cars in parking garages and the share of places taken (CityPulse, Aarhus)";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        Map.of(
            ReferenceData.FEATURES,
            "CSV of garagecode, latitude, longitude (aarhus_parking_address.csv)"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return Set.of(ObservedProperty.PARKING_OCCUPIED, ObservedProperty.PARKING_OCCUPANCY_SHARE);
  }

  @Override
  public Feed open(FeedSetup setup) {
    var garages = ReferenceData.placed(setup, "garagecode");
    return LAYOUT.feed(setup, "garage-counter", header -> bind(header, garages));
  }

  private static RowDecoder bind(TableHeader header, @Nullable FeatureTable garages) {
    int garage = header.column("garagecode");
    int vehicles = header.column("vehiclecount");
    int spaces = header.column("totalspaces");
    return row -> {
      if (!row.feature(garage, garages) || !row.time()) {
        return;
      }
      double taken = row.peek(vehicles);
      double capacity = row.peek(spaces);
      if (taken > capacity) {
        row.quality(Quality.SUSPECT);
      }
      row.value(ObservedProperty.PARKING_OCCUPIED, vehicles, 1);
      if (Double.isFinite(taken) && row.isReadable(spaces)) {
        row.observe(ObservedProperty.PARKING_OCCUPANCY_SHARE, 100 * taken / capacity, spaces);
      }
    };
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
