package citybrain.environment.feeds.citypulseweather;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.SettingException;
import citybrain.feed.table.RowDecoder;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temperature, humidity and wind of the one weather station CityPulse publishes for Aarhus. The
 * file names no station and no place: the city file does. Empty fields are usual and mean missing.
 */
public final class CityPulseWeatherFeed implements FeedKind {

  private static final TableLayout LAYOUT = TableLayout.commaSeparated(TimeColumns.of("TIMESTAMP"));

  private static final String FEATURE = "feature";
  private static final String POSITION = "position";
  private static final double METRES_PER_SECOND = 1 / 3.6;

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
  public Feed open(FeedSetup setup) {
    var station = setup.option(FEATURE).orElse("weather");
    var position = setup.option(POSITION).map(text -> position(setup, text)).orElse(null);
    return LAYOUT.feed(setup, "weather-station", header -> bind(header, station, position));
  }

  private static RowDecoder bind(TableHeader header, String station, @Nullable Position position) {
    int humidity = header.column("hum");
    int temperature = header.column("tempm");
    int wind = header.column("wspdm");
    return row -> {
      row.feature(station, position, "");
      if (row.time()) {
        row.valueIfAny(ObservedProperty.AIR_TEMPERATURE, temperature, 1);
        row.valueIfAny(ObservedProperty.RELATIVE_HUMIDITY, humidity, 1);
        row.valueIfAny(ObservedProperty.WIND_SPEED, wind, METRES_PER_SECOND);
      }
    };
  }

  private static Position position(FeedSetup setup, String text) {
    var parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        var position =
            new Position(
                Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
        if (position.isPlausible()) {
          return position;
        }
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new SettingException(
        "feed '%s' of city '%s': position is '%s', expected longitude,latitude in degrees"
            .formatted(setup.feed(), setup.city(), text));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
