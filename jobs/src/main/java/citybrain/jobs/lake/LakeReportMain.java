package citybrain.jobs.lake;

import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StandardOutput;
import java.io.IOException;

/**
 * Prints what lies in the lake as one line of JSON, for processes without Parquet; nothing else
 * goes to standard output, so that nothing a library says of a file can be taken for the report.
 */
public final class LakeReportMain {

  private LakeReportMain() {}

  public static void main(String[] args) throws IOException {
    var out = StandardOutput.claim();
    var config = Config.from(args);
    var lake = config.text("lake", "root of the lake, a URI or a path", "lake");
    if (config.helpWanted()) {
      out.print("lake-report\n" + config.help());
      return;
    }
    config.refuseUnknown();
    out.println(LakeReport.of(lake).json());
  }
}
