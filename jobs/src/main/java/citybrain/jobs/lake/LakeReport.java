package citybrain.jobs.lake;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.geoparquet.StoredFooter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/**
 * What lies in the lake, counted from the footers of its finished files; no row is read.
 *
 * @param datasets by their name
 * @param unreadable finished files without a sound footer: there must be none
 */
public record LakeReport(SortedMap<String, Size> datasets, List<String> unreadable) {

  /**
   * In the footer of a compacted file: how many rows were left out since it was archived, for they
   * did not hold any more.
   */
  public static final String SUPERSEDED = "citybrain.superseded_rows";

  /**
   * How much there is of something.
   *
   * @param gone rows that were archived and are there no more, superseded or expired
   */
  public record Size(long files, long rows, long bytes, long gone) {

    Size plus(Size other) {
      return new Size(
          files + other.files, rows + other.rows, bytes + other.bytes, gone + other.gone);
    }
  }

  /** Who reads the report reads a line up to a length only, however much is broken. */
  private static final int NAMED = 50;

  private static final int LONGEST_NAME = 500;

  private static final Size NOTHING = new Size(0, 0, 0, 0);

  /** Counts all datasets under a lake root; a lake that is not there yet is empty. */
  public static LakeReport of(String lake) throws IOException {
    var datasets = new TreeMap<String, Size>();
    var unreadable = new ArrayList<String>();
    for (var dataset : LakeFiles.folders(new Path(lake))) {
      datasets.put(dataset.getName(), size(dataset, unreadable));
    }
    for (var expired : ExpiredDays.in(lake)) {
      datasets.merge(expired.dataset(), new Size(0, 0, 0, expired.rows()), Size::plus);
    }
    return new LakeReport(datasets, unreadable);
  }

  /** Of all files below a folder. */
  static Size size(Path dataset, List<String> unreadable) throws IOException {
    return LakeFiles.lookAgain(
        () -> {
          var damaged = new ArrayList<String>();
          var size = NOTHING;
          for (var file : LakeFiles.below(dataset)) {
            try {
              var footer = StoredFooter.of(new FlinkInputFile(file.getPath(), file.getLen()));
              var superseded = footer.number(SUPERSEDED);
              size = size.plus(new Size(1, footer.rows(), file.getLen(), superseded));
            } catch (FileNotFoundException e) {
              throw e;
            } catch (IOException | RuntimeException e) {
              // Parquet says "not a Parquet file" with a RuntimeException.
              damaged.add(file.getPath() + ": " + e.getMessage());
            }
          }
          unreadable.addAll(damaged);
          return size;
        });
  }

  /** Of one dataset; nothing when it is not there. */
  public Size dataset(String name) {
    return datasets.getOrDefault(name, NOTHING);
  }

  public Size total() {
    return datasets.values().stream().reduce(NOTHING, Size::plus);
  }

  /**
   * {@code {"datasets":{name:{files,rows,bytes,gone}},"files":…,"rows":…,"bytes":…,"gone":…,
   * "unreadable":[…]}}
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
    json.put("gone", size.gone());
  }
}
