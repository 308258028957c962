package citybrain.energy;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.detection.Replay;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the street's twelve meters {@code m2} is the one with something odd about it. */
class MeterWiringTest {

  private static final NonTechnicalLoss RULE =
      new NonTechnicalLoss(NonTechnicalLoss.Settings.of("UTC"));

  /** What a house of another street uses. */
  private static double elsewhere(double h) {
    return 0.3 * (1 + 0.8 * Math.sin((h + 6) * Math.PI / 12)) * (1 + 0.6 * noise(h));
  }

  private static Replay<NonTechnicalLoss.Memory> replay(int days, Street.Meter odd) {
    return Replay.of(RULE, Street.of(12, days, odd));
  }

  private static List<String> features(List<AlertChange> changes) {
    return changes.stream().map(AlertChange::feature).toList();
  }

  @Test
  void aMeterOfAnotherTransformerIsToldInItsFirstWeeksAndNotAsAThief() {
    var replay = replay(54, (h, used) -> elsewhere(h));

    assertThat(features(replay.changes())).containsExactly("m2");
    var opened = replay.opened().get(0);
    assertThat(opened.time()).isBefore(hour(24 * 12));
    assertThat(opened.reason())
        .startsWith("meter does not hang at transformer T7: of the ")
        .contains("kWh a day it counts")
        .contains("4 days in a row")
        .contains("12 meters");
    assertThat(Math.abs(opened.expected())).isLessThan(0.35 * opened.observed());
  }

  @Test
  void whenTheRegisterIsMendedItsAlertEndsWithTheMeter() {
    var all = Street.of(12, 70, (h, used) -> elsewhere(h));
    var replay = Replay.of(RULE, Street.without(all, List.of("m2"), 25, 70));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("taken as removed");
  }

  @Test
  void whatIsHungWhereItBelongsFitsAgain() {
    var replay = replay(54, (h, used) -> h < 24 * 25 ? elsewhere(h) : used);

    assertThat(features(replay.opened())).containsExactly("m2");
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("it fits again after");
    assertThat(replay.closed().get(0).time()).isBetween(hour(24 * 25), hour(24 * 40));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void aMeterThatCountsBackwardsIsToldAndNotAsAThief(int day) {
    var replay = replay(54, (h, used) -> h >= 24 * day ? -used : used);

    assertThat(features(replay.changes())).containsExactly("m2");
    var opened = replay.opened().get(0);
    assertThat(opened.time()).isBefore(hour(24 * (day + 10)));
    assertThat(opened.reason()).startsWith("meter counts backwards: -");
    assertThat(opened.observed()).isNegative();
    assertThat(opened.expected()).isPositive();
  }

  @Test
  void aMeterThatIsTurnedRoundFitsAgain() {
    var replay = replay(60, (h, used) -> h < 24 * 25 ? -used : used);

    assertThat(features(replay.opened())).containsExactly("m2");
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("it fits again after");
  }

  /** It feeds in by day: what the meter tells is in the load as well. */
  @Test
  void whoFeedsInIsWiredRight() {
    var all =
        Street.of(12, 54, (h, used) -> used - 0.8 * Math.max(0, Math.sin((h - 6) * Math.PI / 12)));
    var load = new double[54 * 48];
    var fed =
        all.stream()
            .map(
                one -> {
                  int at =
                      (int)
                          ((one.phenomenonTime().getEpochSecond() - hour(0).getEpochSecond())
                              / 1800);
                  if (one.feature().equals("T7")) {
                    return one.withResult(load[at] * (1.03 + 0.01 * noise(at)));
                  }
                  load[at] += one.result();
                  return one;
                })
            .toList();

    assertThat(Replay.of(RULE, fed).changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 0.7})
  void theBeginningOfATheftIsNoWrongWiring(double honest) {
    var replay = replay(54, (h, used) -> h >= 24 * 20.5 ? honest * used : used);

    assertThat(replay.opened())
        .allSatisfy(one -> assertThat(one.reason()).startsWith("meter counts too little"));
  }

  @Test
  void whoJoinsTheRegisterLaterIsWiredRight() {
    var all = Street.of(12, 54, (h, used) -> used);

    assertThat(Replay.of(RULE, Street.without(all, List.of("m2"), 0, 10)).changes())
        .allSatisfy(one -> assertThat(one.reason()).doesNotStartWith("meter does not hang"));
  }
}
