package citybrain.environment.feeds.prsaair;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.declared.RowParts;
import citybrain.feed.declared.WideValues;
import citybrain.feed.declared.WideValues.Column;
import citybrain.feed.register.ReferenceData;
import citybrain.feed.table.MissingWords;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.feed.time.TimeFormats;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hourly air quality and weather of the Beijing stations in the UCI PRSA set. NA or nothing means
 * missing; the coordinates are not part of the set.
 */
public final class PrsaAirFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(
          TimeColumns.of(List.of("year", "month", "day", "hour"), TimeFormats.of("yyyy M d H")),
          SeriesColumns.of("station"));

  /** Which column holds which property, already in its unit. */
  private static final WideValues VALUES =
      new WideValues(
          List.of(
              Column.of("PM2.5", ObservedProperty.PM2_5),
              Column.of("PM10", ObservedProperty.PM10),
              Column.of("SO2", ObservedProperty.SULFUR_DIOXIDE),
              Column.of("NO2", ObservedProperty.NITROGEN_DIOXIDE),
              Column.of("CO", ObservedProperty.CARBON_MONOXIDE),
              Column.of("O3", ObservedProperty.OZONE),
              Column.of("TEMP", ObservedProperty.AIR_TEMPERATURE),
              Column.of("PRES", ObservedProperty.AIR_PRESSURE),
              Column.of("DEWP", ObservedProperty.DEW_POINT),
              Column.of("RAIN", ObservedProperty.RAINFALL),
              Column.of("WSPM", ObservedProperty.WIND_SPEED)),
          new MissingWords(List.of("NA")));

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
            ReferenceData.FEATURES,
            "GeoJSON points with the property station, or CSV with the columns"
                + " station, longitude, latitude"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return VALUES.properties();
  }

  @Override
  public Feed open(FeedSetup setup) {
    var station = RowParts.feature("station", ReferenceData.placed(setup, "station"));
    var parts = List.of(station, RowParts.time(), VALUES);
    return LAYOUT.feed(setup, "air-station", header -> RowParts.bind(parts, header));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
