package citybrain.bench.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Rules;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.detection.Thresholds;
import citybrain.environment.Limit;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every rule owes a control room, whatever it is about. A rule that is new is held to all of
 * it; where a law does not hold, the tables here say why.
 */
class RuleLawsTest {

  private static final int WEEKS_8 = 56;
  private static final Instant INCIDENT = at(24 * 16 + 11);

  /** Alerts of a series in eight quiet weeks, at most. */
  private static final int QUIET = 1;

  /** In weeks with one incident. */
  private static final int OF_AN_INCIDENT = 4;

  /** In weeks of everything that can be wrong with a sensor. */
  private static final int BROKEN = 12;

  /** Of the memory of a series. */
  private static final int BYTES = 4096;

  /** What becomes of a value so many hours after something began; no number: nothing comes. */
  private interface Incident {
    double of(Observation usual, double before, double hours);
  }

  /** By the word behind the dot; nothing is told of what lasts less than a rule waits. */
  private static final Map<String, Incident> INCIDENTS =
      Map.ofEntries(
          Map.entry("road-congestion", (usual, before, h) -> usual.result() * (h < 8 ? 0.2 : 1)),
          Map.entry("burst-or-leak", (usual, before, h) -> usual.result() * (h < 24 ? 2.5 : 1)),
          Map.entry("night-leak", (usual, before, h) -> usual.result() + (h < 160 ? 15 : 0)),
          Map.entry("pressure-drop", (usual, before, h) -> usual.result() - 12 * of(usual, 2)),
          Map.entry("pressure-pattern", (usual, before, h) -> usual.result() - 12 * of(usual, 2)),
          Map.entry("sensor-drift", (usual, before, h) -> usual.result() - h / 20 * of(usual, 1)),
          Map.entry("feeder-outage", (usual, before, h) -> h < 12 ? Double.NaN : usual.result()),
          Map.entry("transformer-balance", RuleLawsTest::tampered),
          Map.entry("non-technical-loss", RuleLawsTest::tampered),
          Map.entry(
              "transformer-overload", (usual, before, h) -> usual.result() * (h < 12 ? 3 : 1)),
          Map.entry("air-quality-index", RuleLawsTest::dirty),
          Map.entry("voltage", (usual, before, h) -> usual.result() * (h < 8 ? 1.15 : 1)),
          Map.entry("silent-sensor", RuleLawsTest::silent),
          Map.entry("implausible-sensor", RuleLawsTest::implausible),
          Map.entry("spiking-sensor", (usual, before, h) -> usual.result() * (isSpike(h) ? 3 : 1)),
          Map.entry("stuck-sensor", (usual, before, h) -> h < 100 ? before : usual.result()),
          Map.entry("novelty", (usual, before, h) -> usual.result() * (h < 8 ? 3 : 1)));

  /** Four days of air as nobody should breathe it. */
  private static double dirty(Observation usual, double before, double hours) {
    return usual.result() * (hours < 96 ? 100 : 1);
  }

  /** One sensor of one property says nothing for a day. */
  private static double silent(Observation usual, double before, double hours) {
    var one = Set.of("TRAFFIC_SPEED-0-0", "WATER_PRESSURE-0-0", "PM10-0-0");
    return hours < 24 && one.contains(usual.feature()) ? Double.NaN : usual.result();
  }

  /** The decimal point of one sensor slips for three days, and another says zero. */
  private static double implausible(Observation usual, double before, double hours) {
    double factor = of(usual, 1) == 1 ? 10 : of(usual, 2) == 1 ? 0 : 1;
    return usual.result() * (hours < 72 ? factor : 1);
  }

  /** Each three hours, for three days. */
  private static boolean isSpike(double hours) {
    return hours < 72 && Math.round(60 * hours) % 180 == 0;
  }

  /** The first meter counts a tenth from then on; what the transformer carries stays. */
  private static double tampered(Observation usual, double before, double hours) {
    boolean isIt = usual.property() == ObservedProperty.ELECTRIC_ENERGY && of(usual, 1) == 1;
    return isIt ? 0.1 * usual.result() : usual.result();
  }

  /** 1 for the first sensors of a zone, as many as these. */
  private static int of(Observation reading, int sensors) {
    var feature = reading.feature();
    return Integer.parseInt(feature.substring(feature.lastIndexOf('-') + 1)) < sensors ? 1 : 0;
  }

  private static Incident incident(CityRule<?, ?> rule) {
    var word = rule.name().substring(rule.name().indexOf('.') + 1);
    if (word.startsWith("exceedance")) {
      return RuleLawsTest::dirty;
    }
    var incident = INCIDENTS.get(word);
    if (incident == null) {
      throw new AssertionError("say what " + rule.name() + " should tell");
    }
    return incident;
  }

  static Stream<CityRule<?, ?>> rules() {
    return Rules.ALL.stream().map(rule -> isLaw(rule.name()) ? rule : byChineseLaw(rule));
  }

  /** Whether this is no limit, or one that European law has on the days of the readings. */
  private static boolean isLaw(String rule) {
    var limit = "environment.exceedance-";
    var day = LocalDate.ofInstant(UsualReadings.START, ZoneOffset.UTC);
    return !rule.startsWith(limit)
        || Limit.find(Limit.Law.EUROPEAN, rule.substring(limit.length()), day).isPresent();
  }

  /** What Europe limits later or never is held to all of it where it is the law. */
  private static <S extends Record, M> CityRule<S, M> byChineseLaw(CityRule<S, M> rule) {
    return new CityRule<>(
        rule.key(),
        rule.name(),
        rule.version(),
        rule.domain(),
        rule.lateness(),
        calendar -> Thresholds.with(rule.usual().of(calendar), Map.of("limits", "chinese")),
        rule.inputs(),
        rule.derived(),
        rule.cities(),
        rule.onlyWhenAsked(),
        rule.by(),
        rule.made(),
        rule.memory());
  }

  private static Instant at(double hours) {
    return UsualReadings.START.plusMillis(Math.round(3_600_000 * hours));
  }

  private static double hours(Instant time) {
    return Duration.between(UsualReadings.START, time).toMillis() / 3_600_000.0;
  }

  private static Observation with(Observation was, double result) {
    return new Observation(
        was.city(),
        was.feed(),
        was.feature(),
        was.property(),
        was.phenomenonTime(),
        was.resultTime(),
        result,
        was.position(),
        was.zone(),
        was.procedure(),
        was.quality());
  }

  private static List<Observation> usual(CityRule<?, ?> rule, int days, Optional<Duration> step) {
    return new UsualReadings(days, step, 1).of(rule);
  }

  private static int series(List<Observation> readings) {
    return (int) readings.stream().map(Observation::series).distinct().count();
  }

  private static List<AlertChange> opened(List<AlertChange> changes) {
    return changes.stream().filter(change -> change.status() == AlertStatus.OPEN).toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eightQuietWeeksAreQuietAndAreRememberedInFewBytes(CityRule<?, ?> rule) {
    var readings = usual(rule, WEEKS_8, Optional.empty());
    var drive = RuleDrive.of(rule, readings);

    assertThat(opened(drive.changes())).hasSizeLessThanOrEqualTo(QUIET * series(readings));
    assertThat((double) drive.largestMemory())
        .as("bytes of a key")
        .isBetween(1.0, BYTES * drive.seriesPerKey());
  }

  /** Usual readings, with what this rule should tell from {@link #INCIDENT} on. */
  private static List<Observation> withIncident(CityRule<?, ?> rule, Optional<Duration> step) {
    var incident = incident(rule);
    var before = new HashMap<SeriesKey, Double>();
    var readings = new ArrayList<Observation>();
    for (var usual : usual(rule, 24, step)) {
      double hours = hours(usual.phenomenonTime()) - hours(INCIDENT);
      if (hours < 0) {
        before.put(usual.series(), usual.result());
        readings.add(usual);
        continue;
      }
      double value = incident.of(usual, before.getOrDefault(usual.series(), 0.0), hours);
      if (!Double.isNaN(value)) {
        readings.add(with(usual, value));
      }
    }
    return readings;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void howOftenASeriesComesSilencesNoRuleAndMakesNoneChatter(CityRule<?, ?> rule) {
    if (rule.by() == Key.LINE) {
      return; // vehicles come when they come, at no interval
    }
    for (int minutes : new int[] {1, 60}) {
      var readings = withIncident(rule, Optional.of(Duration.ofMinutes(minutes)));
      var opened = opened(RuleDrive.of(rule, readings).changes());

      assertThat(opened).as("each %d min", minutes).anyMatch(a -> !a.onset().isBefore(INCIDENT));
      assertThat(opened)
          .as("each %d min", minutes)
          .hasSizeLessThanOrEqualTo(OF_AN_INCIDENT * series(readings));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whateverASensorSaysAlertsAreNumbersAndFew(CityRule<?, ?> rule) {
    var readings = new ArrayList<Observation>();
    var usual = usual(rule, 20, Optional.of(Duration.ofMinutes(1)));
    for (int i = 0; i < usual.size(); i++) {
      double h = hours(usual.get(i).phenomenonTime());
      double value = usual.get(i).result();
      boolean isOdd = Math.round(h * 60) % 2 == 1;
      if (h < 24 * 6 && i % 51 == 0) {
        value = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
      } else if (h > 24 * 12 && h < 24 * 13) {
        value *= 1000;
      } else if (h > 24 * 15 && h < 24 * 17 && isOdd) {
        value *= 3;
      } else if (h > 24 * 18 && h < 24 * 18 + 1) {
        value = isOdd ? 1e12 : -1e12;
      }
      if (h < 24 * 7 || h > 24 * 9) {
        readings.add(with(usual.get(i), value));
      }
    }
    var changes = RuleDrive.of(rule, readings).changes();

    assertThat(changes)
        .allSatisfy(
            change -> {
              assertThat(change.observed()).isNotInfinite();
              assertThat(change.expected()).isNotInfinite();
              assertThat(change.reason()).doesNotContain("NaN", "Infinity");
              assertThat(!Double.isNaN(change.observed()) || change.isUnknown()).isTrue();
            });
    assertThat(opened(changes)).hasSizeLessThanOrEqualTo(BROKEN * series(usual));
  }

  /** Whose alerts depend on the unit: limits and indices are in µg/m³, those of a grid in V. */
  private static final Set<String> IN_UNITS =
      Rules.ALL.stream()
          .map(CityRule::name)
          .filter(
              name ->
                  name.matches("environment[.](exceedance-.*|air-quality-index)|energy[.]voltage"))
          .collect(Collectors.toSet());

  @ParameterizedTest
  @MethodSource("rules")
  void aSeriesTwiceAsLargeIsToldTheSame(CityRule<?, ?> rule) {
    if (rule.by() == Key.LINE || IN_UNITS.contains(rule.name())) {
      return; // the clock on the wall has no other unit, nor has the law
    }
    var once = withIncident(rule, Optional.empty());
    var twice = once.stream().map(one -> with(one, 2 * one.result())).toList();

    assertThat(told(RuleDrive.of(rule, once))).isNotEmpty();
    assertThat(told(RuleDrive.of(rule, twice))).isEqualTo(told(RuleDrive.of(rule, once)));
  }

  private static List<String> told(RuleDrive<?> drive) {
    return drive.changes().stream()
        .map(change -> change.status() + " " + change.feature() + " " + change.onset())
        .toList();
  }

  @Test
  void theTablesNameRulesThatThereAre() {
    var names = new HashSet<>(Rules.ALL.stream().map(CityRule::name).toList());

    assertThat(names).containsAll(IN_UNITS);
  }
}
