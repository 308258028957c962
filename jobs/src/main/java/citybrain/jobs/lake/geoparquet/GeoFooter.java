package citybrain.jobs.lake.geoparquet;

import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gathers what the footer key {@code geo} says of a file (GeoParquet 1.1.0). The {@code crs} is
 * left out, which means OGC:CRS84: some readers accept nothing else but PROJJSON there.
 */
final class GeoFooter {

  static final String KEY = "geo";

  private final TreeSet<String> types = new TreeSet<>();
  private String last = "";
  private double xmin = Double.POSITIVE_INFINITY;
  private double ymin = Double.POSITIVE_INFINITY;
  private double xmax = Double.NEGATIVE_INFINITY;
  private double ymax = Double.NEGATIVE_INFINITY;

  void add(String type, double west, double south, double east, double north) {
    if (!type.equals(last)) {
      types.add(type);
      last = type;
    }
    xmin = Math.min(xmin, west);
    ymin = Math.min(ymin, south);
    xmax = Math.max(xmax, east);
    ymax = Math.max(ymax, north);
  }

  String json() {
    var names = types.stream().map(type -> '"' + type + '"').collect(Collectors.joining(","));
    var bbox =
        types.isEmpty()
            ? ""
            : String.format(Locale.ROOT, "\"bbox\":[%s,%s,%s,%s],", xmin, ymin, xmax, ymax);
    return "{\"version\":\"1.1.0\",\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{"
        + "\"encoding\":\"WKB\",\"geometry_types\":["
        + names
        + "],"
        + bbox
        + "\"covering\":{\"bbox\":{\"xmin\":[\"bbox\",\"xmin\"],\"ymin\":[\"bbox\",\"ymin\"],"
        + "\"xmax\":[\"bbox\",\"xmax\"],\"ymax\":[\"bbox\",\"ymax\"]}}}}}";
  }
}
