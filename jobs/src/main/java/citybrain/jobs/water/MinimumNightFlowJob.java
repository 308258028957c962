package citybrain.jobs.water;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.ObservedProperty;
import citybrain.water.MinimumNightFlow;
import java.time.Duration;

/** Inflows in; the minimum night flow of every inlet out, an observation of a derived property. */
@StreamingJob(MinimumNightFlowJob.NAME)
public final class MinimumNightFlowJob {

  static final String NAME = "water-minimum-night-flow";

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "water.minimum-night-flow.lateness",
              "how late a reading may come and still count",
              Duration.ofMinutes(30)));
    }
  }

  private MinimumNightFlowJob() {}

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
    var nights =
        city.summarise(
            "minimum-night-flow",
            flows,
            flow -> flow.city() + "/" + flow.feed() + "/" + flow.feature(),
            settings.lateness(),
            MinimumNightFlow::new,
            MinimumNightFlow.Night.class);
    city.writeDerived(nights);
  }
}
