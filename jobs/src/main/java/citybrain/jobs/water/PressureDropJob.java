package citybrain.jobs.water;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.water.PressureDrop;
import java.time.Duration;

/** Pressures of district metered areas in; an alert out when several sensors fall together. */
@StreamingJob(PressureDropJob.NAME)
public final class PressureDropJob {

  static final String NAME = "water-pressure-drop";

  private static final Rule RULE = new Rule("water.pressure-drop", "2", Domain.WATER);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "water.pressure-drop.lateness",
              "how late a reading may come and still be judged",
              Duration.ofMinutes(5)));
    }
  }

  private PressureDropJob() {}

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
    var pressures = city.observations(ObservedProperty.WATER_PRESSURE);
    city.alert(
        city.detect(
            RULE,
            pressures,
            pressure -> pressure.city() + "/" + pressure.zone(),
            EventTime.ofObservations(),
            settings.lateness(),
            zone -> new PressureDrop(PressureDrop.Settings.of(zone)),
            PressureDrop.Memory.class));
  }
}
