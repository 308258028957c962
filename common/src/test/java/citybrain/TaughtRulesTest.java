package citybrain;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.detection.Baseline;
import citybrain.detection.BaselineFold;
import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Readings;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What history teaches rules: to know on their first day what they would know after weeks. */
class TaughtRulesTest {

  /** A Monday, two weeks after the first. */
  private static final double BEGIN = 14 * 24;

  private static List<Observation> series(
      ObservedProperty property, double from, double to, ToDoubleFunction<Double> value) {
    return Readings.series("x", property, "zone/1", Duration.ofMinutes(5), from, to, value);
  }

  private static Baseline baseline(ObservedProperty property, ToDoubleFunction<Double> value) {
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    var past = series(property, 0, BEGIN, value);
    past.forEach(one -> fold.add(one.phenomenonTime(), one.result()));
    return fold.learned(past.get(0).series(), "zone/1", "v", hour(BEGIN)).orElseThrow();
  }

  private static <S extends Record, M> Detector<Observation, M> detector(CityRule<S, M> rule) {
    return rule.made().of(rule.usual().of(CityCalendar.of("UTC")), "UTC");
  }

  private static <S extends Record, M> List<AlertChange> opened(
      CityRule<S, M> rule, List<Baseline> baselines, List<Observation> readings) {
    var detector = detector(rule);
    var memory = detector.blank();
    for (var baseline : baselines) {
      memory = detector.taught(memory, baseline);
    }
    var opened = new ArrayList<AlertChange>();
    for (var reading : readings) {
      var verdict = detector.observe(memory, reading);
      memory = verdict.memory();
      verdict.changes().stream()
          .filter(change -> change.status() == AlertStatus.OPEN)
          .forEach(opened::add);
    }
    return opened;
  }

  private static CityRule<?, ?> rule(String name) {
    return Rules.ALL.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
  }

  /** 50, at night a fifth more, a little noise. */
  private static double usual(double hours) {
    return (hours % 24 < 6 ? 60 : 50) * (1 + 0.04 * noise(hours));
  }

  private static void assertKnowsOnTheFirstDay(
      String name, ObservedProperty property, ToDoubleFunction<Double> incident) {
    var baseline = baseline(property, TaughtRulesTest::usual);
    var day =
        series(
            property,
            BEGIN,
            BEGIN + 24,
            h -> h < BEGIN + 12 ? usual(h) : usual(h) * incident.applyAsDouble(h - BEGIN - 12));
    var calm = series(property, BEGIN, BEGIN + 7 * 24, TaughtRulesTest::usual);

    assertThat(opened(rule(name), List.of(), day)).as("cold").isEmpty();
    assertThat(opened(rule(name), List.of(baseline), day)).as("taught").hasSize(1);
    assertThat(opened(rule(name), List.of(baseline), calm)).as("ordinary days").isEmpty();
  }

  @Test
  void aQueueThatGrowsIsSeenOnTheFirstDay() {
    assertKnowsOnTheFirstDay(
        "transport.road-congestion",
        ObservedProperty.TRAFFIC_SPEED,
        h -> Math.max(0.2, 1 - 0.3 * h));
  }

  @Test
  void aLoadThatGrowsIsSeenOnTheFirstDay() {
    assertKnowsOnTheFirstDay(
        "energy.transformer-overload",
        ObservedProperty.TRANSFORMER_ENERGY,
        h -> Math.min(2, 1 + 0.2 * h));
  }

  @Test
  void anInflowThatGrowsIsSeenOnTheFirstDay() {
    assertKnowsOnTheFirstDay(
        "water.burst-or-leak", ObservedProperty.WATER_FLOW, h -> Math.min(1.8, 1 + 0.1 * h));
  }

  @Test
  void aSmallFallOfPressureIsSeenOnTheFirstDay() {
    // Alone in its area; within an hour, so that no step tells.
    assertKnowsOnTheFirstDay(
        "water.pressure-drop", ObservedProperty.WATER_PRESSURE, h -> Math.max(0.8, 1 - 0.2 * h));
  }

  /** The list of what is learned is that of what rules are taught. */
  @Test
  void allThatIsLearnedIsTaughtAndNothingElse() {
    var taught = new TreeSet<ObservedProperty>();
    for (var rule : Rules.ALL) {
      for (var property : rule.inputs()) {
        if (isTaught(rule, property)) {
          taught.add(property);
        }
      }
    }
    assertThat(Set.copyOf(taught)).isEqualTo(Baseline.PROPERTIES);
  }

  private static <S extends Record, M> boolean isTaught(
      CityRule<S, M> rule, ObservedProperty property) {
    var detector = detector(rule);
    var blank = detector.blank();
    return detector.taught(blank, baseline(property, TaughtRulesTest::usual)) != blank;
  }
}
