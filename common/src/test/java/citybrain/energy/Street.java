package citybrain.energy;

import static citybrain.detection.Readings.hour;

import citybrain.detection.Readings;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Households behind one transformer, half-hourly: each with a rhythm and moods of its own, and a
 * transformer that carries all they use and three per cent more.
 */
public final class Street {

  /** What the meter counts of what is used. */
  public interface Meter {
    double counts(double hours, double used);
  }

  private static final String ZONE = "transformer/T7";

  private Street() {}

  /**
   * @param days from Monday 2024-01-01
   * @param thief tampers with the meter {@code m2}
   */
  public static List<Observation> of(int households, int days, Meter thief) {
    var random = new Random(7);
    var readings = new ArrayList<Observation>();
    for (int i = 0; i < 48 * days; i++) {
      double h = i * 0.5;
      double sum = 0;
      for (int m = 0; m < households; m++) {
        double rhythm = 1 + 0.8 * Math.sin((h + 3 * m) * Math.PI / 12);
        double used = 0.3 * rhythm * (0.4 + 1.2 * random.nextDouble());
        sum += used;
        double counted = m == 2 ? thief.counts(h, used) : used;
        readings.add(
            Readings.of("m" + m, ObservedProperty.ELECTRIC_ENERGY, ZONE, hour(h), counted));
      }
      double carried = 1.03 * sum * (1 + 0.01 * random.nextGaussian());
      readings.add(Readings.of("T7", ObservedProperty.TRANSFORMER_ENERGY, ZONE, hour(h), carried));
    }
    return readings;
  }

  /** Without the readings of these features from this day to that. */
  public static List<Observation> without(
      List<Observation> all, List<String> features, int fromDay, int toDay) {
    return all.stream()
        .filter(
            one ->
                !features.contains(one.feature())
                    || one.phenomenonTime().isBefore(hour(24 * fromDay))
                    || !one.phenomenonTime().isBefore(hour(24 * toDay)))
        .toList();
  }
}
