package citybrain.jobs.lake.report;

import citybrain.reports.ReportRow;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from the engine: a row, or a line about a file that was set aside.
 *
 * @param row null when it is a line
 * @param aside empty when it is a row
 */
public record ReportLine(@Nullable ReportRow row, String aside) {

  static ReportLine of(ReportRow row) {
    return new ReportLine(row, "");
  }

  static ReportLine aside(String line) {
    return new ReportLine(null, line);
  }
}
