package citybrain.energy;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertStatus;
import citybrain.detection.Replay;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformerBalanceTest {

  private static final TransformerBalance RULE =
      new TransformerBalance(TransformerBalance.Settings.of("UTC"));

  private static Street.Meter theft(int fromDay, int toDay) {
    return (h, used) -> h >= 24 * fromDay && h < 24 * toDay ? 0.4 * used : used;
  }

  @Test
  void aRiseOfTheLossForDaysIsTold() {
    var replay = Replay.of(RULE, Street.of(12, 45, theft(20, 30)));

    assertThat(replay.changes())
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    var opened = replay.opened().get(0);
    assertThat(opened.feature()).isEqualTo("T7");
    assertThat(opened.time()).as("after three days").isEqualTo(hour(24 * 23));
    assertThat(opened.expected()).isBetween(0.02 * 180, 0.04 * 180);
    assertThat(opened.observed()).isGreaterThan(2 * opened.expected());
    assertThat(opened.reason())
        .startsWith("unexplained loss: ")
        .contains("by its 12 meters")
        .endsWith("on 3 days in a row");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(24 * 33));
    assertThat(replay.closed().get(0).reason()).contains("ordinary again after 10 days");
  }

  @Test
  void whatWasLostFromTheFirstDayOnIsUsual() {
    assertThat(Replay.of(RULE, Street.of(12, 45, theft(0, 45))).changes()).isEmpty();
  }

  @Test
  void whatIsNotReadIsNotLost() {
    var honest = Street.of(12, 45, (h, used) -> used);

    assertThat(Replay.of(RULE, honest).changes()).isEmpty();
    assertThat(Replay.of(RULE, Street.without(honest, List.of("m1"), 20, 30)).changes()).isEmpty();
    assertThat(Replay.of(RULE, Street.without(honest, List.of("m1", "m2", "m3"), 20, 45)).changes())
        .isEmpty();
  }

  /** Half of the readings of an hour are less than the hour. */
  @Test
  void halfHoursThatAreMissingMakeTheHourUnknown() {
    var half =
        Street.of(12, 45, (h, used) -> used).stream()
            .filter(
                one ->
                    one.feature().equals("T7")
                        || one.phenomenonTime().isBefore(hour(24 * 20))
                        || one.phenomenonTime().getEpochSecond() % 3600 == 0)
            .toList();

    assertThat(Replay.of(RULE, half).opened())
        .allSatisfy(change -> assertThat(change.time()).isAfter(hour(24 * 23)));
    assertThat(
            Replay.of(
                    RULE,
                    half.stream()
                        .filter(one -> one.phenomenonTime().isBefore(hour(24 * 23)))
                        .toList())
                .changes())
        .isEmpty();
  }

  @Test
  void aSeasonOfLossIsUsual() {
    var replay = Replay.of(RULE, Street.of(12, 140, theft(20, 140)));

    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("taken as usual and learned anew");
  }

  @Test
  void whileTheTransformerIsNotReadNobodyKnows() {
    var all = Street.without(Street.of(12, 45, theft(20, 45)), List.of("T7"), 30, 36);
    var changes = Replay.of(RULE, all).changes();

    assertThat(changes).hasSize(3);
    assertThat(changes.get(1).isUnknown()).isTrue();
    assertThat(changes.get(2).reason()).startsWith("heard of again: ");
  }
}
