package citybrain.feed.register;

import citybrain.feed.FeedSetup;
import citybrain.feed.SettingException;
import citybrain.feed.TextEncoding;
import citybrain.geo.Position;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
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

  /** A placement and the line on which it stands. */
  @FunctionalInterface
  private interface Located {
    void place(String id, Position position, long line);
  }

  /** The same, and which of its properties the id is. */
  @FunctionalInterface
  private interface Found {
    void place(String key, String id, Position position, long line);
  }

  /**
   * The features that the city file places, by this key; null when it places none.
   *
   * @throws SettingException when one stands there twice, naming both lines
   */
  public static @Nullable FeatureTable placed(FeedSetup setup, String key) {
    return placed(setup, key, List.of(key, "id"));
  }

  /**
   * The same of features that GeoJSON names by {@code id} alone: what else lies there may carry the
   * key as the name of another feature, as a meter does that of its transformer.
   */
  public static @Nullable FeatureTable placedById(FeedSetup setup, String column) {
    return placed(setup, column, List.of("id"));
  }

  private static @Nullable FeatureTable placed(
      FeedSetup setup, String key, List<String> properties) {
    var path = setup.option(FEATURES);
    if (path.isEmpty()) {
      return null;
    }
    var features = new FeatureTable();
    located(
        setup,
        path.get(),
        key,
        properties,
        (id, position, line) -> {
          if (features.find(id) >= 0) {
            var first = new long[1];
            located(
                setup,
                path.get(),
                key,
                properties,
                (other, any, at) -> first[0] = first[0] == 0 && other.equals(id) ? at : first[0]);
            throw twice(setup, path.get(), id, first[0], line);
          }
          features.place(features.add(id), position);
        });
    return features;
  }

  /**
   * Hands over the placement of each feature in a file: GeoJSON features that carry {@code id} or
   * the given key, or CSV rows of the key, longitude (x) and latitude (y).
   */
  public static void placements(FeedSetup setup, String path, String key, Placement placement) {
    var ids = List.of(key, "id");
    located(setup, path, key, ids, (id, position, line) -> placement.place(id, position));
  }

  private static void located(
      FeedSetup setup, String path, String key, List<String> properties, Located placement) {
    if (path.endsWith("json") || path.endsWith("json.gz")) {
      geoJson(
          setup,
          path,
          properties,
          (Found) (found, id, position, line) -> placement.place(id, position, line));
      return;
    }
    var places = new PlacesOfFile(setup, path);
    csv(
        setup,
        path,
        List.of(key, "longitude", "latitude"),
        row -> {
          var position = position(setup, row.getField("longitude"), row.getField("latitude"));
          places.see(position);
          placement.place(row.getField(key), position, row.getStartingLineNumber());
        });
    places.end();
  }

  private static SettingException twice(
      FeedSetup setup, String path, String id, long first, long line) {
    return wrong(
        setup,
        path,
        line,
        "the id " + setup.quoted(id) + " stands here and on line " + first + "; expected it once");
  }

  /**
   * Hands over each row of a CSV file that says each of its features once, in the first of these
   * columns.
   *
   * @param known those of the rows before, to which {@code row} adds each
   * @throws SettingException when one stands there twice, naming both lines
   */
  public static void csvOfFeatures(
      FeedSetup setup,
      String path,
      List<String> columns,
      FeatureTable known,
      Consumer<NamedCsvRecord> row) {
    var key = columns.get(0);
    csv(
        setup,
        path,
        columns,
        named -> {
          var id = named.getField(key);
          if (known.find(id) >= 0) {
            var first = new long[1];
            csv(
                setup,
                path,
                columns,
                other ->
                    first[0] =
                        first[0] == 0 && other.getField(key).equals(id)
                            ? other.getStartingLineNumber()
                            : first[0]);
            throw twice(setup, path, id, first[0], named.getStartingLineNumber());
          }
          row.accept(named);
        });
  }

  /**
   * Hands over each row of a CSV file that must have these columns. It is written like the feed, or
   * with commas and decimal points.
   */
  public static void csv(
      FeedSetup setup, String path, List<String> columns, Consumer<NamedCsvRecord> row) {
    byte[] bytes = setup.files().read(path);
    char separator = separator(setup, path, bytes, columns);
    long line = 1;
    try (var reader =
        CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(text(setup, path, bytes))) {
      for (var named : reader) {
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

  private static Reader text(FeedSetup setup, String path, byte[] bytes) {
    return TextEncoding.of(setup).reader(bytes, where(setup, path));
  }

  /** That of the feed if the header has the columns by it, else the comma. */
  private static char separator(FeedSetup setup, String path, byte[] bytes, List<String> columns) {
    var feed = setup.option("separator").map(one -> one.equals("tab") ? "\t" : one).orElse(",");
    var names = List.<String>of();
    for (char separator : new char[] {feed.charAt(0), ','}) {
      var found = header(setup, path, bytes, separator);
      if (found.containsAll(columns)) {
        return separator;
      }
      names = found.size() > names.size() ? found : names;
    }
    // Of a file without header these would be the first feature.
    var has = setup.hasPseudonyms() ? names.size() + " others" : names.toString();
    throw wrong(setup, path, 1, "needs the columns " + columns + ", has " + has);
  }

  private static List<String> header(FeedSetup setup, String path, byte[] bytes, char separator) {
    try (var reader =
        CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text(setup, path, bytes))) {
      for (var record : reader) {
        return record.getFields();
      }
      return List.of();
    } catch (CsvParseException e) {
      throw wrong(setup, path, 1, "the header has an open quote");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A position from two coordinates in the system of the feed's reference data. */
  public static Position position(FeedSetup setup, String x, String y) {
    try {
      return setup.crs().position(number(setup, x), number(setup, y));
    } catch (NumberFormatException e) {
      return NOWHERE;
    }
  }

  private static double number(FeedSetup setup, String text) {
    boolean commas = setup.option("decimal-sign").orElse(".").equals(",");
    return Double.parseDouble(commas ? text.replace(',', '.') : text);
  }

  /**
   * Hands over each feature of a GeoJSON file: points, and lines by the point half way along. The
   * id is the first of these properties it has.
   */
  public static void geoJson(
      FeedSetup setup, String path, List<String> idProperties, KeyedPlacement placement) {
    geoJson(
        setup,
        path,
        idProperties,
        (Found) (key, id, position, line) -> placement.place(key, id, position));
  }

  private static void geoJson(
      FeedSetup setup, String path, List<String> idProperties, Found placement) {
    byte[] bytes = setup.files().read(path);
    var places = new PlacesOfFile(setup, path);
    try (var parser = JSON.createParser(bytes)) {
      if (!moveToFeatures(parser)) {
        throw new SettingException(where(setup, path) + ": expected a GeoJSON FeatureCollection");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        int line = parser.currentLocation().getLineNr();
        JsonNode feature = JSON.readTree(parser);
        var key = key(setup, path, line, feature.path("properties"), idProperties);
        var position = position(setup, path, line, feature.path("geometry"));
        places.see(position);
        placement.place(key, feature.path("properties").path(key).asText(), position, line);
      }
      places.end();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      // JSON is UTF-8 whatever the feed is (RFC 8259, 8.1; RFC 7946).
      var why =
          TextEncoding.jsonFault(bytes)
              .orElse(setup.hasPseudonyms() ? "this is no JSON" : e.getOriginalMessage());
      throw wrong(setup, path, line, why);
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
      // Some tools write every point so; of several nobody could say which it is.
      case "MultiPoint" -> {
        if (coordinates.size() != 1) {
          throw wrong(setup, path, line, "expected one point, found " + coordinates.size());
        }
        yield point(setup, coordinates.path(0));
      }
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
