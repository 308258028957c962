package citybrain.feed.register;

import citybrain.feed.FeedSetup;
import citybrain.feed.SettingException;
import citybrain.geo.Position;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the registers and placements a feed refers to: CSV and GeoJSON, one row or feature at a
 * time. Here a mistake is a wrong setting and stops the start; a bad position alone does not: the
 * values of that feature are refused later.
 */
public final class ReferenceData {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where a placement that is no pair of numbers is put: outside of the world. */
  private static final Position NOWHERE = new Position(Double.NaN, Double.NaN);

  private ReferenceData() {}

  /** Receives one placed feature. */
  @FunctionalInterface
  public interface Placement {
    void place(String id, Position position);
  }

  /** Receives one placed feature, and which of its properties its id is. */
  @FunctionalInterface
  public interface KeyedPlacement {
    void place(String key, String id, Position position);
  }

  /** The option that names the file of placements. */
  public static final String FEATURES = "features";

  /** The features that the city file places, by this key; null when it places none. */
  public static @Nullable FeatureTable placed(FeedSetup setup, String key) {
    var path = setup.option(FEATURES);
    if (path.isEmpty()) {
      return null;
    }
    var features = new FeatureTable();
    placements(
        setup, path.get(), key, (id, position) -> features.place(features.add(id), position));
    return features;
  }

  /**
   * Hands over the placement of each feature in a file: GeoJSON features that carry {@code id} or
   * the given key, or CSV rows of the key, longitude (x) and latitude (y).
   */
  public static void placements(FeedSetup setup, String path, String key, Placement placement) {
    if (path.endsWith("json") || path.endsWith("json.gz")) {
      geoJson(
          setup, path, List.of(key, "id"), (found, id, position) -> placement.place(id, position));
      return;
    }
    csv(
        setup,
        path,
        List.of(key, "longitude", "latitude"),
        row ->
            placement.place(
                row.getField(key),
                position(setup, row.getField("longitude"), row.getField("latitude"))));
  }

  /** Hands over each row of a CSV file that must have these columns. */
  public static void csv(
      FeedSetup setup, String path, List<String> columns, Consumer<NamedCsvRecord> row) {
    byte[] bytes = setup.files().read(path);
    int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF ? 3 : 0;
    var text =
        new InputStreamReader(
            new ByteArrayInputStream(bytes, start, bytes.length - start), StandardCharsets.UTF_8);
    boolean checked = false;
    long line = 1;
    try (var reader = CsvReader.builder().ofNamedCsvRecord(text)) {
      for (var named : reader) {
        if (!checked && !named.getHeader().containsAll(columns)) {
          throw wrong(
              setup, path, 1, "needs the columns " + columns + ", has " + named.getHeader());
        }
        checked = true;
        row.accept(named);
        line = named.getStartingLineNumber();
      }
    } catch (CsvParseException e) {
      // In our words: those of the library carry the digits of the machine's locale.
      throw wrong(
          setup,
          path,
          line,
          "this record, or the one that follows, has another number of fields than the header or an"
              + " open quote");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A position from two coordinates in the system of the feed's reference data. */
  public static Position position(FeedSetup setup, String x, String y) {
    try {
      return setup.crs().position(Double.parseDouble(x), Double.parseDouble(y));
    } catch (NumberFormatException e) {
      return NOWHERE;
    }
  }

  /**
   * Hands over each feature of a GeoJSON file: points, and lines by the point half way along. The
   * id is the first of these properties it has.
   */
  public static void geoJson(
      FeedSetup setup, String path, List<String> idProperties, KeyedPlacement placement) {
    try (var parser = JSON.createParser(setup.files().read(path))) {
      if (!moveToFeatures(parser)) {
        throw new SettingException(where(setup, path) + ": expected a GeoJSON FeatureCollection");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        int line = parser.currentLocation().getLineNr();
        JsonNode feature = JSON.readTree(parser);
        var key = key(setup, path, line, feature.path("properties"), idProperties);
        placement.place(
            key,
            feature.path("properties").path(key).asText(),
            position(setup, path, line, feature.path("geometry")));
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw wrong(setup, path, line, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean moveToFeatures(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals("features");
      if (parser.nextToken() == JsonToken.START_ARRAY && found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static String key(
      FeedSetup setup, String path, int line, JsonNode properties, List<String> idProperties) {
    for (var property : idProperties) {
      var id = properties.path(property);
      if (id.isValueNode() && !id.isNull()) {
        return property;
      }
    }
    throw wrong(setup, path, line, "a feature has none of the properties " + idProperties);
  }

  private static Position position(FeedSetup setup, String path, int line, JsonNode geometry) {
    var coordinates = geometry.path("coordinates");
    return switch (geometry.path("type").asText()) {
      case "Point" -> point(setup, coordinates);
      case "LineString" -> halfWay(setup, coordinates);
      default -> throw wrong(setup, path, line, "expected a Point or a LineString");
    };
  }

  private static Position point(FeedSetup setup, JsonNode coordinates) {
    return coordinates.size() < 2
        ? NOWHERE
        : setup.crs().position(number(coordinates, 0), number(coordinates, 1));
  }

  private static Position halfWay(FeedSetup setup, JsonNode line) {
    double left = length(line) / 2;
    for (int i = 1; i < line.size(); i++) {
      double step = step(line, i);
      if (step >= left && step > 0) {
        double share = left / step;
        return setup.crs().position(between(line, i, 0, share), between(line, i, 1, share));
      }
      left -= step;
    }
    return point(setup, line.path(0));
  }

  private static double length(JsonNode line) {
    double length = 0;
    for (int i = 1; i < line.size(); i++) {
      length += step(line, i);
    }
    return length;
  }

  private static double step(JsonNode line, int to) {
    var from = line.get(to - 1);
    var end = line.get(to);
    return Math.hypot(number(end, 0) - number(from, 0), number(end, 1) - number(from, 1));
  }

  private static double between(JsonNode line, int to, int axis, double share) {
    double from = number(line.get(to - 1), axis);
    return from + share * (number(line.get(to), axis) - from);
  }

  private static double number(JsonNode coordinates, int axis) {
    var number = coordinates.path(axis);
    return number.isNumber() ? number.doubleValue() : Double.NaN;
  }

  private static SettingException wrong(FeedSetup setup, String path, long line, String message) {
    return new SettingException(where(setup, path) + " line " + line + ": " + message);
  }

  /** How a message about a reference file begins. */
  public static String where(FeedSetup setup, String path) {
    return "feed '" + setup.feed() + "' of city '" + setup.city() + "', file " + path;
  }
}
