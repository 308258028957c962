package citybrain.environment.feeds.citypulseweather;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.SettingException;
import citybrain.feed.declared.FixedPosition;
import citybrain.feed.declared.RowParts;
import citybrain.feed.declared.WideValues;
import citybrain.feed.declared.WideValues.Column;
import citybrain.feed.table.MissingWords;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Temperature, humidity and wind of the one weather station CityPulse publishes for Aarhus. The
 * file names no station and no place: the city file does. Empty fields are usual and mean missing.
 */
public final class CityPulseWeatherFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(TimeColumns.of("TIMESTAMP"), SeriesColumns.ONE);

  private static final String FEATURE = "feature";
  private static final String POSITION = "position";

  private static final WideValues VALUES =
      new WideValues(
          List.of(
              Column.of("tempm", ObservedProperty.AIR_TEMPERATURE),
              Column.of("hum", ObservedProperty.RELATIVE_HUMIDITY),
              Column.of("wspdm", ObservedProperty.WIND_SPEED, "km/h")),
          MissingWords.NONE);

  @Override
  public String name() {
    return "citypulse-weather";
  }

  @Override
  public String describe() {
    return "Temperature, humidity and wind of one station (CityPulse, Aarhus)";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        Map.of(
            FEATURE, "id of the station (weather)",
            POSITION, "where it stands: longitude,latitude"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return VALUES.properties();
  }

  @Override
  public Feed open(FeedSetup setup) {
    var station = setup.option(FEATURE).orElse("weather");
    var position = setup.option(POSITION).map(text -> position(setup, text)).orElse(null);
    var parts = List.of(RowParts.feature(station, position), RowParts.time(), VALUES);
    return LAYOUT.feed(setup, "weather-station", header -> RowParts.bind(parts, header));
  }

  private static Position position(FeedSetup setup, String text) {
    try {
      return FixedPosition.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          "feed '%s' of city '%s': position is '%s', expected %s"
              .formatted(setup.feed(), setup.city(), text, FixedPosition.FORM));
    }
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
