package citybrain.energy;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoltageTest {

  private static final Voltage RULE = new Voltage(Voltage.Settings.of("UTC"));

  private static List<Observation> volts(int minutes, double hours, DoubleUnaryOperator of) {
    return Readings.series(
        "T1",
        ObservedProperty.VOLTAGE,
        "transformer/T1",
        Duration.ofMinutes(minutes),
        0,
        hours,
        h -> of.applyAsDouble(h));
  }

  private static Replay<Voltage.Memory> replay(int minutes, double hours, DoubleUnaryOperator of) {
    return Replay.of(RULE, volts(minutes, hours, of));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 15, 30, 60})
  void aSeriesIsJudgedAlikeHoweverOftenItIsRead(int minutes) {
    var replay = replay(minutes, 30, h -> (h >= 10 && h < 20 ? 199 : 232) + 0.8 * noise(h));

    assertThat(replay.changes())
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    assertThat(replay.opened().get(0).time()).isBetween(hour(10.5), hour(11));
    assertThat(replay.closed().get(0).time()).isBetween(hour(20), hour(20.5));
  }

  @Test
  void theSentenceSaysHowFarForHowLongAndWhatIsAllowed() {
    var opened = replay(15, 12, h -> h >= 10 ? 197.8 : 231).opened().get(0);

    assertThat(opened.reason())
        .isEqualTo(
            "under-voltage: 197.8 V, 14 % below nominal where at least 207.0 V is allowed, since"
                + " Mon 1 Jan 10:00, for 30 min");
    assertThat(opened.observed()).isEqualTo(197.8);
    assertThat(opened.expected()).isEqualTo(207);
    assertThat(opened.unit()).isEqualTo("V");
  }

  @ParameterizedTest
  @CsvSource({"200, MINOR", "190, MODERATE", "150, SEVERE", "256, MODERATE", "270, SEVERE"})
  void whatIsFartherOffIsGraver(double volts, Severity severity) {
    assertThat(replay(15, 2, h -> volts).opened().get(0).severity()).isEqualTo(severity);
  }

  @Test
  void whatBecomesWorseIsToldOnce() {
    var changes = replay(15, 8, h -> h < 3 ? 200 : h < 5 ? 180 : 200).changes();

    assertThat(changes)
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.UPDATE);
    assertThat(changes.get(1).severity()).isEqualTo(Severity.MODERATE);
    assertThat(changes.get(1).reason()).startsWith("worse: 180.0 V, 22 % below nominal");
  }

  @Test
  void whatIsShortOrWithinIsNotTold() {
    assertThat(replay(15, 12, h -> h >= 5 && h < 5.5 ? 190 : 230).changes()).isEmpty();
    assertThat(replay(1, 12, h -> h >= 5 && h < 5.4 ? 190 : 230).changes()).isEmpty();
    assertThat(replay(10, 48, h -> h % 2 < 1 ? 208 : 252).changes()).isEmpty();
  }

  @Test
  void oneReadingWithinBeginsTheTimeAnew() {
    var replay = replay(15, 12, h -> h >= 5 && h < 7 && h % 0.5 < 0.2 ? 190 : 230);

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void whoIsNearTheLimitDoesNotFlap() {
    var replay = replay(15, 48, h -> h < 2 ? 190 : h % 1 < 0.5 ? 206 : 208);

    assertThat(replay.changes()).hasSize(1);
  }

  @Test
  void anInterruptionIsNoVoltage() {
    assertThat(replay(15, 48, h -> h >= 5 && h < 9 ? 0 : 230).changes()).isEmpty();
  }

  @Test
  void inSilenceNobodyKnows() {
    var all = volts(15, 40, h -> h >= 5 && h < 30 ? 190 : 230);
    var heard =
        all.stream()
            .filter(
                one ->
                    one.phenomenonTime().isBefore(hour(10))
                        || one.phenomenonTime().isAfter(hour(20)))
            .toList();
    var changes = Replay.of(RULE, heard).changes();

    assertThat(changes).hasSize(4);
    assertThat(changes.get(1).reason())
        .isEqualTo("unknown whether it goes on: no reading for 360 min");
    assertThat(changes.get(2).reason()).startsWith("heard of again: 190.0 V, 17 % below nominal");
    assertThat(changes.get(3).status()).isEqualTo(AlertStatus.CLOSED);
  }

  @Test
  void anotherNominalVoltageIsASetting() {
    var usual = Voltage.Settings.of("America/Chicago");
    var rule =
        new Voltage(
            new Voltage.Settings(
                usual.timeZone(), 120, usual.tolerance(), usual.clear(), usual.minutes(), 60));

    assertThat(Replay.of(rule, volts(15, 12, h -> 118)).changes()).isEmpty();
    assertThat(Replay.of(rule, volts(15, 12, h -> 135)).opened()).hasSize(1);
    assertThat(Replay.of(RULE, volts(15, 12, h -> 118)).opened()).hasSize(1);
  }

  @Test
  void aGapThatLeavesNothingIsRefused() {
    assertThatThrownBy(() -> new Voltage.Settings("UTC", 230, 0.1, 0.1, 30, 360))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("clear must lie below tolerance");
  }
}
