package citybrain.jobs.energy;

import citybrain.energy.TransformerOverload;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.time.Duration;

/** Loads of transformers in; an alert out when one carries far more than it usually does. */
@StreamingJob(TransformerOverloadJob.NAME)
public final class TransformerOverloadJob {

  static final String NAME = "energy-transformer-overload";

  private static final Rule RULE = new Rule("energy.transformer-overload", "2", Domain.ENERGY);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "energy.transformer-overload.lateness",
              "how late a reading may come and still be judged",
              Duration.ofMinutes(5)));
    }
  }

  private TransformerOverloadJob() {}

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
    var loads = city.observations(ObservedProperty.TRANSFORMER_ENERGY);
    city.alert(
        city.detect(
            RULE,
            loads,
            load -> load.city() + "/" + load.feed() + "/" + load.feature(),
            EventTime.ofObservations(),
            settings.lateness(),
            zone -> new TransformerOverload(TransformerOverload.Settings.of(zone)),
            TransformerOverload.Memory.class));
  }
}
