package citybrain.transport;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadwaysTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final Headways HEADWAYS = Headways.usual();

  private Headways.Memory memory = HEADWAYS.blank();
  private final List<Observation> derived = new ArrayList<>();

  /** A trip passes at this second; it was said at that second. */
  private static Observation delay(ObservedProperty property, String trip, int at, int said) {
    return new Observation(
        "town",
        "trips",
        "1/0/A",
        property,
        NOON.plusSeconds(at),
        NOON.plusSeconds(said),
        60,
        null,
        "",
        trip,
        at <= said ? Quality.GOOD : Quality.ESTIMATED);
  }

  private void departs(String trip, int at, int said) {
    observe(delay(ObservedProperty.STOP_DEPARTURE_DELAY, trip, at, said));
  }

  private void observe(Observation delay) {
    var step = HEADWAYS.observe(memory, delay);
    memory = step.memory();
    step.derived().forEach(headway -> derived.add(headway.observation()));
  }

  private @Nullable Instant wake(int at) {
    var step = HEADWAYS.wake(memory, NOON.plusSeconds(at));
    memory = step.memory();
    step.derived().forEach(headway -> derived.add(headway.observation()));
    return step.wakeAt();
  }

  private List<String> found() {
    return derived.stream().map(o -> o.procedure() + " " + o.result() + " " + o.quality()).toList();
  }

  @Test
  void isTheTimeBetweenSuccessiveTripsOnceTheyAreFinal() {
    departs("t1", 0, 0);
    departs("t2", 600, 600);
    assertThat(found()).as("the second may still change").isEmpty();
    departs("t3", 900, 880);
    assertThat(found()).containsExactly("t2 600.0 GOOD");
    wake(900 + 300);
    assertThat(found()).containsExactly("t2 600.0 GOOD", "t3 300.0 ESTIMATED");
    assertThat(derived.get(1).property()).isEqualTo(ObservedProperty.HEADWAY);
    assertThat(derived.get(1).phenomenonTime()).isEqualTo(NOON.plusSeconds(900));
  }

  /** Trips that run every few minutes are no time late, but they pass. */
  @Test
  void aCallWithoutTimetableIsAPassageLikeOthers() {
    observe(delay(ObservedProperty.STOP_CALL, "t1", 0, 0));
    observe(delay(ObservedProperty.STOP_CALL, "t2", 660, 600));
    observe(delay(ObservedProperty.STOP_CALL, "t2", 620, 630));
    departs("t3", 900, 900);
    wake(1_200);
    assertThat(found()).containsExactly("t2 620.0 GOOD", "t3 280.0 GOOD");
  }

  @Test
  void theNewestWordCountsWhateverTheOrderOfTheTimesItNames() {
    departs("t1", 0, 0);
    departs("t2", 590, 560); // newer, and earlier than what was said before
    departs("t2", 640, 530);
    wake(1_000);
    assertThat(found()).containsExactly("t2 590.0 ESTIMATED");
  }

  @Test
  void aDepartureSaysMoreThanAnArrival() {
    departs("t1", 0, 0);
    departs("t2", 630, 600);
    observe(delay(ObservedProperty.STOP_ARRIVAL_DELAY, "t2", 600, 600));
    wake(1_000);
    assertThat(found()).containsExactly("t2 630.0 ESTIMATED");
    observe(delay(ObservedProperty.STOP_ARRIVAL_DELAY, "t3", 900, 900));
    departs("t3", 930, 900);
    wake(2_000);
    assertThat(found()).last().isEqualTo("t3 300.0 ESTIMATED");
  }

  @Test
  void aTripPassesOnce() {
    departs("t1", 0, 0);
    departs("t2", 600, 600);
    wake(950);
    departs("t2", 850, 850);
    assertThat(wake(1_200)).isNull();
    assertThat(found()).hasSize(1);
  }

  @Test
  void twoAtOnceAreFinalInTheOrderOfPassing() {
    departs("t1", 0, 0);
    departs("t3", 620, 610);
    departs("t2", 600, 605);
    wake(2_000);
    assertThat(found()).containsExactly("t2 600.0 GOOD", "t3 20.0 ESTIMATED");
  }

  @Test
  void aPauseIsNoHeadway() {
    departs("t1", 0, 0);
    departs("t2", 7_201, 7_201);
    wake(9_000);
    departs("t3", 9_100, 9_100);
    wake(9_999);
    assertThat(found()).containsExactly("t3 1899.0 GOOD");
  }

  @Test
  void behindAPauseOfTheFeedNobodyKnowsWhoPassed() {
    departs("t1", 0, 0);
    departs("t2", 600, 600);
    var step = HEADWAYS.broken(memory);
    memory = step.memory();
    assertThat(step.derived())
        .singleElement()
        .satisfies(
            headway -> {
              assertThat(headway.ahead()).isEqualTo("t1");
              assertThat(headway.observation().result()).isEqualTo(600);
            });
    departs("t3", 1_200, 1_200);
    departs("t4", 1_800, 1_800);
    wake(3_000);
    assertThat(found()).containsExactly("t4 600.0 GOOD");
  }
}
