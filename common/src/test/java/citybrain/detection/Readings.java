package citybrain.detection;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Hand-made series for tests of detectors. Monday 2024-01-01 is day 0. */
public final class Readings {

  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private Readings() {}

  public static Observation of(
      String feature, ObservedProperty property, String zone, Instant time, double result) {
    return new Observation(
        "demo", "test", feature, property, time, time, result, null, zone, "", Quality.GOOD);
  }

  public static Observation estimated(Observation was) {
    return new Observation(
        was.city(),
        was.feed(),
        was.feature(),
        was.property(),
        was.phenomenonTime(),
        was.resultTime(),
        was.result(),
        was.position(),
        was.zone(),
        was.procedure(),
        Quality.ESTIMATED);
  }

  /** A series in even steps; the result is a function of the hours since {@link #START}. */
  public static List<Observation> series(
      String feature,
      ObservedProperty property,
      String zone,
      Duration step,
      double fromHour,
      double toHour,
      ToDoubleFunction<Double> result) {
    var list = new ArrayList<Observation>();
    long last = (long) (toHour * 3600);
    for (long s = (long) (fromHour * 3600); s < last; s += step.toSeconds()) {
      var time = START.plusSeconds(s);
      list.add(of(feature, property, zone, time, result.applyAsDouble(s / 3600.0)));
    }
    return list;
  }

  public static Instant hour(double hours) {
    return START.plusSeconds((long) (hours * 3600));
  }

  /** Repeatable noise between -1 and 1 that looks like none. */
  public static double noise(double hours) {
    long bits = Double.doubleToLongBits(hours) * 0x9E3779B97F4A7C15L;
    bits ^= bits >>> 32;
    bits *= 0xD6E8FEB86659FD93L;
    return (bits >>> 11) * 0x1.0p-52 - 1;
  }
}
