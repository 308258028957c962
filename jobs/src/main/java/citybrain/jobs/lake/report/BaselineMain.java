package citybrain.jobs.lake.report;

import citybrain.feed.SettingException;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StandardOutput;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Learns baselines and tells of them on standard output, a line of JSON each; see {@link
 * BaselineRun}. What was asked for wrongly is told there as well.
 */
public final class BaselineMain {

  private BaselineMain() {}

  public static void main(String[] args) throws Exception {
    var out = StandardOutput.claim();
    try {
      var config = Config.from(args);
      var settings = BaselineSettings.from(config);
      if (config.helpWanted()) {
        out.print("baselines\n" + config.help() + "\n" + BaselineFormat.METHOD + "\n");
        return;
      }
      config.refuseUnknown();
      // Object stores are plugins of the engine, which nobody else loads in a process of our own.
      var plugins = PluginUtils.createPluginManagerFromRootFolder(config.flink());
      FileSystem.initialize(config.flink(), plugins);
      BaselineRun.of(settings, config.flink()).forEach(out::println);
    } catch (SettingException e) {
      out.println(ReportMade.said("problem", e.getMessage()));
    }
  }
}
