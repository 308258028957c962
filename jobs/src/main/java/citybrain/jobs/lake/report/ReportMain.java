package citybrain.jobs.lake.report;

import citybrain.feed.SettingException;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StandardOutput;
import citybrain.reports.CityReport;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Makes a report and tells it on standard output, a line of JSON each; see {@link ReportMade}. What
 * was asked for wrongly is told there as well, for who started this shows it to people.
 */
public final class ReportMain {

  private ReportMain() {}

  public static void main(String[] args) throws Exception {
    var out = StandardOutput.claim();
    try {
      var config = Config.from(args);
      var settings = ReportSettings.from(config);
      if (config.helpWanted()) {
        out.print("reports\n" + config.help() + "\n" + help(settings.wanted()));
        return;
      }
      config.refuseUnknown();
      // Object stores are plugins of the engine, which nobody else loads in a process of our own.
      var plugins = PluginUtils.createPluginManagerFromRootFolder(config.flink());
      FileSystem.initialize(config.flink(), plugins);
      ReportRun.of(settings, config.flink()).lines().forEach(out::println);
    } catch (SettingException e) {
      out.println(ReportMade.said("problem", e.getMessage()));
    }
  }

  private static String help(CityReport report) {
    return String.join("\n\n", report.method().paragraphs()) + "\n";
  }
}
