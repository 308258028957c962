package citybrain.energy;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertStatus;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeederOutageTest {

  private static final FeederOutage RULE =
      new FeederOutage(FeederOutage.Settings.usual(), "Europe/Copenhagen");
  private static final String ZONE = "transformer/T7";

  private final List<Observation> readings = new ArrayList<>();

  /** Half-hourly readings of five meters for a day, where the predicate over hours allows it. */
  private void meters(DoublePredicate reports) {
    for (int i = 0; i < 48; i++) {
      double h = i * 0.5;
      for (int m = 0; m < 5; m++) {
        if (reports.test(h)) {
          meter("m" + m, h);
        }
      }
    }
  }

  private void meter(String id, double h) {
    readings.add(Readings.of(id, ObservedProperty.ELECTRIC_ENERGY, ZONE, hour(h), 0.4));
  }

  private void total(double from, double to, double kiloWattHours) {
    for (double h = from; h < to; h += 0.5) {
      readings.add(
          Readings.of("T7", ObservedProperty.TRANSFORMER_ENERGY, ZONE, hour(h), kiloWattHours));
    }
  }

  private Replay<FeederOutage.Memory> replay() {
    readings.sort((a, b) -> a.phenomenonTime().compareTo(b.phenomenonTime()));
    return Replay.of(RULE, readings);
  }

  @Test
  void allMetersSilentAndNoLoadIsAnOutage() {
    meters(h -> h < 12 || h >= 14);
    total(0, 12, 2.1);
    total(12, 14, 0);
    total(14, 24, 2.1);
    var replay = replay();

    assertThat(replay.changes())
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    var alert = replay.opened().get(0);
    assertThat(alert.onset())
        .as("half an interval after the end of the missing one")
        .isEqualTo(hour(12.75));
    assertThat(alert.feature()).isEqualTo("T7");
    assertThat(alert.observed()).isEqualTo(5);
    assertThat(alert.reason())
        .isEqualTo(
            "power outage: all 5 meters silent since Mon 1 Jan 12:30,"
                + " no load on the transformer");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(14));
    assertThat(replay.closed().get(0).reason())
        .isEqualTo("3 of 5 meters report again, 2 are still silent after 75 min");
  }

  @Test
  void loadThatStillFlowsIsABrokenConcentrator() {
    meters(h -> h < 12 || h >= 20);
    total(0, 24, 2.1);

    assertThat(replay().changes()).isEmpty();
  }

  @Test
  void theTransformerMeterSilentTooIsAnOutage() {
    meters(h -> h < 12);
    total(0, 12, 2.1);
    var replay = replay();
    replay.advance(hour(13));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(12.75));
    assertThat(replay.opened().get(0).reason()).endsWith("the transformer's meter is silent too");
  }

  /** The feed of the meters has a hole, and this transformer's meter was out of order before. */
  @Test
  void aTransformerMeterThatWasDeadBeforeConfirmsNothing() {
    meters(h -> h < 12 || h >= 13.5);
    total(0, 9, 2.1);
    total(15, 24, 2.1);
    var replay = replay();
    replay.advance(hour(24));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void withoutATransformerMeterALateBatchIsWaitedFor() {
    meters(h -> h < 12 || h >= 14);
    assertThat(replay().changes()).isEmpty();
  }

  @Test
  void withoutATransformerMeterThreeHoursOfSilenceAreAnOutage() {
    meters(h -> h < 12);
    var replay = replay();
    replay.advance(hour(14.4));
    assertThat(replay.changes()).isEmpty();
    replay.advance(hour(15));
    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(14.5));
  }

  @Test
  void oneMeterSilentIsNoOutage() {
    meters(h -> true);
    readings.removeIf(r -> r.feature().equals("m3") && r.phenomenonTime().isAfter(hour(10)));
    total(0, 24, 2.1);

    assertThat(replay().changes()).isEmpty();
  }

  @Test
  void aDeadFeedWakesNobody() {
    meters(h -> h < 12);
    total(0, 12, 2.1);

    // Event time stands still when nothing comes from anywhere.
    assertThat(replay().changes()).isEmpty();
  }

  @Test
  void estimatedReadingsAreNoSignOfLife() {
    meters(h -> h < 12);
    total(0, 12, 2.1);
    total(12, 14, 0);
    var imputed = Readings.of("m1", ObservedProperty.ELECTRIC_ENERGY, ZONE, hour(12), 0.4);
    readings.add(Readings.estimated(imputed));

    assertThat(replay().opened()).hasSize(1);
  }

  @Property(tries = 50)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    meters(h -> random.nextInt(3) > 0);
    total(0, 24, 2.1);
    readings.replaceAll(
        r ->
            random.nextInt(4) > 0
                ? r
                : Readings.of(r.feature(), r.property(), ZONE, r.phenomenonTime(), 0));
    readings.removeIf(r -> random.nextInt(2) == 0);
    var once = replay();

    assertThat(Replay.of(RULE, readings).changes()).isEqualTo(once.changes());
  }
}
