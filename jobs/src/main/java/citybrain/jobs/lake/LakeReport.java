package citybrain.jobs.lake;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * What lies in the lake, counted from the footers of its finished files; no row is read.
 *
 * @param datasets by their name
 * @param unreadable finished files without a sound footer: there must be none
 */
public record LakeReport(SortedMap<String, Size> datasets, List<String> unreadable) {

  /** How much there is of something. */
  public record Size(long files, long rows, long bytes) {

    Size plus(Size other) {
      return new Size(files + other.files, rows + other.rows, bytes + other.bytes);
    }
  }

  /** Who reads the report reads a line up to a length only, however much is broken. */
  private static final int NAMED = 50;

  private static final int LONGEST_NAME = 500;
  private static final Size NOTHING = new Size(0, 0, 0);

  /** Counts all datasets under a lake root; a lake that is not there yet is empty. */
  public static LakeReport of(String lake) throws IOException {
    var datasets = new TreeMap<String, Size>();
    var unreadable = new ArrayList<String>();
    for (var dataset : LakeFiles.folders(new Path(lake))) {
      var size = NOTHING;
      for (var file : LakeFiles.below(dataset)) {
        try {
          size = size.plus(new Size(1, rows(file), file.getLen()));
        } catch (IOException | RuntimeException e) {
          // Parquet says "not a Parquet file" with a RuntimeException.
          unreadable.add(file.getPath() + ": " + e.getMessage());
        }
      }
      datasets.put(dataset.getName(), size);
    }
    return new LakeReport(datasets, unreadable);
  }

  private static long rows(FileStatus file) throws IOException {
    var options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    var input = new FlinkInputFile(file.getPath(), file.getLen());
    try (var reader = ParquetFileReader.open(input, options)) {
      return reader.getRecordCount();
    }
  }

  public Size total() {
    return datasets.values().stream().reduce(NOTHING, Size::plus);
  }

  /**
   * {@code {"datasets":{name:{files,rows,bytes}},"files":…,"rows":…,"bytes":…,"unreadable":[…]}}
   */
  public String json() {
    var json = new ObjectMapper().createObjectNode();
    var byName = json.putObject("datasets");
    datasets.forEach((name, size) -> put(byName.putObject(name), size));
    put(json, total());
    var broken = json.putArray("unreadable");
    unreadable.stream().limit(NAMED).map(LakeReport::shortened).forEach(broken::add);
    if (unreadable.size() > NAMED) {
      broken.add("... and " + (unreadable.size() - NAMED) + " more");
    }
    return json.toString();
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_NAME ? message : message.substring(0, LONGEST_NAME) + "...";
  }

  private static void put(ObjectNode json, Size size) {
    json.put("files", size.files()).put("rows", size.rows()).put("bytes", size.bytes());
  }
}
