package citybrain.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule derives headways from delays by itself, publishes them and judges them. */
class UnevenHeadwayRuleTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private static Observation of(
      ObservedProperty property, String stop, String trip, int minute, double result) {
    var time = NOON.plusSeconds(60L * minute);
    return new Observation(
        JobRun.TOWN, "trips", stop, property, time, time, result, null, "", trip, Quality.GOOD);
  }

  private static List<Observation> trip(String stop, String trip, int minute) {
    return List.of(
        of(ObservedProperty.SCHEDULED_HEADWAY, stop, trip, minute, 600),
        of(ObservedProperty.STOP_DEPARTURE_DELAY, stop, trip, minute, 30));
  }

  private static JobRun run(int... minutes) throws Exception {
    var delays = new ArrayList<Observation>();
    for (int minute : minutes) {
      delays.addAll(trip("1/0/A", "t" + minute, minute));
      delays.addAll(trip("1/0/B", "t" + minute, minute + 3));
    }
    delays.sort(Comparator.comparing(Observation::phenomenonTime));
    return JobRun.rule("transport.uneven-headway", delays);
  }

  @Test
  void aBunchIsAnAlertUntilTheHeadwayIsEvenAgain() throws Exception {
    var run = run(0, 10, 12, 22, 32, 42, 52, 62);

    assertThat(run.alerts())
        .extracting(alert -> alert.status() + " " + alert.feature() + " " + alert.time())
        .containsExactly(
            "OPEN 1/0/t12 2026-01-15T12:20:00Z", "CLOSED 1/0/t12 2026-01-15T12:45:00Z");
    assertThat(run.alerts().get(0))
        .satisfies(
            alert -> {
              assertThat(alert.rule()).isEqualTo("transport.uneven-headway");
              assertThat(alert.observed()).isEqualTo(120);
              assertThat(alert.expected()).isEqualTo(600);
            });
  }

  @Test
  void eachStopHasItsOwnHeadways() throws Exception {
    assertThat(run(0, 10, 20).observations())
        .extracting(o -> o.property() + " " + o.feature() + " " + o.procedure() + " " + o.result())
        .containsExactlyInAnyOrder(
            "HEADWAY 1/0/A t10 600.0",
            "HEADWAY 1/0/A t20 600.0",
            "HEADWAY 1/0/B t10 600.0",
            "HEADWAY 1/0/B t20 600.0");
  }

  /** Of trips that run every few minutes nobody knows a delay, but they bunch as others do. */
  @Test
  void vehiclesWithoutTimetableBunchToo() throws Exception {
    var calls = new ArrayList<Observation>();
    for (int minute : new int[] {0, 10, 12, 22, 32, 42}) {
      for (int stop = 0; stop < 3; stop++) {
        var name = "1/0/" + stop;
        int passes = minute + 3 * stop;
        calls.add(of(ObservedProperty.SCHEDULED_HEADWAY, name, "t" + minute, passes, 600));
        calls.add(of(ObservedProperty.STOP_CALL, name, "t" + minute, passes, 1));
      }
    }
    calls.sort(Comparator.comparing(Observation::phenomenonTime));
    var run = JobRun.rule("transport.uneven-headway", calls);

    assertThat(run.alerts())
        .extracting(alert -> alert.status() + " " + alert.feature() + " " + alert.time())
        .first()
        .isEqualTo("OPEN 1/0/t12 2026-01-15T12:20:00Z");
  }
}
