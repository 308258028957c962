package citybrain.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the others of a feed say of what one of them seems to have.
 *
 * @param hour the slot of the hour that ended last
 */
record FeedMates(ImplausibleSensor.Settings settings, int hour, List<Mate> mates) {

  /** A series that moved so small a share of what one did stayed. */
  private static final double STAYS = 0.25;

  private static final double HALF = 0.5;

  /**
   * One of the feed.
   *
   * @param ratio see {@link HourTests#ratio}
   * @param finding of this hour
   */
  record Mate(SensorHours sensor, double ratio, @Nullable HourFinding finding) {

    boolean hasOne() {
      return finding != null || sensor.fault() != SensorFault.NONE;
    }

    boolean has(HourFinding other) {
      return finding == null
          ? other.isLike(sensor.fault(), sensor.factor(), sensor.offset())
          : other.isLike(finding.fault(), finding.factor(), finding.offset());
    }
  }

  static FeedMates of(
      ImplausibleSensor.Settings settings,
      HourTests tests,
      Map<String, SensorHours> sensors,
      Map<String, HourFinding> found) {
    var mates = new ArrayList<Mate>(sensors.size());
    sensors.forEach(
        (name, sensor) -> mates.add(new Mate(sensor, tests.ratio(sensor), found.get(name))));
    return new FeedMates(settings, tests.ended()[0], mates);
  }

  /** Whether half of the others of its kind, or more, did not move as it did. */
  boolean stay(SensorHours sensor, HourFinding finding) {
    return switch (finding.fault()) {
      case ZERO -> areNotAtZero(sensor);
      case UNIT -> finding.offset() != 0 || didNotMove(sensor, finding);
      default -> true;
    };
  }

  private List<Mate> others(SensorHours sensor) {
    return mates.stream()
        .filter(
            one ->
                !one.sensor.last().feature().equals(sensor.last().feature())
                    && one.sensor.last().property() == sensor.last().property())
        .toList();
  }

  /** Those of the others that are never at zero at this hour. */
  private List<Mate> neverAtZero(SensorHours sensor) {
    return others(sensor).stream()
        .filter(one -> !Double.isNaN(one.sensor.hours().mean(0)))
        .filter(one -> one.sensor.habit().isNeverEmpty(hour))
        .toList();
  }

  private static int notAtZero(List<Mate> some) {
    return (int) some.stream().filter(one -> one.sensor.hours().mean(0) != 0).count();
  }

  private boolean areNotAtZero(SensorHours sensor) {
    var known = neverAtZero(sensor);
    return known.size() >= settings.fewestOthers() && notAtZero(known) >= HALF * known.size();
  }

  /** Of those that have nothing themselves: where all have it, it is told once. */
  private boolean didNotMove(SensorHours sensor, HourFinding finding) {
    double factor = Math.abs(Math.log(finding.factor()));
    int known = 0;
    int stayed = 0;
    for (var other : others(sensor)) {
      if (!Double.isNaN(other.ratio) && !other.hasOne()) {
        known++;
        stayed += Math.abs(other.ratio) < STAYS * factor ? 1 : 0;
      }
    }
    return stayed >= HALF * known;
  }

  /** How many others have the same. */
  int alike(SensorHours sensor, HourFinding finding) {
    return (int) others(sensor).stream().filter(one -> one.has(finding)).count();
  }

  /** How many of the others are not at zero, where that is what is wrong. */
  String zeroWords(SensorHours sensor, HourFinding finding) {
    if (finding.fault() != SensorFault.ZERO) {
      return "";
    }
    var known = neverAtZero(sensor);
    return ", while " + notAtZero(known) + " of " + known.size() + " others are not";
  }
}
