package citybrain.city;

import citybrain.observation.ObservedProperty;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one series says of its own last hours. None of it is final: the others of its feed may
 * excuse it.
 *
 * @param slots of the hours, the newest first; behind {@link #AHEAD} that are still to come
 */
record HourTests(ImplausibleSensor.Settings settings, int[] slots) {

  /** Where an hour is usually so many times farther from zero than from usual, zero is strange. */
  private static final double FAR_FROM_ZERO = 3;

  /** What is less than double may be how another kind of day is. */
  private static final double DOUBLE = 0.69;

  /** Of the variance of a day the habit must usually leave no more open, or it is none. */
  private static final double USUALLY_LEFT = 0.2;

  /** How far a clock may be off, hours. */
  static final int AHEAD = 3;

  /** So many of the hours asked for may be missing. */
  private static final int MISSING = 2;

  /** The factor must be so near, of logarithms; as far as units may be rounded. */
  private static final double NEAR = 0.03;

  private static final double NEAREST = 0.12;

  /** An hour may lie so far beside the others, in usual distances. */
  private static final double EVEN = 4;

  /** What is a change of unit must be so many usual distances, and so far beyond the largest. */
  private static final double FAR = 5;

  private static final double BEYOND = 1.3;

  /** The shifted habit must leave so small a share of what the unshifted one leaves open. */
  private static final double LEFT = 0.25;

  /** And explain so much. */
  private static final double EXPLAINED = 0.85;

  /** What has no natural zero, or moves from one level to another by itself, has another test. */
  private static final Set<ObservedProperty> OF_DATUM = Set.of(ObservedProperty.WATER_LEVEL);

  /** Where zero is a state like others. */
  private static final Set<ObservedProperty> OFTEN_ZERO =
      Set.of(ObservedProperty.WATER_LEVEL, ObservedProperty.AIR_TEMPERATURE);

  /** What follows the sun, the weather or pumps has no clock of people. */
  private static final Set<ObservedProperty> BY_CLOCK =
      Set.of(
          ObservedProperty.TRAFFIC_SPEED,
          ObservedProperty.TRAFFIC_VEHICLE_COUNT,
          ObservedProperty.WATER_FLOW);

  /** The slots of the hours that ended, by their age. */
  int[] ended() {
    return Arrays.copyOfRange(slots, AHEAD, slots.length);
  }

  private int slot(int hoursAgo) {
    return slots[hoursAgo + AHEAD];
  }

  /** Null when it looks sound, or nobody knows. */
  @Nullable HourFinding find(SensorHours sensor) {
    if (isAtZero(sensor)) {
      return new HourFinding(SensorFault.ZERO, 0, 0, "");
    }
    if (!sensor.habit().isKnown() || Double.isNaN(sensor.hours().mean(0))) {
      return null;
    }
    var unit = unit(sensor);
    if (unit != null) {
      return unit;
    }
    double moved = moved(sensor);
    if (!Double.isNaN(moved)) {
      return new HourFinding(SensorFault.DATUM, 0, moved, "");
    }
    return sensor.shifted() >= settings.clockHours()
        ? new HourFinding(SensorFault.CLOCK, sensor.shift(), 0, "")
        : null;
  }

  private boolean isAtZero(SensorHours sensor) {
    if (OFTEN_ZERO.contains(sensor.last().property())) {
      return false;
    }
    for (int i = 0; i < settings.zeroHours(); i++) {
      var habit = sensor.habit();
      if (sensor.hours().mean(i) != 0
          || !habit.isNeverEmpty(slot(i))
          || habit.usualOfKind(slot(i)) < FAR_FROM_ZERO * habit.wander()) {
        return false;
      }
    }
    return true;
  }

  /**
   * How far the last hours lie from what is usual, of logarithms or in the unit of the series;
   * sorted. Empty when too few are known.
   */
  private double[] off(SensorHours sensor, int hours, boolean isRatio, boolean isOfKind) {
    var off = new double[hours];
    int known = 0;
    for (int i = 0; i < hours + MISSING && known < hours; i++) {
      double mean = sensor.hours().mean(i);
      double usual = isOfKind ? sensor.habit().usualOfKind(slot(i)) : sensor.habit().usual(slot(i));
      boolean isKnown = isRatio ? mean > 0 && usual > 0 : !Double.isNaN(mean + usual);
      if (isKnown) {
        off[known++] = isRatio ? Math.log(mean / usual) : mean - usual;
      }
    }
    Arrays.sort(off);
    return known < hours ? new double[0] : off;
  }

  /** The median of how far its last hours lie from usual, of logarithms; NaN when not known. */
  double ratio(SensorHours sensor) {
    var off = off(sensor, settings.unitHours(), true, false);
    return off.length == 0 || !sensor.habit().isKnown() ? Double.NaN : off[off.length / 2];
  }

  private @Nullable HourFinding unit(SensorHours sensor) {
    var off = off(sensor, settings.unitHours(), true, false);
    var ofKind = off(sensor, settings.unitHours(), true, true);
    var property = sensor.last().property();
    double nearest = Double.MAX_VALUE;
    HourFinding found = null;
    for (var conversion : UnitConversion.of(property)) {
      double distance =
          conversion.offset() == 0
              ? distance(
                  Math.abs(Math.log(conversion.factor())) < DOUBLE ? ofKind : off,
                  sensor.habit(),
                  conversion)
              : distance(sensor, conversion);
      if (distance < nearest) {
        nearest = distance;
        found =
            new HourFinding(
                SensorFault.UNIT, conversion.factor(), conversion.offset(), conversion.words());
      }
    }
    return found;
  }

  /** How far the hours are from what this mistake would make of them; without end for too far. */
  private static double distance(double[] off, HourHabit habit, UnitConversion conversion) {
    double factor = Math.log(conversion.factor());
    if (off.length == 0
        || Math.abs(factor) < FAR * habit.ratio()
        || Math.abs(factor) < BEYOND * habit.most()) {
      return Double.MAX_VALUE;
    }
    double median = off[off.length / 2];
    double distance = Math.abs(median - factor);
    double near = Math.min(NEAREST, NEAR + 2 * habit.ratio() / Math.sqrt(off.length));
    double even = NEAR + EVEN * habit.ratio();
    boolean isEven = median - off[0] <= even && off[off.length - 1] - median <= even;
    return isEven && distance <= near ? distance : Double.MAX_VALUE;
  }

  /** The same where the units have not the same zero: all beyond half of what was ever seen. */
  private double distance(SensorHours sensor, UnitConversion conversion) {
    var habit = sensor.habit();
    double beyond = (habit.high() - habit.low()) / 2;
    var off = new double[settings.unitHours()];
    int known = 0;
    for (int i = 0; i < off.length + MISSING && known < off.length; i++) {
      double mean = sensor.hours().mean(i);
      double usual = sensor.habit().usual(slot(i));
      if (Double.isNaN(mean + usual)) {
        continue;
      }
      off[known++] = (mean - conversion.reading(usual)) / conversion.factor();
      boolean isFar = mean > habit.high() + beyond || mean < habit.low() - beyond;
      if (!isFar || Math.abs(off[known - 1]) > EVEN * habit.wander()) {
        return Double.MAX_VALUE;
      }
    }
    if (known < off.length) {
      return Double.MAX_VALUE;
    }
    Arrays.sort(off);
    double middle = Math.abs(off[known / 2]);
    return middle <= habit.wander() ? 0 : Double.MAX_VALUE;
  }

  /** By how much it moved as a whole, beyond all that was seen; NaN when it did not. */
  private double moved(SensorHours sensor) {
    var habit = sensor.habit();
    double range = habit.high() - habit.low();
    var off = off(sensor, settings.datumHours(), false, true);
    if (!OF_DATUM.contains(sensor.last().property())
        || off.length == 0
        || EVEN * habit.wander() > range) {
      return Double.NaN;
    }
    double median = off[off.length / 2];
    double even = EVEN * habit.wander();
    boolean isEven = median - off[0] <= even && off[off.length - 1] - median <= even;
    return isEven && Math.abs(median) > range && range > 0 ? median : Double.NaN;
  }

  /** With what its last day tells of its clock, where it tells anything. */
  SensorHours clocked(SensorHours sensor) {
    if (!BY_CLOCK.contains(sensor.last().property()) || !sensor.habit().isKnown()) {
      return sensor;
    }
    double asIs = left(sensor, 0, 0, HourHabit.OF_DAY);
    if (Double.isNaN(asIs)) {
      return sensor;
    }
    return sensor.clocked(sensor.left() < USUALLY_LEFT ? late(sensor, asIs) : 0, asIs);
  }

  /** By how many hours its last day ran late, negative for early; 0 when it did not. */
  private int late(SensorHours sensor, double asIs) {
    int best = 0;
    double least = LEFT * asIs;
    for (int late = -AHEAD; late <= AHEAD; late++) {
      double left = left(sensor, late, 0, HourHabit.OF_DAY);
      if (late != 0 && left < least && left <= 1 - EXPLAINED) {
        least = left;
        best = late;
      }
    }
    return best != 0 && isInBothHalves(sensor, best) ? best : 0;
  }

  /** Who comes late to work on a day and goes home in time has no wrong clock. */
  private boolean isInBothHalves(SensorHours sensor, int late) {
    int half = HourHabit.OF_DAY / 2;
    return left(sensor, late, 0, half) < left(sensor, 0, 0, half)
        && left(sensor, late, half, 2 * half) < left(sensor, 0, half, 2 * half);
  }

  /**
   * The share of the variance of hours that a straight line on the shifted habit leaves open; NaN
   * when not known.
   */
  private double left(SensorHours sensor, int late, int from, int to) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = from; i < to; i++) {
      double mean = sensor.hours().mean(i);
      double usual = sensor.habit().usualOfKind(slots[i + late + AHEAD]);
      if (!Double.isNaN(usual) && !Double.isNaN(mean)) {
        n++;
        x += usual;
        y += mean;
        xx += usual * usual;
        yy += mean * mean;
        xy += usual * mean;
      }
    }
    if (n < to - from - MISSING) {
      return Double.NaN;
    }
    double both = xy - x * y / n;
    double ofHabit = xx - x * x / n;
    double ofDay = yy - y * y / n;
    return both > 0 && ofHabit > 0 && ofDay > 0 ? 1 - both * both / (ofHabit * ofDay) : 1;
  }
}
