package citybrain.jobs.water;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.water.NightLeak;
import java.time.Duration;

/** Minimum night flow of every inlet in, leak alerts out. */
@StreamingJob(NightLeakJob.NAME)
public final class NightLeakJob {

  static final String NAME = "water-night-leak";

  private static final Rule RULE = new Rule("water.night-leak", "1", Domain.WATER);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "water.night-leak.lateness", "how late a night may come in", Duration.ZERO));
    }
  }

  private NightLeakJob() {}

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
    var nights = city.observations(ObservedProperty.WATER_MINIMUM_NIGHT_FLOW);
    city.alert(
        city.detect(
            RULE,
            nights,
            night -> night.city() + "/" + night.feed() + "/" + night.feature(),
            EventTime.ofObservations(),
            settings.lateness(),
            zone -> new NightLeak(NightLeak.Settings.usual()),
            NightLeak.Memory.class));
  }
}
