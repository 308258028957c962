package citybrain.energy.feeds.meterreadings;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.declared.RowParts;
import citybrain.feed.declared.WideValues;
import citybrain.feed.register.FeatureTable;
import citybrain.feed.register.ReferenceData;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Energy per interval and meter, with the register that says which transformer feeds which meter.
 * Registers may hold millions of meters.
 */
public final class MeterReadingsFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(TimeColumns.of("ts_local"), SeriesColumns.of("meter_id"));

  private static final String REGISTER = "register";
  private static final String FEATURES = "features";

  @Override
  public String name() {
    return "meter-readings";
  }

  @Override
  public String describe() {
    return "Energy per interval of electricity meters, zoned by transformer";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        Map.of(
            REGISTER, "CSV of meter_id, transformer_id; other meters are refused",
            FEATURES,
                "placement: GeoJSON points with id, or CSV of meter_id, longitude, latitude"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return Set.of(ObservedProperty.ELECTRIC_ENERGY);
  }

  @Override
  public Feed open(FeedSetup setup) {
    var parts =
        List.of(
            RowParts.feature("meter_id", meters(setup)),
            RowParts.time(),
            WideValues.required("kwh", ObservedProperty.ELECTRIC_ENERGY));
    return LAYOUT.feed(setup, "smart-meter", header -> RowParts.bind(parts, header));
  }

  /** Null when the city file names neither register nor placement: then any meter will do. */
  private static @Nullable FeatureTable meters(FeedSetup setup) {
    var register = setup.option(REGISTER);
    var placement = setup.option(FEATURES);
    if (register.isEmpty() && placement.isEmpty()) {
      return null;
    }
    var meters = new FeatureTable();
    register.ifPresent(path -> register(setup, path, meters));
    placement.ifPresent(
        path ->
            ReferenceData.placements(
                setup,
                path,
                "meter_id",
                (id, position) -> {
                  int meter = register.isPresent() ? meters.find(id) : meters.add(id);
                  if (meter >= 0) {
                    meters.place(meter, position);
                  }
                }));
    return meters;
  }

  private static void register(FeedSetup setup, String path, FeatureTable meters) {
    ReferenceData.csvOfFeatures(
        setup,
        path,
        List.of("meter_id", "transformer_id"),
        meters,
        row ->
            meters.zone(
                meters.add(row.getField("meter_id")),
                "transformer/" + row.getField("transformer_id")));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
