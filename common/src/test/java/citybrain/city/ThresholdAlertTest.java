package citybrain.city;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.detection.Threshold;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThresholdAlertTest {

  private static final ObservedProperty SOUND =
      ObservedProperty.declared(
          "SOUND_PRESSURE_LEVEL", Domain.ENVIRONMENT, "dB", 0, 150, Duration.ofMinutes(1));

  private static ThresholdAlert rule(
      @Nullable Double above, @Nullable Double below, int minutes, double clear) {
    var threshold =
        new Threshold(
            "loud",
            SOUND,
            above,
            below,
            Duration.ofMinutes(minutes),
            clear,
            Severity.SEVERE,
            Duration.ofHours(1),
            "test.yaml:1");
    return new ThresholdAlert(Map.of("demo", threshold), "Europe/Copenhagen");
  }

  private static List<Observation> series(double to, ToDoubleFunction<Double> level) {
    return Readings.series("mic-1", SOUND, "", Duration.ofMinutes(5), 0, to, level);
  }

  @Test
  void opensWhenItHasHeldAndClosesFarEnoughWithin() {
    var rule = rule(85.0, null, 10, 5);

    var replay = Replay.of(rule, series(4, h -> h < 1 ? 60 : h < 2 ? 91.25 : h < 3 ? 82 : 79));

    assertThat(replay.changes())
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    var opened = replay.opened().get(0);
    assertThat(opened.onset()).isEqualTo(hour(1 + 10 / 60.0));
    assertThat(opened.severity()).isEqualTo(Severity.SEVERE);
    assertThat(opened.observed()).isEqualTo(91.25);
    assertThat(opened.expected()).isEqualTo(85);
    assertThat(opened.unit()).isEqualTo("dB");
    assertThat(opened.property()).isEqualTo("SOUND_PRESSURE_LEVEL");
    assertThat(opened.reason())
        .isEqualTo(
            "loud: SOUND_PRESSURE_LEVEL of 91.25 dB is above 85 dB since Mon 1 Jan 02:00, for 10"
                + " min");
    var closed = replay.closed().get(0);
    assertThat(closed.time()).isEqualTo(hour(3));
    assertThat(closed.onset()).isEqualTo(opened.onset());
    assertThat(closed.reason())
        .isEqualTo("loud: SOUND_PRESSURE_LEVEL of 79 dB is in order again after 120 min");
  }

  @Test
  void aReadingInOrderBeginsAnew() {
    var replay = Replay.of(rule(85.0, null, 10, 0), series(4, h -> (h * 12) % 2 < 0.5 ? 60 : 90));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void opensAtOnceWhereNothingIsSaid() {
    var replay = Replay.of(rule(null, 30.0, 0, 0), series(2, h -> h < 1 ? 40 : 29.5));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(1));
    assertThat(replay.opened().get(0).reason())
        .isEqualTo("loud: SOUND_PRESSURE_LEVEL of 29.5 dB is below 30 dB since Mon 1 Jan 02:00");
  }

  @Test
  void onTheLimitIsInOrder() {
    assertThat(Replay.of(rule(85.0, 30.0, 0, 0), series(2, h -> h < 1 ? 85 : 30)).changes())
        .isEmpty();
  }

  @Test
  void inSilenceItIsUnknownUntilItIsHeardOfAgain() {
    var readings = series(1, h -> 90);
    readings.addAll(Readings.series("mic-1", SOUND, "", Duration.ofMinutes(5), 10, 10.1, h -> 90));

    var replay = Replay.of(rule(85.0, null, 30, 0), readings);

    assertThat(replay.changes())
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.UPDATE, AlertStatus.UPDATE);
    var silent = replay.changes().get(1);
    assertThat(silent.isUnknown()).isTrue();
    assertThat(silent.time()).isEqualTo(hour(1).plusSeconds(55 * 60));
    assertThat(silent.reason()).isEqualTo("unknown whether it goes on: no reading for 60 min");
    var heard = replay.changes().get(2);
    assertThat(heard.observed()).isEqualTo(90);
    assertThat(heard.expected()).isEqualTo(85);
    assertThat(heard.reason())
        .isEqualTo("heard of again: loud: SOUND_PRESSURE_LEVEL of 90 dB is above 85 dB");
  }

  @Test
  void whatNobodyMeasuredIsNotJudged() {
    var guessed = series(2, h -> 90).stream().map(Readings::estimated).toList();

    assertThat(Replay.of(rule(85.0, null, 0, 0), guessed).changes()).isEmpty();
  }

  @Test
  void namesAndDomainsMakeRules() {
    var loud = rule(85.0, null, 0, 0).limits().get("demo");
    var rules =
        ThresholdRules.of(
            Map.of("demo", List.of(Objects.requireNonNull(loud)), "other", List.of()));

    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).name()).isEqualTo("environment.threshold-loud");
    assertThat(rules.get(0).domain()).isEqualTo(Domain.ENVIRONMENT);
    assertThat(rules.get(0).isOf("demo")).isTrue();
    assertThat(rules.get(0).isOf("other")).isFalse();
    assertThat(rules.get(0).inputs()).containsExactly(SOUND);
  }

  /** "430 1" is no sentence. */
  @Test
  void whatIsCountedHasNoUnit() {
    var people =
        ObservedProperty.declared(
            "PEOPLE_COUNT", Domain.TRANSPORT, "1", 0, 10_000, Duration.ofMinutes(5));
    var threshold =
        new Threshold(
            "crowd", people, 400.0, null, Duration.ZERO, 0, Duration.ofHours(1), "test.yaml:1");
    var rule = new ThresholdAlert(Map.of("demo", threshold), "Europe/Copenhagen");
    var readings =
        Readings.series("square", people, "", Duration.ofMinutes(5), 0, 1, h -> h < 0.5 ? 430 : 20);

    assertThat(Replay.of(rule, readings).changes())
        .extracting(AlertChange::reason)
        .containsExactly(
            "crowd: PEOPLE_COUNT of 430 is above 400 since Mon 1 Jan 01:00",
            "crowd: PEOPLE_COUNT of 20 is in order again after 30 min");
  }
}
