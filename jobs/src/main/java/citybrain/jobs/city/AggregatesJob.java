package citybrain.jobs.city;

import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.jobs.runtime.Types;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Observations in; count, sum, minimum and maximum of every zone, property and window out. */
@StreamingJob(AggregatesJob.NAME)
public final class AggregatesJob {

  static final String NAME = "city-aggregates";

  record Settings(Duration delay, Duration retention, Duration idle) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "city-aggregates.delay", "wait after a window's end", Duration.ofMinutes(1)),
          config.duration(
              "city-aggregates.retention", "how long a window can be revised", Duration.ofHours(4)),
          config.duration(
              "city-aggregates.idle",
              "wall-clock silence after which open windows are shown",
              Duration.ofSeconds(20)));
    }
  }

  private AggregatesJob() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var city = City.connect(config, NAME);
    var settings = Settings.from(config);
    if (city.isHelp(config)) {
      return;
    }
    wire(city, settings);
    city.run();
  }

  static void wire(City city, Settings settings) {
    var minutes =
        city.encodedObservations()
            .transform(
                "sum by zone and minute",
                Types.AGGREGATE,
                new ZonePreSummary(city.cities().places(), settings.retention()))
            .uid("zone-pre-summary");
    var windows =
        minutes
            .keyBy(ZoneSummary::keyOf)
            .transform(
                "windows by zone",
                TypeInformation.of(Outgoing.class),
                new ZoneSummary(settings.delay(), settings.retention(), settings.idle()))
            .uid("zone-summary");
    city.write(windows.union(minutes.getSideOutput(ZonePreSummary.ASIDE)));
  }
}
