package citybrain.jobs.transport;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnevenHeadwayJobTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private static List<Observation> trip(int minute, double observed) {
    var both = new ArrayList<Observation>();
    for (var property : List.of(ObservedProperty.SCHEDULED_HEADWAY, ObservedProperty.HEADWAY)) {
      both.add(
          new Observation(
              JobRun.TOWN,
              "trips",
              "1/0/A",
              property,
              NOON.plusSeconds(60L * minute),
              NOON.plusSeconds(60L * minute),
              property == ObservedProperty.HEADWAY ? observed * 60 : 600,
              null,
              "",
              "t" + minute,
              Quality.GOOD));
    }
    return both;
  }

  @Test
  void aBunchIsAnAlertUntilTheHeadwayIsEvenAgain() throws Exception {
    var headways = new ArrayList<Observation>();
    headways.addAll(trip(10, 10));
    headways.addAll(trip(12, 2));
    headways.addAll(trip(22, 10));

    var run = JobRun.over(new UnevenHeadwayJob()::wire, headways);

    assertThat(run.story())
        .containsExactly("OPEN 1/0/A 2026-01-15T12:12:00Z", "CLOSED 1/0/A 2026-01-15T12:22:00Z");
    assertThat(run.alerts().get(0))
        .satisfies(
            alert -> {
              assertThat(alert.rule()).isEqualTo("transport.uneven-headway");
              assertThat(alert.observed()).isEqualTo(120);
              assertThat(alert.expected()).isEqualTo(600);
            });
  }
}
