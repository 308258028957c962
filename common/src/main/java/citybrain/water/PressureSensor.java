package citybrain.water;

import citybrain.detection.Cadence;
import citybrain.detection.DayProfile;
import citybrain.detection.SuddenStep;
import citybrain.observation.Observation;
import java.time.Instant;

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

  boolean isYoung(int hours) {
    return profile.readings() * cadence.hours() < hours;
  }

  PressureSensor with(Cadence next) {
    return new PressureSensor(
        profile, step, next, level, noise, lowSince, lowReadings, fall, share, stepped, last);
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
