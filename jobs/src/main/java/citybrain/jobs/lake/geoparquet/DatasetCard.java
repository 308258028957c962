package citybrain.jobs.lake.geoparquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * What somebody must know of a dataset to read it right. The data dictionary and the footer of each
 * file say the same, from here.
 *
 * @param version of its columns; files that say none are of before there were versions
 * @param about what a row is
 * @param time the column that decides the folder; empty when there is one file a city
 * @param revision when a row does not hold any more
 */
public record DatasetCard(
    String dataset,
    int version,
    String about,
    String time,
    String revision,
    MessageType schema,
    List<Column> columns) {

  public static final String DATASET = "citybrain.dataset";
  public static final String VERSION = "citybrain.version";
  public static final String TIME_ZONE = "citybrain.time_zone";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One column.
   *
   * @param unit empty where it has none
   * @param isOptional null in some rows
   * @param since the version of the dataset that brought it; 0 when it has been there always
   */
  public record Column(
      String name, String type, String unit, String meaning, boolean isOptional, int since) {

    private void describe(ObjectNode json) {
      json.put("name", name).put("type", type).put("unit", unit).put("meaning", meaning);
      json.put("nullable", isOptional).put("since_version", since);
    }
  }

  /** Which time decides the folder, on which calendar. */
  public String date() {
    return time.isEmpty() ? "none: one file a city" : "of " + time + ", on the city's calendar";
  }

  /** What the footer of each file says; the time zone comes beside it. */
  public Map<String, String> footer() {
    var footer = new LinkedHashMap<String, String>();
    footer.put(DATASET, dataset);
    footer.put(VERSION, Integer.toString(version));
    footer.put("citybrain.about", about);
    footer.put("citybrain.date", date());
    footer.put("citybrain.revision", revision);
    var columns = JSON.createObjectNode();
    for (var column : this.columns) {
      var said = columns.putObject(column.name).put("meaning", column.meaning);
      if (!column.unit.isEmpty()) {
        said.put("unit", column.unit);
      }
    }
    footer.put("citybrain.columns", columns.toString());
    return footer;
  }

  /** The same and the types, for the data dictionary. */
  public ObjectNode json() {
    var json = JSON.createObjectNode();
    json.put("dataset", dataset).put("version", version).put("about", about);
    json.put("date", date()).put("revision", revision);
    var list = json.putArray("columns");
    columns.forEach(column -> column.describe(list.addObject()));
    return json;
  }

  public Optional<Column> find(String column) {
    return columns.stream().filter(one -> one.name.equals(column)).findFirst();
  }

  private static boolean isGeometry(Type type) {
    return type.getName().equals(ColumnTypes.GEOMETRY);
  }

  /** The type of a column in words that readers of Parquet know. */
  static String typeOf(Type type) {
    if (!type.isPrimitive()) {
      return "struct<xmin, ymin, xmax, ymax: double>";
    }
    var logical = type.getLogicalTypeAnnotation();
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> logical != null ? "string" : isGeometry(type) ? "geometry" : "bytes";
      case INT64 -> logical == null ? "int64" : "timestamp[ms, UTC]";
      case INT32 -> "int32";
      case DOUBLE -> "double";
      case BOOLEAN, FLOAT, INT96, FIXED_LEN_BYTE_ARRAY ->
          throw new IllegalArgumentException("no such columns in the lake: " + type);
    };
  }
}
