package citybrain;

import static citybrain.AlertSentenceTest.series;
import static citybrain.AlertSentenceTest.silent;
import static citybrain.AlertSentenceTest.story;
import static citybrain.detection.Readings.noise;

import citybrain.AlertSentenceTest.Story;
import citybrain.city.ImplausibleSensor;
import citybrain.city.SilentSensor;
import citybrain.city.SpikingSensor;
import citybrain.city.StuckSensor;
import citybrain.detection.CityCalendar;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** Stories of sensors that are out of order, for {@link AlertSentenceTest}. */
final class SensorStories {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final int BEGINS = 24 * 9 + 10;

  private SensorStories() {}

  static Stream<Story> all() {
    return Stream.of(
        story(
            "city.stuck-sensor",
            new StuckSensor(StuckSensor.Settings.usual()),
            ObservedProperty.WATER_PRESSURE,
            h -> 50 + Math.sin(h) + 0.1 * noise(h),
            h -> 50.25),
        silentSensor(),
        spikingSensor(),
        implausible(h -> 3.6 * usual(h)),
        implausible(h -> 0));
  }

  /** One is silent, and for a while all are. */
  private static Story silentSensor() {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < 6; sensor++) {
      var own = series("n" + sensor, ObservedProperty.WATER_LEVEL, FIVE_MINUTES, 80, h -> 4);
      all.addAll(silent(own, sensor == 0 ? 50 : 64, 64));
    }
    var rule = new SilentSensor(SilentSensor.Settings.usual());
    return new Story("city.silent-sensor", rule, silent(all, 54, 62), true);
  }

  /** It spikes each two hours for two days, and is not read in the midst of them. */
  private static Story spikingSensor() {
    DoubleUnaryOperator values =
        h -> {
          boolean isSpike = h >= 100 && h < 148 && Math.round(60 * h) % 120 == 0;
          return 50 + 0.1 * noise(h) + (isSpike ? 30 : 0);
        };
    var all = series("n", ObservedProperty.WATER_PRESSURE, FIVE_MINUTES, 200, values);
    var rule = new SpikingSensor(SpikingSensor.Settings.usual());
    return new Story("city.spiking-sensor", rule, silent(all, 120, 130), true);
  }

  private static double usual(double hours) {
    return 50 - 8 * Math.sin(hours * Math.PI / 12) + noise(hours);
  }

  /** One of six is wrong for two days, in the midst of which none is read. */
  private static Story implausible(DoubleUnaryOperator wrong) {
    var all = new ArrayList<Observation>();
    for (int sensor = 0; sensor < 6; sensor++) {
      int seed = 1000 * sensor;
      boolean isIt = sensor == 2;
      all.addAll(
          series(
              "link-" + sensor,
              ObservedProperty.TRAFFIC_SPEED,
              FIVE_MINUTES,
              24 * 14,
              h ->
                  isIt && h >= BEGINS && h < BEGINS + 48
                      ? wrong.applyAsDouble(h)
                      : usual(h + seed * 24)));
    }
    var rule = new ImplausibleSensor(ImplausibleSensor.Settings.of(CityCalendar.of("UTC")));
    return new Story("city.implausible-sensor", rule, silent(all, BEGINS + 20, BEGINS + 30), true);
  }
}
