package citybrain.jobs.transport;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.TallySchema;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class HeadwaysJobTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private static Observation departure(String stop, String trip, int minute) {
    var time = NOON.plusSeconds(60L * minute);
    return new Observation(
        JobRun.TOWN,
        "trips",
        stop,
        ObservedProperty.STOP_DEPARTURE_DELAY,
        time,
        time,
        30,
        null,
        "",
        trip,
        Quality.GOOD);
  }

  @Test
  void eachStopHasItsOwnHeadways() throws Exception {
    var delays = new ArrayList<Observation>();
    for (int trip = 0; trip < 3; trip++) {
      delays.add(departure("1/0/A", "t" + trip, 10 * trip));
      delays.add(departure("1/0/B", "t" + trip, 10 * trip + 2 * trip));
    }

    var run =
        JobRun.over(
            city -> HeadwaysJob.wire(city, HeadwaysJob.Settings.from(JobRun.config())), delays);

    assertThat(run.observations())
        .extracting(o -> o.property() + " " + o.feature() + " " + o.procedure() + " " + o.result())
        .containsExactlyInAnyOrder(
            "HEADWAY 1/0/A t1 600.0",
            "HEADWAY 1/0/A t2 600.0",
            "HEADWAY 1/0/B t1 720.0",
            "HEADWAY 1/0/B t2 720.0");
    assertThat(run.tallies()).isNotEmpty().allSatisfy(TallySchema::check);
  }
}
