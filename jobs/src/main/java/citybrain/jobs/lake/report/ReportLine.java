package citybrain.jobs.lake.report;

import citybrain.reports.ReportRow;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from the engine: a row of a report, the baseline of a series, or a line about a
 * file that was set aside.
 *
 * @param row null when it is none
 * @param baseline null when it is none
 * @param aside empty when it is none
 */
public record ReportLine(@Nullable ReportRow row, @Nullable LearnedSeries baseline, String aside) {

  static ReportLine of(ReportRow row) {
    return new ReportLine(row, null, "");
  }

  static ReportLine of(LearnedSeries series) {
    return new ReportLine(null, series, "");
  }

  static ReportLine aside(String line) {
    return new ReportLine(null, null, line);
  }
}
