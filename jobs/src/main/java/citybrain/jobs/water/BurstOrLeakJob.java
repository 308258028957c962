package citybrain.jobs.water;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.water.BurstOrLeak;
import java.time.Duration;

/** Inflows of district metered areas in; alerts of bursts and leaks out. */
@StreamingJob(BurstOrLeakJob.NAME)
public final class BurstOrLeakJob {

  static final String NAME = "water-burst-or-leak";

  private static final Rule RULE = new Rule("water.burst-or-leak", "2", Domain.WATER);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "water.burst-or-leak.lateness",
              "how late a reading may come and still be judged",
              Duration.ofMinutes(5)));
    }
  }

  private BurstOrLeakJob() {}

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
    var flows = city.observations(ObservedProperty.WATER_FLOW);
    city.alert(
        city.detect(
            RULE,
            flows,
            flow -> flow.city() + "/" + flow.feed() + "/" + flow.feature(),
            EventTime.ofObservations(),
            settings.lateness(),
            zone -> new BurstOrLeak(BurstOrLeak.Settings.of(zone)),
            BurstOrLeak.Memory.class));
  }
}
