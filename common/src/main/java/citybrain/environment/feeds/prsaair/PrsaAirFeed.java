package citybrain.environment.feeds.prsaair;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.table.FeatureTable;
import citybrain.feed.table.ReferenceData;
import citybrain.feed.table.RowDecoder;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.feed.table.TimeFormats;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hourly air quality and weather of the Beijing stations in the UCI PRSA set. NA or nothing means
 * missing; the coordinates are not part of the set.
 */
public final class PrsaAirFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(
          TimeColumns.of(List.of("year", "month", "day", "hour"), TimeFormats.of("yyyy M d H")));

  private static final String FEATURES = "features";

  /** Which column holds which property, already in its unit. */
  private static final List<Map.Entry<String, ObservedProperty>> COLUMNS =
      List.of(
          Map.entry("PM2.5", ObservedProperty.PM2_5),
          Map.entry("PM10", ObservedProperty.PM10),
          Map.entry("SO2", ObservedProperty.SULFUR_DIOXIDE),
          Map.entry("NO2", ObservedProperty.NITROGEN_DIOXIDE),
          Map.entry("CO", ObservedProperty.CARBON_MONOXIDE),
          Map.entry("O3", ObservedProperty.OZONE),
          Map.entry("TEMP", ObservedProperty.AIR_TEMPERATURE),
          Map.entry("PRES", ObservedProperty.AIR_PRESSURE),
          Map.entry("DEWP", ObservedProperty.DEW_POINT),
          Map.entry("RAIN", ObservedProperty.RAINFALL),
          Map.entry("WSPM", ObservedProperty.WIND_SPEED));

  @Override
  public String name() {
    return "prsa-air";
  }

  @Override
  public String describe() {
    return "Hourly pollutants and weather of air quality stations (UCI PRSA, Beijing)";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        Map.of(
            FEATURES,
            "GeoJSON points with the property station, or CSV with the columns"
                + " station, longitude, latitude"));
  }

  @Override
  public Feed open(FeedSetup setup) {
    var stations = setup.option(FEATURES).map(path -> stations(setup, path)).orElse(null);
    return LAYOUT.feed(setup, "air-station", header -> bind(header, stations));
  }

  private static RowDecoder bind(TableHeader header, @Nullable FeatureTable stations) {
    int station = header.column("station");
    var columns = COLUMNS.stream().mapToInt(entry -> header.column(entry.getKey())).toArray();
    var properties = COLUMNS.stream().map(Map.Entry::getValue).toList();
    return row -> {
      if (!row.feature(station, stations) || !row.time()) {
        return;
      }
      for (int i = 0; i < columns.length; i++) {
        if (!row.holds(columns[i], "NA")) {
          row.valueIfAny(properties.get(i), columns[i], 1);
        }
      }
    };
  }

  private static FeatureTable stations(FeedSetup setup, String path) {
    var stations = new FeatureTable();
    ReferenceData.placements(
        setup, path, "station", (id, position) -> stations.place(stations.add(id), position));
    return stations;
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
