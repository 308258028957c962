package citybrain.jobs.city;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.jobs.runtime.Types;

/** Observations in; count, sum, minimum and maximum of every zone, property and window out. */
@StreamingJob(AggregatesJob.NAME)
public final class AggregatesJob {

  static final String NAME = "city-aggregates";

  record Settings(WindowTimes times, int cells) {
    static Settings from(Config config) {
      return new Settings(
          WindowTimes.from(config),
          config.count(
              "city-aggregates.cells",
              "sums of a zone and window a worker holds before it gives up the oldest, 100 bytes"
                  + " each",
              4_000_000));
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
        city.deliveredObservations()
            .transform(
                "sum by zone and minute",
                ZoneMinute.TYPE,
                new ZonePreSummary(city.cities().places(), settings.times()))
            .uid("zone-pre-summary");
    var windows =
        minutes
            .keyBy(ZoneMinute::keyOf, ZoneMinute.KEY)
            .transform(
                "windows by zone",
                Types.OUTGOING,
                new ZoneSummary(settings.times(), settings.cells()))
            .uid("zone-summary");
    city.write(windows.union(minutes.getSideOutput(ZonePreSummary.ASIDE)));
  }
}
