package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of events is bounded, whatever a feed speaks of. */
class EventsTest {

  private static final Retold CALLS = new Retold(Set.of(ObservedProperty.STOP_CALL), 120_000);

  private static Observation forecast(long time) {
    return new Observation(
        "town",
        "trips",
        "1/0/A",
        ObservedProperty.STOP_CALL,
        Instant.ofEpochMilli(time),
        Instant.ofEpochMilli(time - 60_000),
        1,
        null,
        "",
        "run " + time,
        Quality.ESTIMATED);
  }

  @Test
  void nobodyKnowsMoreThanIsAllowedAndNothingIsLost() {
    var events = new Events(CALLS, 300_000, 100);
    var told = new ArrayList<Observation>();
    for (int call = 1; call <= 1_000; call++) {
      assertThat(events.take(call, forecast(1_000_000L + call))).isEqualTo(Events.Verdict.FORECAST);
      events.pass(1_000_000, told::add);
      assertThat(events.size()).isLessThanOrEqualTo(100);
    }
    events.pass(2_000_000, told::add);

    assertThat(told).hasSize(1_000).doesNotHaveDuplicates();
    events.pass(3_000_000, told::add);
    assertThat(events.isEmpty()).isTrue();
    assertThat(told).hasSize(1_000);
  }
}
