package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;

/**
 * What the end of a file says of it; no row is read.
 *
 * @param said all its keys
 * @param newest of columns of times, by their name; milliseconds since 1970
 */
public record StoredFooter(
    long rows, MessageType schema, Map<String, String> said, Map<String, Long> newest) {

  /**
   * Reads it.
   *
   * @throws RuntimeException when it is no Parquet file: Parquet says so with one
   */
  public static StoredFooter of(InputFile file) throws IOException {
    var options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (var reader = ParquetFileReader.open(file, options)) {
      var metadata = reader.getFileMetaData();
      return new StoredFooter(
          reader.getRecordCount(),
          metadata.getSchema(),
          metadata.getKeyValueMetaData(),
          newest(reader.getRowGroups()));
    }
  }

  private static Map<String, Long> newest(List<BlockMetaData> groups) {
    var newest = new HashMap<String, Long>();
    for (var group : groups) {
      for (var column : group.getColumns()) {
        if (column.getPrimitiveType().getLogicalTypeAnnotation()
                instanceof TimestampLogicalTypeAnnotation
            && column.getStatistics() instanceof LongStatistics known
            && known.hasNonNullValue()) {
          newest.merge(column.getPath().toDotString(), known.getMax(), Math::max);
        }
      }
    }
    return newest;
  }

  /** The version of the columns of its dataset; 0 in files of before there were versions. */
  public int version() {
    return (int) number(DatasetCard.VERSION);
  }

  /** What a key counts; 0 when it says nothing that can be counted. */
  public long number(String key) {
    var text = said.getOrDefault(key, "");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
