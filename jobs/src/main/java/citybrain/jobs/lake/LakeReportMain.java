package citybrain.jobs.lake;

import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StandardOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says what lies in the lake as one line of JSON, for processes without Parquet: in a file, or on
 * standard output, to which nothing else goes then, so that nothing a library says of a file can be
 * taken for the report.
 */
public final class LakeReportMain {

  private LakeReportMain() {}

  public static void main(String[] args) throws IOException {
    var config = Config.from(args);
    var lake = config.text("lake", "root of the lake, a URI or a path", "lake");
    var file = config.text("to", "file that gets the report; standard output if none", "");
    if (config.helpWanted()) {
      StandardOutput.claim().print("lake-report\n" + config.help());
      return;
    }
    config.refuseUnknown();
    if (file.isEmpty()) {
      // Claimed before the lake is looked at.
      var out = StandardOutput.claim();
      out.println(LakeReport.of(lake).json());
    } else {
      Files.writeString(Path.of(file), LakeReport.of(lake).json() + "\n");
    }
  }
}
