package citybrain.jobs.lake;

import citybrain.jobs.runtime.Config;
import java.io.IOException;

/** Prints what lies in the lake as one line of JSON, for processes without Parquet. */
public final class LakeReportMain {

  private LakeReportMain() {}

  public static void main(String[] args) throws IOException {
    var config = Config.from(args);
    var lake = config.text("lake", "root of the lake, a URI or a path", "lake");
    if (config.helpWanted()) {
      System.out.print("lake-report\n" + config.help());
      return;
    }
    config.refuseUnknown();
    System.out.println(LakeReport.of(lake).json());
  }
}
