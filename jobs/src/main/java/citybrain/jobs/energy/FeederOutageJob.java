package citybrain.jobs.energy;

import citybrain.energy.FeederOutage;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.time.Duration;

/** Meter readings in; an alert out when all meters of one transformer have gone silent. */
@StreamingJob(FeederOutageJob.NAME)
public final class FeederOutageJob {

  static final String NAME = "energy-feeder-outage";

  private static final Rule RULE = new Rule("energy.feeder-outage", "1", Domain.ENERGY);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "energy.feeder-outage.lateness",
              "how late a reading may come and still be judged",
              Duration.ofMinutes(5)));
    }
  }

  private FeederOutageJob() {}

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
    var readings =
        city.observations(ObservedProperty.ELECTRIC_ENERGY, ObservedProperty.TRANSFORMER_ENERGY);
    city.alert(
        city.detect(
            RULE,
            readings,
            reading -> reading.city() + "/" + reading.zone(),
            EventTime.ofProperties(2),
            settings.lateness(),
            zone -> new FeederOutage(FeederOutage.Settings.usual()),
            FeederOutage.Memory.class));
  }
}
