package citybrain.water;

import citybrain.alerting.Localisation;
import citybrain.detection.Baseline;
import citybrain.detection.Cadence;
import citybrain.detection.DayProfile;
import citybrain.detection.SuddenStep;
import citybrain.observation.Observation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One pressure of an area.
 *
 * @param level how far the last hours lay from the profile, m
 * @param noise mean absolute distance from profile plus level, m
 * @param lowSince when the fall began; {@link Instant#EPOCH} while there is none
 * @param lowReadings readings in a row that lay low
 * @param fall how far it lies from habit and level, m; negative below
 * @param share the same as a share of what is usual
 * @param stepped true when the fall is one against the minutes before, as the hour is not known
 */
public record PressureSensor(
    DayProfile profile,
    SuddenStep step,
    Cadence cadence,
    double level,
    double noise,
    Instant lowSince,
    int lowReadings,
    double fall,
    double share,
    boolean stepped,
    Instant last) {

  /** A step is told at its third reading, so it counts as so many readings at once. */
  static final int ENOUGH_LOW = 2;

  /** Mean absolute to standard deviation of a normal distribution. */
  static final double SIGMA_OF_MEAN = 1.2533;

  /** What a sensor resolves, m. */
  private static final double LEAST_SIGMA = 0.05;

  /** Readings that may be missing. */
  private static final int LATELY = 3;

  static PressureSensor fresh(Instant now) {
    return new PressureSensor(
        DayProfile.blank(),
        SuddenStep.blank(),
        Cadence.blank(),
        0,
        0,
        Instant.EPOCH,
        0,
        0,
        0,
        false,
        now);
  }

  /** What was low for so long is learned anew. */
  PressureSensor settled() {
    boolean moves = lowReadings > 0 && !stepped;
    return new PressureSensor(
        moves ? DayProfile.blank() : profile,
        step,
        cadence,
        moves ? 0 : level,
        noise,
        Instant.EPOCH,
        0,
        0,
        0,
        false,
        last);
  }

  /** Where on the network the fall of an area is likely; of sensors that told lately. */
  static @Nullable Localisation where(
      Map<String, PressureSensor> sensors, Instant now, LeakPlaces places) {
    var told = new TreeMap<>(sensors);
    told.values()
        .removeIf(one -> one.last.isBefore(now.minus(one.cadence.interval().multipliedBy(LATELY))));
    var sigmas = told.values().stream().mapToDouble(PressureSensor::sigma).toArray();
    var errors = told.values().stream().mapToDouble(one -> one.fall / one.sigma()).toArray();
    return places.locate(
        List.copyOf(told.keySet()),
        errors,
        falls -> {
          var response = new double[falls.length];
          Arrays.setAll(response, i -> -falls[i] / sigmas[i]);
          return response;
        });
  }

  private double sigma() {
    return Math.max(LEAST_SIGMA, SIGMA_OF_MEAN * noise);
  }

  boolean isYoung(int hours) {
    return profile.readings() * cadence.hours() < hours;
  }

  PressureSensor with(Cadence next) {
    return new PressureSensor(
        profile, step, next, level, noise, lowSince, lowReadings, fall, share, stepped, last);
  }

  /**
   * With what history teaches; its noise too, unless more was learned here. The level of the last
   * hours is against another profile and begins anew.
   */
  PressureSensor taught(Baseline baseline, int today) {
    var next = profile.taught(baseline, today, metres -> metres);
    boolean isMore = next.readings() > profile.readings();
    return new PressureSensor(
        next,
        step,
        cadence,
        isMore ? 0 : level,
        isMore ? next.pooledDeviation() : noise,
        lowSince,
        lowReadings,
        fall,
        share,
        stepped,
        last);
  }

  /** After a reading that lies low. */
  PressureSensor low(
      SuddenStep next, Observation pressure, DayProfile learned, double fallen, boolean isStep) {
    var now = pressure.phenomenonTime();
    return new PressureSensor(
        learned,
        next,
        cadence,
        level,
        noise,
        lowReadings == 0 ? now : lowSince,
        lowReadings + (isStep ? ENOUGH_LOW : 1),
        fallen,
        PressureDrop.share(fallen, pressure),
        isStep,
        now);
  }
}
