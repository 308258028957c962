package citybrain.jobs.lake.summary;

import citybrain.jobs.runtime.BatchEngine;
import citybrain.jobs.runtime.Config;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Archived observations in, one file per city and day out, of what each zone was like in each hour
 * and in the day; batch.
 */
public final class DailySummaryJob {

  private DailySummaryJob() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var settings = SummarySettings.from(config);
    if (config.helpWanted()) {
      System.out.print("daily-summary\n" + config.help());
      return;
    }
    config.refuseUnknown();
    // Object stores are plugins of the engine, which nobody else loads in a process of our own.
    var plugins = PluginUtils.createPluginManagerFromRootFolder(config.flink());
    FileSystem.initialize(config.flink(), plugins);
    run(settings, config.flink()).lines().forEach(System.out::println);
  }

  @SuppressWarnings("try") // an interrupt while closing the results is no concern here
  public static Made run(SummarySettings settings, Configuration engine) throws Exception {
    var archived = settings.cities().archived(settings.lake(), settings.from(), settings.to());
    if (archived.observations().isEmpty()) {
      return new Made(List.of(), archived.odd());
    }
    var environment = BatchEngine.environment(engine);
    var part = TypeInformation.of(DayPart.class);
    var hours =
        environment
            .fromData(archived.observations(), Types.STRING)
            .uid("archived-files")
            .name("archived observation files")
            .rebalance()
            .process(new HoursOfFile(settings.cities()), part)
            .uid("hours-of-file")
            .name("zone and hour, file by file");
    var damaged = hours.getSideOutput(HoursOfFile.DAMAGED);
    var written =
        hours
            .keyBy(DayPart::day, Types.STRING)
            .fullWindowPartition()
            .mapPartition(new DayWriter(settings.lake(), settings.cities()))
            .returns(Types.STRING)
            .uid("summary-files")
            .name("one file per city and day");
    try (var results = written.union(damaged).executeAndCollect("daily-summary")) {
      return Made.of(results, archived.odd());
    }
  }
}
