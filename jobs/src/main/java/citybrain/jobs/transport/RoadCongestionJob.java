package citybrain.jobs.transport;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.transport.RoadCongestion;
import java.time.Duration;

/** Speeds of road links in; alerts of congestion and incidents out. */
@StreamingJob(RoadCongestionJob.NAME)
public final class RoadCongestionJob {

  static final String NAME = "transport-road-congestion";

  private static final Rule RULE = new Rule("transport.road-congestion", "1", Domain.TRANSPORT);

  record Settings(Duration lateness) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "transport.road-congestion.lateness",
              "how late a reading may come and still be judged",
              Duration.ofMinutes(2)));
    }
  }

  private RoadCongestionJob() {}

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
    var speeds = city.observations(ObservedProperty.TRAFFIC_SPEED);
    city.alert(
        city.detect(
            RULE,
            speeds,
            speed -> speed.city() + "/" + speed.feed() + "/" + speed.feature(),
            EventTime.ofObservations(),
            settings.lateness(),
            zone -> new RoadCongestion(RoadCongestion.Settings.of(zone)),
            RoadCongestion.Memory.class));
  }
}
