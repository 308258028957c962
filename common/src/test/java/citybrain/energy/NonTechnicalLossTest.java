package citybrain.energy;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NonTechnicalLossTest {

  private static final NonTechnicalLoss RULE =
      new NonTechnicalLoss(NonTechnicalLoss.Settings.of("UTC"));
  private static final int DAYS = 54;

  private static boolean isTheft(double h) {
    return h >= 24 * 20 && h < 24 * 34;
  }

  private static Replay<NonTechnicalLoss.Memory> replay(Street.Meter thief) {
    return Replay.of(RULE, Street.of(12, DAYS, thief));
  }

  private static void isNamed(Replay<NonTechnicalLoss.Memory> replay, String words) {
    assertThat(replay.opened()).extracting(change -> change.feature()).containsExactly("m2");
    var opened = replay.opened().get(0);
    assertThat(opened.time()).isBetween(hour(24 * 21), hour(24 * 29));
    assertThat(opened.reason())
        .startsWith("meter counts too little: ")
        .contains("transformer T7")
        .contains(words);
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).time()).isAfter(hour(24 * 34));
    var suspicions = replay.memory().suspicions();
    assertThat(suspicions).hasSize(12);
    suspicions.forEach(
        (meter, one) -> assertThat(one).as(meter).isLessThanOrEqualTo(suspicions.get("m2")));
  }

  @Test
  void aBypassLosesInProportion() {
    // While the days before are in the window the loss is there with the change.
    isNamed(replay((h, used) -> isTheft(h) ? 0.4 * used : used), "the loss r");
  }

  @Test
  void aMeterThatIsOffInTheEveningLosesWhileItCountsNothing() {
    isNamed(
        replay((h, used) -> isTheft(h) && h % 24 >= 17 && h % 24 < 23 ? 0 : used),
        LossColumns.Shape.ZERO.words());
  }

  @Test
  void aFlatMeterLosesAsItsHabitsWere() {
    isNamed(replay((h, used) -> isTheft(h) ? 0.1 : used), LossColumns.Shape.UNLIKE_BEFORE.words());
  }

  @Test
  void theExpectedIsNearerToWhatWasUsed() {
    var opened = replay((h, used) -> isTheft(h) ? 0.4 * used : used).opened().get(0);

    assertThat(opened.expected() / opened.observed()).isBetween(1.2, 2.5);
    assertThat(opened.unit()).isEqualTo("kW.h");
  }

  @Test
  void honestMetersAreNotNamed() {
    assertThat(replay((h, used) -> used).changes()).isEmpty();
  }

  @Test
  void whoUsesLessStealsNothing() {
    var all = new ArrayList<Observation>();
    // The transformer carries less as well.
    for (var one : Street.of(12, DAYS, (h, used) -> used)) {
      boolean isAway = !one.phenomenonTime().isBefore(hour(24 * 20));
      if (one.feature().equals("m2") && isAway) {
        all.add(one.withResult(0.1 * one.result()));
        all.add(
            Readings.of(
                "less",
                ObservedProperty.TRANSFORMER_ENERGY,
                one.zone(),
                one.phenomenonTime(),
                -1.03 * 0.9 * one.result()));
      } else {
        all.add(one);
      }
    }
    var merged = new ArrayList<Observation>();
    double less = 0;
    for (var one : all) {
      if (one.feature().equals("less")) {
        less = one.result();
      } else if (one.property() == ObservedProperty.TRANSFORMER_ENERGY) {
        merged.add(one.withResult(one.result() + less));
        less = 0;
      } else {
        merged.add(one);
      }
    }

    assertThat(Replay.of(RULE, merged).changes()).isEmpty();
  }

  @Test
  void metersThatAreNotReadAreNoThieves() {
    var honest = Street.of(12, DAYS, (h, used) -> used);
    var one = Street.without(honest, List.of("m4"), 20, 30);
    var half = Street.without(honest, List.of("m1", "m3", "m5", "m7", "m9"), 20, 30);

    assertThat(Replay.of(RULE, one).changes()).isEmpty();
    assertThat(Replay.of(RULE, half).changes()).isEmpty();
  }

  @Test
  void estimatesAreNotReadings() {
    var all =
        Street.of(12, DAYS, (h, used) -> isTheft(h) ? 0 : used).stream()
            .map(
                one ->
                    one.feature().equals("m2")
                            && one.phenomenonTime().isAfter(hour(24 * 19))
                            && one.phenomenonTime().isBefore(hour(24 * 35))
                        ? Readings.estimated(one)
                        : one)
            .toList();

    assertThat(Replay.of(RULE, all).changes()).isEmpty();
  }

  @Test
  void aTheftThatIsNotSeenToEndIsUnknown() {
    var all = Street.of(12, DAYS, (h, used) -> h >= 24 * 20 ? 0.4 * used : used);
    var transformer = Street.without(all, List.of("T7"), 30, 36);
    var changes = Replay.of(RULE, transformer).changes();

    assertThat(changes).extracting(change -> change.feature()).containsOnly("m2");
    assertThat(changes.get(1).reason())
        .isEqualTo("unknown whether it goes on: no hour for 72 h in which nearly all meters spoke");
    assertThat(changes.get(2).reason()).startsWith("heard of again: counts ");
    assertThat(changes).hasSize(3);
  }

  @Test
  void aMeterThatIsTakenAwayTakesItsAlertAlong() {
    var all = Street.of(12, 70, (h, used) -> h >= 24 * 20 ? 0.4 * used : used);
    var replay = Replay.of(RULE, Street.without(all, List.of("m2"), 32, 70));

    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("not been read for 30 days");
    assertThat(replay.memory().suspicions()).hasSize(11);
  }

  @Test
  void readingsOfNoTransformerAreNotKept() {
    var of = Readings.of("m", ObservedProperty.ELECTRIC_ENERGY, "", hour(1), 1);

    assertThat(Replay.of(RULE, List.of(of)).memory()).isEqualTo(RULE.blank());
  }

  @Test
  void moreMetersThanFitAreNotKept() {
    var many =
        IntStream.range(0, 2000)
            .mapToObj(
                i ->
                    Readings.of(
                        "m" + i, ObservedProperty.ELECTRIC_ENERGY, "transformer/T", hour(1), 1))
            .toList();
    var hours = Replay.of(RULE, many).memory().balance().hours();

    assertThat(hours.meters()).hasSize(MeterHours.MOST_METERS + 1);
    assertThat(hours.isOverfull()).isTrue();
  }

  @Test
  void whatIsKeptIsOfOneWeek() {
    var memory = replay((h, used) -> used).memory();

    assertThat(memory.balance().known()).hasSizeLessThanOrEqualTo(7 * 24 + 1);
  }
}
