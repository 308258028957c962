package citybrain.jobs.lake.report;

import citybrain.reports.ReportRow;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report came to.
 *
 * @param head of the report: its name, city and period, and the file it lies in
 * @param rows all of them, in their order
 * @param shown those that are of the longest span, each as JSON
 * @param setAside what lies in the lake and could not be read, in a line each
 * @param problem why there are no rows, or not all that were asked for, such as those of a change
 *     or of a corridor, in words; null when all are there
 */
record ReportMade(
    ObjectNode head,
    List<ReportRow> rows,
    List<ObjectNode> shown,
    List<String> setAside,
    @Nullable String problem) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line of JSON each: the head, rows, {@code {"set_aside":…}}, {@code {"problem":…}}. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(head.toString());
    shown.forEach(row -> lines.add(row.toString()));
    setAside.forEach(line -> lines.add(said("set_aside", line)));
    if (problem != null) {
      lines.add(said("problem", problem));
    }
    return lines;
  }

  static String said(String key, @Nullable String line) {
    return JSON.createObjectNode().put(key, line).toString();
  }
}
