package citybrain.transport;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnevenHeadwayTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final UnevenHeadway RULE = new UnevenHeadway(UnevenHeadway.Settings.usual());

  private UnevenHeadway.Memory memory = RULE.blank();
  private final List<AlertChange> changes = new ArrayList<>();
  private int minute;

  private void see(ObservedProperty property, String trip, double minutes) {
    var verdict =
        RULE.observe(
            memory,
            new Observation(
                "town",
                "trips",
                "1/0/A",
                property,
                NOON.plusSeconds(60L * minute),
                NOON.plusSeconds(60L * minute),
                minutes * 60,
                null,
                "",
                trip,
                Quality.GOOD));
    memory = verdict.memory();
    changes.addAll(verdict.changes());
  }

  /** A trip that should come so many minutes after the one before, and does after so many. */
  private void trip(double scheduled, double observed) {
    minute += (int) Math.round(observed);
    see(ObservedProperty.SCHEDULED_HEADWAY, "t" + minute, scheduled);
    see(ObservedProperty.HEADWAY, "t" + minute, observed);
  }

  @Test
  void aLargeGapOpensAndAnEvenHeadwayCloses() {
    trip(10, 11);
    assertThat(changes).isEmpty();
    trip(10, 20);
    assertThat(changes)
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.status()).isEqualTo(AlertStatus.OPEN);
              assertThat(gap.observed()).isEqualTo(1_200);
              assertThat(gap.expected()).isEqualTo(600);
              assertThat(gap.severity()).isEqualTo(Severity.MINOR);
              assertThat(gap.reason())
                  .isEqualTo("large gap: 20 min after the vehicle before, 10 min by the timetable");
            });
    trip(10, 16);
    assertThat(changes).as("not even yet").hasSize(1);
    trip(10, 9);
    assertThat(changes).hasSize(2);
    assertThat(changes.get(1).status()).isEqualTo(AlertStatus.CLOSED);
    assertThat(changes.get(1).onset()).isEqualTo(changes.get(0).onset());
    assertThat(memory).isEqualTo(RULE.blank());
  }

  @Test
  void bunchingIsToldFromAGap() {
    trip(10, 2);
    assertThat(changes.get(0).reason()).startsWith("bunching: 2 min");
    trip(10, 30);
    assertThat(changes).as("one alert a stop, however it is uneven").hasSize(1);
  }

  @Test
  void aGapOfMoreThanTwiceIsWorse() {
    trip(10, 26);
    assertThat(changes.get(0).severity()).isEqualTo(Severity.MODERATE);
  }

  @Test
  void linesThatRunRarelyAreMetByTimetable() {
    trip(60, 5);
    see(ObservedProperty.HEADWAY, "unscheduled", 1);
    assertThat(changes).isEmpty();
  }

  @Test
  void silenceClosesAndForgets() {
    trip(10, 30);
    var verdict = RULE.wake(memory, NOON.plusSeconds(100_000));
    assertThat(verdict.changes())
        .singleElement()
        .extracting(AlertChange::status)
        .isEqualTo(AlertStatus.CLOSED);
    assertThat(verdict.memory()).isEqualTo(RULE.blank());
    see(ObservedProperty.SCHEDULED_HEADWAY, "never-came", 10);
    assertThat(RULE.wake(memory, NOON).memory()).isEqualTo(RULE.blank());
  }

  @Test
  void tripsThatNeverComeDoNotFillTheMemory() {
    for (int i = 0; i < 1_000; i++) {
      see(ObservedProperty.SCHEDULED_HEADWAY, "t" + i, 10);
    }
    assertThat(memory.scheduled()).hasSizeLessThanOrEqualTo(16);
  }
}
