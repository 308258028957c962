package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a pressure sensor moves away from the others of its area day after day: demand and
 * leaks move all of them, a fall that happens once is no drift. Quarters of a day are compared with
 * the same quarter of the day before, so that habits cancel. Input: pressures of one area.
 *
 * <p>Formula: d = change against the same quarter of the day before - median change of the area;
 * days running in one direction.
 *
 * <p>Source: own.
 *
 * <p>It cannot see a sensor that is wrong from the beginning, two that drift alike in a small area,
 * or a lone sensor.
 */
public record SensorDrift(Settings settings) implements Detector<Observation, SensorDrift.Memory> {

  /**
   * @param leastMetres mean change from day to day that counts, metres of water
   * @param leastShare share of the mean that every single quarter must have moved, in the same
   *     direction: drift is even, a step and what follows is not
   * @param quarters in a row that open; at least six, for a step shows in five
   * @param fewestSensors needed to tell who moves: of two, either may
   */
  public record Settings(double leastMetres, double leastShare, int quarters, int fewestSensors) {

    public Settings {
      if (quarters < PER_DAY + 2) {
        throw new IllegalArgumentException("quarters must be 6 or more, or steps count as drift");
      }
    }

    public static Settings usual() {
      return new Settings(0.3, 0.25, 6, 3);
    }
  }

  /**
   * @param sum of the readings of this quarter, m
   * @param count of these
   * @param means of the quarters before, newest first; NaN where nothing was read
   * @param moved against the others since the day before, by quarter, newest first, m
   * @param away 1 when it was told to drift upwards, -1 downwards
   */
  public record Sensor(
      double sum,
      int count,
      double[] means,
      double[] moved,
      int away,
      @Nullable AlertChange open) {}

  /**
   * @param quarter of a day since the epoch
   * @param sensors by feature
   */
  public record Memory(long quarter, Map<String, Sensor> sensors) {}

  private static final int PER_DAY = 4;
  private static final long SECONDS = 86_400 / PER_DAY;
  private static final Sensor NEW = new Sensor(0, 0, new double[0], new double[0], 0, null);
  private static final Memory BLANK = new Memory(0, Map.of());

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation pressure) {
    if (pressure.quality() == Quality.ESTIMATED || !Double.isFinite(pressure.result())) {
      return Verdict.quiet(memory);
    }
    long quarter = Math.floorDiv(pressure.phenomenonTime().getEpochSecond(), SECONDS);
    var sensors = new HashMap<>(memory.sensors());
    var changes = new ArrayList<AlertChange>();
    if (!sensors.isEmpty()) {
      // After a long silence nothing is left to compare with.
      for (long ended = Math.max(memory.quarter(), quarter - PER_DAY - 1);
          ended < quarter;
          ended++) {
        end(sensors, Instant.ofEpochSecond((ended + 1) * SECONDS), pressure, changes);
      }
    }
    sensors.compute(pressure.feature(), (feature, one) -> added(one == null ? NEW : one, pressure));
    return new Verdict<>(
        new Memory(Math.max(quarter, memory.quarter()), sensors), List.copyOf(changes), null);
  }

  private static Sensor added(Sensor sensor, Observation pressure) {
    return new Sensor(
        sensor.sum() + pressure.result(),
        sensor.count() + 1,
        sensor.means(),
        sensor.moved(),
        sensor.away(),
        sensor.open());
  }

  /** A quarter of a day is over: what each sensor moved, less what the area did. */
  private void end(
      Map<String, Sensor> sensors, Instant now, Observation pressure, List<AlertChange> changes) {
    var changed =
        sensors.values().stream()
            .mapToDouble(SensorDrift::sinceTheDayBefore)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double area =
        changed.length < settings.fewestSensors() ? Double.NaN : changed[changed.length / 2];
    for (var feature : new TreeSet<>(sensors.keySet())) {
      var one = sensors.getOrDefault(feature, NEW);
      var moved = pushed(one.moved(), sinceTheDayBefore(one) - area, settings.quarters());
      var means = pushed(one.means(), mean(one), PER_DAY);
      var next = new Sensor(0, 0, means, moved, one.away(), one.open());
      var change = judged(next, feature, now, pressure);
      if (change != null) {
        changes.add(change);
        boolean isOpened = change.status() == AlertStatus.OPEN;
        int away = isOpened ? (int) Math.signum(change.observed()) : one.away();
        var open = change.status() == AlertStatus.CLOSED ? null : change;
        next = new Sensor(0, 0, means, moved, away, open);
      }
      sensors.put(feature, next);
    }
  }

  private static double mean(Sensor sensor) {
    return sensor.count() == 0 ? Double.NaN : sensor.sum() / sensor.count();
  }

  private static double sinceTheDayBefore(Sensor sensor) {
    return sensor.means().length < PER_DAY
        ? Double.NaN
        : mean(sensor) - sensor.means()[PER_DAY - 1];
  }

  private @Nullable AlertChange judged(
      Sensor sensor, String feature, Instant now, Observation pressure) {
    var open = sensor.open();
    if (open != null) {
      return followed(sensor, open, now);
    }
    double mean = Arrays.stream(sensor.moved()).average().orElse(Double.NaN);
    boolean drifts =
        sensor.moved().length == settings.quarters()
            && Math.abs(mean) >= settings.leastMetres()
            && Arrays.stream(sensor.moved())
                .allMatch(one -> one * Math.signum(mean) >= settings.leastShare() * Math.abs(mean));
    return drifts ? opened(feature, mean, now, pressure) : null;
  }

  /** A quarter in which nothing is known of it, or of the others, is no end. */
  private @Nullable AlertChange followed(Sensor sensor, AlertChange open, Instant now) {
    double newest = sensor.moved()[0];
    if (Double.isNaN(newest)) {
      return open.isUnknown()
          ? null
          : open.unknown(now, "nothing to compare with the day before for " + 24 / PER_DAY + " h");
    }
    boolean goesOn =
        newest * sensor.away() > 0
            && Math.abs(newest) >= settings.leastShare() * settings.leastMetres();
    if (!goesOn) {
      var why =
          String.format(
              Locale.ROOT,
              "moves no longer away from the others: %+.2f m since the day before",
              newest);
      return open.closed(now, newest, 0, why);
    }
    var why =
        String.format(
            Locale.ROOT, "sensor drifts: %+.2f m against the others since the day before", newest);
    var going = open.heard(now, newest, 0, why);
    return going.equals(open) ? null : going;
  }

  private AlertChange opened(String feature, double mean, Instant now, Observation pressure) {
    var why =
        String.format(
            Locale.ROOT,
            "sensor drifts: %+.2f m a day against the other sensors of its area, for %d h",
            mean,
            24 / PER_DAY * settings.quarters());
    return new AlertChange(
        AlertStatus.OPEN,
        pressure.city(),
        feature,
        pressure.property().name(),
        now,
        now,
        Severity.MINOR,
        mean,
        0,
        pressure.property().unit(),
        why,
        null,
        pressure.zone());
  }

  private static double[] pushed(double[] before, double value, int most) {
    var next = new double[Math.min(most, before.length + 1)];
    next[0] = value;
    System.arraycopy(before, 0, next, 1, next.length - 1);
    return next;
  }
}
