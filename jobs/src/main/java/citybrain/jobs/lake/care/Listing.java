package citybrain.jobs.lake.care;

import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.StoredFooter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What lies in a lake, by dataset, city and day; from footers, no row is read. */
final class Listing {

  /**
   * One day of all domains.
   *
   * @param damaged files whose rows are not counted
   * @param newest the newest event time, milliseconds since 1970; least where there is none
   */
  record Day(
      String dataset,
      String city,
      String date,
      long files,
      long rows,
      long bytes,
      long damaged,
      long newest) {

    Day plus(Day other) {
      return new Day(
          dataset,
          city,
          date,
          files + other.files,
          rows + other.rows,
          bytes + other.bytes,
          damaged + other.damaged,
          Math.max(newest, other.newest));
    }

    String newestTime() {
      return newest == Long.MIN_VALUE ? "" : Instant.ofEpochMilli(newest).toString();
    }
  }

  private Listing() {}

  static Collection<Day> of(String lake, LakeFolder.Wanted wanted) throws IOException {
    var days = new TreeMap<String, Day>();
    for (var folder : LakeFolder.in(lake, wanted)) {
      var key = String.join("\u0000", folder.dataset(), folder.city(), folder.date());
      days.merge(key, folder.lookAgain(Listing::day), Day::plus);
    }
    return days.values();
  }

  private static Day day(LakeFolder folder) throws IOException {
    var time = Dictionary.find(folder.dataset()).map(DatasetCard::time).orElse("");
    long rows = 0;
    long bytes = 0;
    long files = 0;
    long damaged = 0;
    long newest = Long.MIN_VALUE;
    for (var file : folder.files()) {
      try {
        var footer = StoredFooter.of(LakeFolder.input(file));
        rows += footer.rows();
        newest = Math.max(newest, footer.newest().getOrDefault(time, Long.MIN_VALUE));
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // Parquet says "not a Parquet file" with a RuntimeException; verify says more.
        damaged++;
      }
      files++;
      bytes += file.getLen();
    }
    return new Day(
        folder.dataset(), folder.city(), folder.date(), files, rows, bytes, damaged, newest);
  }

  static ArrayNode json(Collection<Day> days) {
    var json = new ObjectMapper().createArrayNode();
    for (var day : days) {
      json.addObject()
          .put("dataset", day.dataset)
          .put("city", day.city)
          .put("date", day.date)
          .put("files", day.files)
          .put("rows", day.rows)
          .put("bytes", day.bytes)
          .put("damaged", day.damaged)
          .put("newest", day.newestTime());
    }
    return json;
  }

  static List<String> text(Collection<Day> days) {
    var lines = new ArrayList<String>();
    lines.add(
        "%-14s %-16s %-10s %8s %13s %15s  %s"
            .formatted("dataset", "city", "date", "files", "rows", "bytes", "newest event time"));
    for (var day : days) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-14s %-16s %-10s %,8d %,13d %,15d  %s%s",
              day.dataset,
              day.city,
              day.date,
              day.files,
              day.rows,
              day.bytes,
              day.newestTime(),
              day.damaged == 0 ? "" : " (" + day.damaged + " damaged)"));
    }
    return lines;
  }
}
