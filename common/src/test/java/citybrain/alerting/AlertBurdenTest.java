package citybrain.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AlertBurdenTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  private final AlertBurden burden = new AlertBurden();

  private void add(AlertStatus status, String feature, int onsetMinute, int minute) {
    var onset = NOON.plus(Duration.ofMinutes(onsetMinute));
    burden.add(
        new Alert(
            feature + onsetMinute,
            "a.rule",
            "1",
            "water",
            status,
            "town",
            feature,
            "WATER_FLOW",
            onset,
            NOON.plus(Duration.ofMinutes(minute)),
            Severity.MINOR,
            1,
            2,
            "L/s",
            "why",
            null,
            "",
            List.of()));
  }

  private void open(String feature, int minute) {
    add(AlertStatus.OPEN, feature, minute, minute);
  }

  private AlertBurden.Load aDay() {
    return burden.over(Duration.ofDays(1), NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void nothingIsNoLoad() {
    assertThat(aDay()).isEqualTo(new AlertBurden.Load(0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(aDay().verdict()).isEqualTo(AlertBurden.Verdict.ACCEPTABLE);
  }

  @Test
  void meansPeakAndFloods() {
    for (int i = 0; i < 11; i++) {
      open("f" + i, 10 + i % 10);
    }
    open("g", 20);

    var load = aDay();

    assertThat(load.opened()).isEqualTo(12);
    assertThat(load.aDay()).isCloseTo(12, CLOSE);
    assertThat(load.inTenMinutes()).isCloseTo(12 / 144.0, CLOSE);
    assertThat(load.peak()).isEqualTo(11);
    assertThat(load.floodShare()).isCloseTo(1 / 144.0, CLOSE);
    assertThat(load.sources()).isEqualTo(12);
    assertThat(load.loudestShare()).isCloseTo(10 / 12.0, CLOSE);
    assertThat(load.verdict()).isEqualTo(AlertBurden.Verdict.MANAGEABLE);
    assertThat(burden.over(Duration.ofHours(1), NOON).verdict())
        .as("a sixth of all spans is a flood")
        .isEqualTo(AlertBurden.Verdict.OVERLOADED);
  }

  @Test
  void threeWithinAnHourChatter() {
    open("quick", 0);
    open("quick", 30);
    open("slow", 0);
    open("slow", 30);
    open("slow", 60);
    assertThat(aDay().chattering()).isZero();
    open("quick", 59);
    assertThat(aDay().chattering()).isEqualTo(1);
  }

  @Test
  void whatStandsForMoreThanADayIsStale() {
    open("closed in time", 0);
    add(AlertStatus.UPDATE, "closed in time", 0, 5);
    add(AlertStatus.CLOSED, "closed in time", 0, 1440);
    open("closed late", 0);
    add(AlertStatus.CLOSED, "closed late", 0, 1441);
    open("still open", 0);
    open("open since just now", 1442);
    add(AlertStatus.CLOSED, "of before", -9000, 3);

    assertThat(burden.over(Duration.ofDays(1), NOON).stale()).isEqualTo(2);
    assertThat(burden.over(Duration.ofDays(2), NOON.plus(Duration.ofDays(3))).stale()).isEqualTo(3);
  }

  @Test
  void bandsOfADay() {
    for (int i = 0; i < 144; i++) {
      open("f" + i, 10 * i);
    }
    assertThat(aDay().verdict()).isEqualTo(AlertBurden.Verdict.ACCEPTABLE);
    for (int i = 0; i < 144; i++) {
      open("g" + i, 10 * i + 1);
    }
    assertThat(aDay().verdict()).isEqualTo(AlertBurden.Verdict.MANAGEABLE);
    open("h", 0);
    assertThat(aDay().verdict()).isEqualTo(AlertBurden.Verdict.OVERLOADED);
  }
}
