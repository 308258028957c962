package citybrain.jobs.transport;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.transport.UnevenHeadway;
import java.time.Duration;

/** Observed and scheduled headways in, alerts of bunching and large gaps out. */
@StreamingJob(UnevenHeadwayJob.NAME)
public final class UnevenHeadwayJob {

  static final String NAME = "transport-uneven-headway";

  private static final Rule RULE = new Rule("transport.uneven-headway", "1", Domain.TRANSPORT);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "transport.uneven-headway.lateness",
              "how late a headway may come; they are known some minutes after the vehicle",
              Duration.ofMinutes(10)));
    }
  }

  private UnevenHeadwayJob() {}

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
    var headways = city.observations(ObservedProperty.HEADWAY, ObservedProperty.SCHEDULED_HEADWAY);
    city.alert(
        city.detect(
            RULE,
            headways,
            headway -> headway.city() + "/" + headway.feed() + "/" + headway.feature(),
            EventTime.ofObservations(),
            settings.lateness(),
            zone -> new UnevenHeadway(UnevenHeadway.Settings.usual()),
            UnevenHeadway.Memory.class));
  }
}
