package citybrain.energy;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.detection.Detector;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Meters by other names: what is said of them stays, and the end of a name is no silence. */
class RotatedMetersTest {

  private static final String ZONE = "transformer/T7";
  private static final double NEVER = Double.POSITIVE_INFINITY;

  /** Meters by names that end all at one time, or never; the transformer by its own. */
  private static UnaryOperator<Observation> by(double border) {
    return one -> {
      if (one.property() == ObservedProperty.TRANSFORMER_ENERGY) {
        return one;
      }
      var digest = "%-16s".formatted(one.feature()).getBytes(StandardCharsets.US_ASCII);
      if (border == NEVER) {
        return one.ofFeature(Pseudonym.of(digest));
      }
      var end = one.phenomenonTime().isBefore(hour(border)) ? hour(border) : hour(border + 24 * 90);
      return one.ofFeature(Pseudonym.of(digest, end));
    };
  }

  private static <M> Replay<M> replay(Detector<Observation, M> rule, List<Observation> readings) {
    return Replay.of(rule, readings);
  }

  /** When, and how well or ill; not who. */
  private static List<String> told(List<AlertChange> changes) {
    return changes.stream()
        .map(one -> one.status() + " " + one.time() + " " + one.observed() + " " + one.expected())
        .toList();
  }

  @Test
  void aThiefIsToldByAnotherNameAtTheSameTime() {
    var rule = new NonTechnicalLoss(NonTechnicalLoss.Settings.of("UTC"));
    var readings = Street.of(12, 54, (h, used) -> h >= 24 * 20 && h < 24 * 34 ? 0.4 * used : used);
    var own = replay(rule, readings);
    var others = replay(rule, readings.stream().map(by(NEVER)).toList());

    assertThat(own.opened()).extracting(AlertChange::feature).containsExactly("m2");
    assertThat(told(others.changes())).isEqualTo(told(own.changes()));
    var name = Pseudonym.of("%-16s".formatted("m2").getBytes(StandardCharsets.US_ASCII));
    assertThat(others.opened()).extracting(AlertChange::feature).containsExactly(name);
  }

  @Test
  void theLossBehindATransformerIsToldAlike() {
    var rule = new TransformerBalance(TransformerBalance.Settings.of("UTC"));
    var readings = Street.of(12, 54, (h, used) -> h >= 24 * 40 ? 0.2 * used : used);
    var own = replay(rule, readings);
    var others = replay(rule, readings.stream().map(by(NEVER)).toList());

    assertThat(own.opened()).isNotEmpty();
    assertThat(others.changes()).isEqualTo(own.changes());
  }

  /** Names end on the tenth day; what is learned is learned anew, and thefts are told as ever. */
  @Test
  void aThiefIsToldAfterNamesHaveEnded() {
    var rule = new NonTechnicalLoss(NonTechnicalLoss.Settings.of("UTC"));
    var readings = Street.of(12, 64, (h, used) -> h >= 24 * 30 && h < 24 * 44 ? 0.4 * used : used);
    var replay = replay(rule, readings.stream().map(by(24 * 10)).toList());

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).time()).isBetween(hour(24 * 31), hour(24 * 39));
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.memory().suspicions()).hasSize(12);
  }

  /** The name of a thief ends while the alert is open. */
  @Test
  void anAlertEndsWithTheName() {
    var rule = new NonTechnicalLoss(NonTechnicalLoss.Settings.of("UTC"));
    var readings = Street.of(12, 54, (h, used) -> h >= 24 * 20 ? 0.4 * used : used);
    var replay = replay(rule, readings.stream().map(by(24 * 32)).toList());

    assertThat(replay.closed().get(0).reason())
        .isEqualTo("its name has ended: by the next it is judged anew");
    assertThat(replay.closed().get(0).time()).isBefore(hour(24 * 34));
  }

  private static List<Observation> halfHours(int days, double dark, double light) {
    var readings = new ArrayList<Observation>();
    for (double h = 0; h < 24 * days; h += 0.5) {
      boolean isDark = h >= dark && h < light;
      for (int m = 0; m < 10 && !isDark; m++) {
        // One of them does not come back.
        if (m > 0 || h < dark) {
          readings.add(reading("m" + m, ObservedProperty.ELECTRIC_ENERGY, h, 0.4));
        }
      }
      readings.add(reading("T7", ObservedProperty.TRANSFORMER_ENERGY, h, isDark ? 0 : 4.2));
    }
    return readings;
  }

  private static Observation reading(String id, ObservedProperty property, double h, double kwh) {
    return Readings.of(id, property, ZONE, hour(h), kwh);
  }

  private static FeederOutage outage() {
    return new FeederOutage(FeederOutage.Settings.usual(), "UTC");
  }

  @Test
  void theEndOfNamesIsNoOutage() {
    var readings = halfHours(4, NEVER, NEVER);
    var replay = replay(outage(), readings.stream().map(by(24)).toList());
    replay.advance(hour(24 * 4 - 1));

    assertThat(replay.changes()).isEmpty();
    assertThat(replay.memory().lastOfMeter()).hasSize(10);
  }

  /** Whether names end before an outage, in it, or when it is over, as much is told of it. */
  @Test
  void anOutageAcrossTheEndOfNamesIsToldAndEndsAlike() {
    var readings = halfHours(4, 30, 34);
    var own = replay(outage(), readings);

    assertThat(own.opened()).hasSize(1);
    assertThat(own.closed()).hasSize(1);
    for (double border : new double[] {24, 30, 32, 34, 36}) {
      var others = replay(outage(), readings.stream().map(by(border)).toList());
      assertThat(told(others.changes()))
          .as("names end after %s h", border)
          .isEqualTo(told(own.changes()));
    }
  }
}
