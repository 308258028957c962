package citybrain.jobs.lake.geoparquet;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * How one kind of value lies in the lake: its dataset, its columns and what decides its partition.
 * City, domain and date are folders (Hive style) and therefore never columns: readers refuse files
 * that carry a partition column twice with two types.
 *
 * @param <T> what is archived
 */
public interface RowFormat<T> extends Serializable {

  /** For what belongs to no domain: it has no such folder. */
  String NO_DOMAIN = "";

  /** The folder under the lake root. */
  String dataset();

  MessageType schema();

  /** Writes the columns in the order of the schema. */
  void write(T value, Row row);

  String city(T value);

  String domain(T value);

  /** The event time that decides the date. */
  Instant time(T value);

  /** What else the footer of each file says, by its key. */
  default Map<String, String> footer() {
    return Map.of();
  }
}
