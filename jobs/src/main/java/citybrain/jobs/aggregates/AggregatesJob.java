package citybrain.jobs.aggregates;

import citybrain.Rules;
import citybrain.jobs.kafka.Types;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.StreamingJob;

/** Observations in; count, sum, minimum and maximum of every zone, property and window out. */
@StreamingJob(AggregatesJob.NAME)
public final class AggregatesJob implements CityJob {

  static final String NAME = "city-aggregates";

  public static void main(String[] args) throws Exception {
    CityJob.run(new AggregatesJob(), args);
  }

  @Override
  public void wire(City city) {
    var times = WindowSettings.from(city.settings());
    int cells =
        city.settings()
            .count(
                "city-aggregates.cells",
                "sums of a zone and window a worker holds before it gives up the oldest, 160 bytes"
                    + " each",
                4_000_000);
    var spans = WindowSettings.spans(city.settings());
    var members = Members.of(city.cities(), Rules.ALL).with(spans);
    var minutes =
        city.deliveredObservations()
            .transform(
                "sum by zone and minute",
                MinuteSums.TYPE,
                new ZonePreSummary(city.cities().places(), times, members))
            .uid("zone-pre-summary");
    var windows =
        minutes
            .keyBy(MinuteSums::worker, MinuteSums.KEY)
            .transform("windows by zone", Types.OUTGOING, new ZoneSummary(times, members, cells))
            .uid("zone-summary");
    city.write(windows.union(minutes.getSideOutput(ZonePreSummary.ASIDE)));
  }
}
