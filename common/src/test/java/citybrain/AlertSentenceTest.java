package citybrain;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.city.NoveltyAlert;
import citybrain.city.ThresholdAlert;
import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.detection.Threshold;
import citybrain.energy.FeederOutage;
import citybrain.energy.NonTechnicalLoss;
import citybrain.energy.Street;
import citybrain.energy.TransformerBalance;
import citybrain.energy.TransformerOverload;
import citybrain.energy.Voltage;
import citybrain.environment.AirQualityAlert;
import citybrain.environment.Exceedance;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.transport.HeadwayWatch;
import citybrain.transport.RoadCongestion;
import citybrain.transport.UnevenHeadway;
import citybrain.water.BurstOrLeak;
import citybrain.water.NightFlowWatch;
import citybrain.water.NightLeak;
import citybrain.water.PressureDrop;
import citybrain.water.PressurePattern;
import citybrain.water.SensorDrift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every change of every rule's alerts owes its reader: the figures in the sentence are those
 * in the fields, of that very change; and while nothing is heard it says that nobody knows, instead
 * of closing.
 */
class AlertSentenceTest {

  private static final TransformerBalance.Settings BALANCE = TransformerBalance.Settings.of("UTC");
  private static final NonTechnicalLoss.Settings NTL = NonTechnicalLoss.Settings.of("UTC");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  /**
   * A rule and what happens to it: it begins, is silent for long, goes on, and ends.
   *
   * @param isSilent whether it may come to be unknown
   */
  record Story(
      String key, Detector<Observation, ?> rule, List<Observation> inputs, boolean isSilent) {

    @Override
    public String toString() {
      return key;
    }
  }

  static List<Observation> series(
      String feature, ObservedProperty property, Duration step, double to, DoubleUnaryOperator of) {
    return Readings.series(feature, property, "dma/A", step, 0, to, h -> of.applyAsDouble(h));
  }

  /** Without what would be read from this hour to that. */
  static List<Observation> silent(List<Observation> all, double from, double to) {
    return all.stream()
        .filter(
            one ->
                one.phenomenonTime().isBefore(hour(from))
                    || !one.phenomenonTime().isBefore(hour(to)))
        .sorted(Comparator.comparing(Observation::phenomenonTime))
        .toList();
  }

  static Story story(
      String key,
      Detector<Observation, ?> rule,
      ObservedProperty property,
      DoubleUnaryOperator usual,
      DoubleUnaryOperator unusual) {
    DoubleUnaryOperator values = h -> (h >= 50 && h < 64 ? unusual : usual).applyAsDouble(h);
    return new Story(
        key, rule, silent(series("f", property, FIVE_MINUTES, 80, values), 54, 62), true);
  }

  private static Stream<Story> stories() {
    return Stream.concat(SensorStories.all(), ofRules());
  }

  private static Stream<Story> ofRules() {
    return Stream.of(
        story(
            "transport.road-congestion",
            new RoadCongestion(RoadCongestion.Settings.of(CityCalendar.of("UTC"))),
            ObservedProperty.TRAFFIC_SPEED,
            h -> 50 + noise(h),
            h -> 12 + noise(h)),
        story(
            "water.burst-or-leak",
            new BurstOrLeak(BurstOrLeak.Settings.of(CityCalendar.of("UTC"))),
            ObservedProperty.WATER_FLOW,
            h -> 30 + noise(h),
            h -> 55 + noise(h)),
        story(
            "energy.transformer-overload",
            new TransformerOverload(TransformerOverload.Settings.of(CityCalendar.of("UTC"))),
            ObservedProperty.TRANSFORMER_ENERGY,
            h -> 20 + noise(h),
            h -> 45 + noise(h)),
        story(
            "energy.voltage",
            new Voltage(Voltage.Settings.of("UTC")),
            ObservedProperty.VOLTAGE,
            h -> 231 + noise(h),
            h -> 195 + noise(h)),
        new Story(
            "city.novelty",
            new NoveltyAlert(NoveltyAlert.Settings.of(CityCalendar.of("UTC"))),
            silent(
                series(
                    "tank",
                    ObservedProperty.WATER_LEVEL,
                    FIVE_MINUTES,
                    240,
                    h -> h >= 200 && h < 201 ? 30 : 10 + 3 * Math.sin(h * Math.PI / 12)),
                201,
                205),
            true),
        story(
            "threshold",
            new ThresholdAlert(
                Map.of(
                    "demo",
                    new Threshold(
                        "loud",
                        ObservedProperty.WATER_PRESSURE,
                        null,
                        20.0,
                        Duration.ZERO,
                        1,
                        Severity.MINOR,
                        Duration.ofHours(1),
                        "x")),
                "UTC"),
            ObservedProperty.WATER_PRESSURE,
            h -> 50,
            h -> 12.5),
        new Story(
            "environment.exceedance",
            new Exceedance("no2-1h", Exceedance.Settings.usual()),
            silent(
                series(
                    "s",
                    ObservedProperty.NITROGEN_DIOXIDE,
                    Duration.ofHours(1),
                    80,
                    h -> h >= 50 && h < 64 ? 431 : 60),
                54,
                62),
            true),
        airQuality(),
        pressureDrop(),
        pressurePattern(),
        sensorDrift(),
        nightLeak(),
        outage(),
        balance("energy.transformer-balance", new TransformerBalance(BALANCE)),
        balance("energy.non-technical-loss", new NonTechnicalLoss(NTL)),
        backwards(),
        headways());
  }

  /** A bypass for a month, in the midst of which the transformer is not read. */
  private static Story balance(String key, Detector<Observation, ?> rule) {
    var all = Street.of(12, 72, (h, used) -> h >= 24 * 20 && h < 24 * 50 ? 0.4 * used : used);
    return new Story(key, rule, Street.without(all, List.of("T7"), 30, 36), true);
  }

  /** Smoke, in the midst of which the station is not read. */
  private static Story airQuality() {
    var hour = Duration.ofHours(1);
    DoubleUnaryOperator smoke = h -> h >= 50 && h < 64 ? 112 : 12;
    var all = new ArrayList<>(series("s", ObservedProperty.PM2_5, hour, 80, smoke));
    all.addAll(series("s", ObservedProperty.NITROGEN_DIOXIDE, hour, 80, h -> 38));
    return new Story(
        "environment.air-quality-index",
        new AirQualityAlert(AirQualityAlert.Settings.usual()),
        silent(all, 54, 62),
        true);
  }

  /** A meter that counts backwards for a month, likewise. */
  private static Story backwards() {
    var all = Street.of(12, 72, (h, used) -> h >= 24 * 20 && h < 24 * 50 ? -used : used);
    return new Story(
        "energy.non-technical-loss",
        new NonTechnicalLoss(NTL),
        Street.without(all, List.of("T7"), 30, 36),
        true);
  }

  private static Story pressureDrop() {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < 4; sensor++) {
      double deep = sensor < 2 ? 8 : 0;
      int seed = 1000 * sensor;
      all.addAll(
          series(
              "n" + sensor,
              ObservedProperty.WATER_PRESSURE,
              FIVE_MINUTES,
              80,
              h -> 50 + 0.1 * noise(h + seed) - (h >= 50 && h < 64 ? deep : 0)));
    }
    return new Story(
        "water.pressure-drop",
        new PressureDrop(PressureDrop.Settings.of(CityCalendar.of("UTC"))),
        silent(all, 54, 62),
        true);
  }

  /** A leak near one of six sensors, from the 20th day to the 24th. */
  private static Story pressurePattern() {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < 6; sensor++) {
      double far = 1 + 0.1 * sensor;
      int seed = 1000 * sensor;
      double fall = sensor == 2 ? 1 : sensor == 3 ? 0.5 : 0;
      all.addAll(
          series(
              "n" + sensor,
              ObservedProperty.WATER_PRESSURE,
              Duration.ofHours(1),
              24 * 30,
              h ->
                  50
                      + far * Math.sin(h * Math.PI / 12)
                      + 0.02 * noise(h + seed)
                      - (h >= 480 && h < 576 ? fall : 0)));
    }
    var rule = new PressurePattern(PressurePattern.Settings.usual());
    return new Story("water.pressure-pattern", rule, silent(all, 520, 530), true);
  }

  private static Story sensorDrift() {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < 4; sensor++) {
      double rate = sensor == 0 ? 1 / 24.0 : 0;
      var own =
          series(
              "n" + sensor,
              ObservedProperty.WATER_PRESSURE,
              Duration.ofMinutes(30),
              400,
              h -> 50 + rate * Math.min(200, Math.max(0, h - 48)));
      // The one that drifts is not read for a day and a half.
      all.addAll(silent(own, sensor == 0 ? 120 : 160, 160));
    }
    var rule = new SensorDrift(SensorDrift.Settings.usual());
    return new Story("water.sensor-drift", rule, silent(all, 0, 0), true);
  }

  /** Nights are compared with nights: one that was not measured says nothing at all. */
  private static Story nightLeak() {
    return new Story(
        "water.night-leak",
        new NightFlowWatch("UTC", NightLeak.Settings.usual()),
        series(
            "inlet",
            ObservedProperty.WATER_FLOW,
            FIVE_MINUTES,
            24 * 40,
            h -> 10 + 0.2 * noise(h) + (h >= 24 * 20 && h < 24 * 26 ? 4 : 0)),
        false);
  }

  /** Silence is what it is about. */
  private static Story outage() {
    var all = new ArrayList<Observation>();
    for (int meter = 0; meter < 5; meter++) {
      all.addAll(
          series(
              "m" + meter, ObservedProperty.ELECTRIC_ENERGY, Duration.ofMinutes(30), 24, h -> 0.4));
    }
    var heard = new ArrayList<>(silent(all, 12, 14));
    heard.addAll(
        series(
            "T",
            ObservedProperty.TRANSFORMER_ENERGY,
            Duration.ofMinutes(30),
            24,
            h -> h >= 12 && h < 14 ? 0 : 2));
    var rule = new FeederOutage(FeederOutage.Settings.usual(), "UTC");
    return new Story("energy.feeder-outage", rule, silent(heard, 0, 0), false);
  }

  private static Story headways() {
    var all = new ArrayList<Observation>();
    for (int trip = 0; trip < 40; trip++) {
      for (int stop = 0; stop < 12 && trip != 8; stop++) {
        double late = trip == 9 ? Math.min(0, 3 - stop) : 0;
        for (var property :
            List.of(ObservedProperty.STOP_DEPARTURE_DELAY, ObservedProperty.SCHEDULED_HEADWAY)) {
          var time = hour((10 * trip + 2 * stop + late) / 60.0);
          all.add(
              new Observation(
                  "demo",
                  "trips",
                  "1/0/" + (char) ('A' + stop),
                  property,
                  time,
                  time,
                  600,
                  null,
                  "",
                  "t" + trip,
                  Quality.GOOD));
        }
      }
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return new Story(
        "transport.uneven-headway", new HeadwayWatch(UnevenHeadway.Settings.usual()), all, false);
  }

  @Test
  void everyRuleHasAStory() {
    assertThat(stories().map(Story::key))
        .containsAll(Rules.ALL.stream().map(CityRule::key).distinct().toList());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theFiguresOfASentenceAreThoseOfItsFields(Story story) {
    var replay = Replay.of(story.rule(), story.inputs());

    assertThat(replay.opened()).isNotEmpty();
    assertThat(replay.closed()).isNotEmpty();
    for (var change : replay.changes()) {
      if (change.isUnknown()) {
        assertThat(change.expected()).isNaN();
        assertThat(change.reason()).startsWith("unknown whether it goes on: no");
        assertThat(SentenceFigures.in(change)).isFalse();
      } else if (!Double.isNaN(change.observed())) {
        SentenceFigures.hold(change);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void inSilenceNothingCloses(Story story) {
    var changes = Replay.of(story.rule(), story.inputs()).changes();
    var unknown = changes.stream().filter(AlertChange::isUnknown).toList();

    assertThat(unknown.isEmpty()).isEqualTo(!story.isSilent());
    for (var change : unknown) {
      var next = changes.get(changes.indexOf(change) + 1);
      assertThat(next.onset()).isEqualTo(change.onset());
      assertThat(next.observed()).as("heard of: %s", next).isNotNaN();
      if (next.status() == AlertStatus.UPDATE) {
        assertThat(next.reason()).startsWith("heard of again: ");
      }
    }
  }
}
