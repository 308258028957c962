package citybrain.jobs.transport;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.ObservedProperty;
import citybrain.transport.Headways;
import java.time.Duration;

/** Delays of trips at stops in; headways between successive vehicles out. */
@StreamingJob(HeadwaysJob.NAME)
public final class HeadwaysJob {

  static final String NAME = "transport-headways";

  record Settings(Duration lateness, int settleSeconds, int longestSeconds) {
    static Settings from(Config config) {
      var usual = Headways.usual();
      return new Settings(
          config.duration(
              "transport.headways.lateness",
              "how late a delay may come; polls look two minutes ahead",
              Duration.ofMinutes(4)),
          config.count(
              "transport.headways.settle",
              "seconds after a passage until nothing more is said of it",
              usual.settleSeconds()),
          config.count(
              "transport.headways.longest",
              "seconds beyond which two vehicles are no headway",
              usual.longestSeconds()));
    }
  }

  private HeadwaysJob() {}

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
    var delays =
        city.observations(
            ObservedProperty.STOP_ARRIVAL_DELAY, ObservedProperty.STOP_DEPARTURE_DELAY);
    int settle = settings.settleSeconds();
    int longest = settings.longestSeconds();
    var headways =
        city.derive(
            "headways",
            delays,
            delay -> delay.city() + "/" + delay.feed() + "/" + delay.feature(),
            settings.lateness(),
            () -> new Headways(settle, longest),
            Headways.Memory.class);
    city.writeDerived(headways);
  }
}
