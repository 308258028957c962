package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.detection.CityCalendar;
import citybrain.detection.Detector;
import citybrain.detection.NameMap;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a sensor tells what is possible and yet cannot be true, hour by hour: another unit
 * than before (km/h for m/s, bar for metres, a slipped decimal point), another datum, a day that
 * runs whole hours late or early as by a wrong time zone, or zero in hours in which it never was.
 * Each hour is held against the same hour of earlier days, working days and days off apart, and the
 * others of the feed must not have moved with it: what several have at once is told once. Nothing
 * is learned before it is a day old, and nothing while there is a fault. Input: all readings of a
 * feed.
 *
 * <p>Formula: unit: median of ln(hour / usual) = ln of a conversion, hours as even as ever, beyond
 * all that was seen; datum: the same of hour - usual; clock: the habit shifted by whole hours
 * leaves a quarter of what it leaves unshifted, in both halves of the day; zero: hours of zeros
 * where none ever was, while half of the others of its kind are not at zero.
 *
 * <p>Source: own; the zero tests of PeMS (Chen et al. 2003), the gross range and multi-variate
 * tests of QARTOD, the checks of units and times of WMO-No. 8.
 *
 * <p>It cannot see a sensor that was wrong from the beginning, one that is read less than hourly, a
 * clock that is off by minutes or by more than three hours, one whose readings come too late to be
 * judged, or whose readings are refused as impossible.
 */
public record ImplausibleSensor(Settings settings)
    implements Detector<Observation, ImplausibleSensor.Memory> {

  /**
   * @param calendar whose clock people live by
   * @param unitHours hours that must agree on a mistaken unit
   * @param datumHours hours that must agree on a moved datum
   * @param zeroHours hours of zeros in a row
   * @param clockHours hours in a row in which the last day ran late by the same hours
   * @param fewestOthers of its kind in a feed, or it is not known whether zero is a fault
   * @param together so many that have the same have it from one cause, and it is told once
   * @param calmHours hours in a row as usual that close
   * @param silenceHours after so long without a reading it is unknown whether an alert goes on
   * @param longestDays after so long what it reads is taken for right, and learned anew
   */
  public record Settings(
      CityCalendar calendar,
      int unitHours,
      int datumHours,
      int zeroHours,
      int clockHours,
      int fewestOthers,
      int together,
      int calmHours,
      int silenceHours,
      int longestDays) {

    public Settings {
      if (Math.max(Math.max(unitHours, datumHours), zeroHours) > MOST_HOURS) {
        throw new IllegalArgumentException(
            "unit-hours, datum-hours and zero-hours must be "
                + MOST_HOURS
                + " or less: what is older is learned");
      }
    }

    public static Settings of(CityCalendar calendar) {
      return new Settings(calendar, 6, 12, 3, 12, 3, 4, 3, 6, 7);
    }
  }

  /**
   * About 700 bytes a sensor.
   *
   * @param hour that runs, since the epoch
   * @param sensors by name and property, {@link #MOST_SENSORS} at most
   * @param open alerts
   */
  public record Memory(long hour, Map<String, SensorHours> sensors, int open) {}

  /** Of one feed; more are not watched until others are forgotten. */
  static final int MOST_SENSORS = 4_096;

  private static final int MOST_HOURS = 20;
  private static final long SECONDS = 3_600;

  /** Without a reading for so many hours a sensor was taken away: a week. */
  private static final int FORGOTTEN = 7 * 24;

  private static final Memory BLANK = new Memory(0, Map.of(), 0);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    if (reading.quality() == Quality.ESTIMATED || !Double.isFinite(reading.result())) {
      return Verdict.quiet(memory);
    }
    long hour = Math.floorDiv(reading.phenomenonTime().getEpochSecond(), SECONDS);
    var sensors = NameMap.changeable(memory.sensors());
    var changes = new ArrayList<AlertChange>(0);
    int open = memory.open();
    if (!sensors.isEmpty() && hour > memory.hour()) {
      end(sensors, (int) Math.min(FORGOTTEN, hour - memory.hour()), hour, changes);
      open = (int) sensors.values().stream().filter(one -> one.open() != null).count();
    }
    var name = reading.feature() + '/' + reading.property().name();
    var before = sensors.get(name);
    if (before != null) {
      sensors.put(name, before.plus(reading));
    } else if (sensors.size() < MOST_SENSORS) {
      sensors.put(name, SensorHours.of(reading));
    }
    var next = new Memory(Math.max(hour, memory.hour()), sensors.fixed(), open);
    var verdict = new Verdict<>(next, List.copyOf(changes), null);
    return open == 0
        ? verdict
        : verdict.wakingAt(
            reading.phenomenonTime().plus(Duration.ofHours(settings.silenceHours())));
  }

  /** Hours are over. */
  private void end(NameMap<SensorHours> sensors, int count, long hour, List<AlertChange> changes) {
    var tests = new HourTests(settings, slots(hour));
    var ended = tests.ended();
    var now = Instant.ofEpochSecond(hour * SECONDS);
    var found = new LinkedHashMap<String, HourFinding>();
    for (var name : sensors.names()) {
      var sensor = sensors.get(name);
      if (sensor == null) {
        continue;
      }
      var next = tests.clocked(sensor.ended(count, ended));
      if (next.fault() != SensorFault.NONE) {
        next = followed(next, tests, hour, changes);
      } else {
        var finding = tests.find(next);
        if (finding != null) {
          found.put(name, finding);
        }
      }
      sensors.put(name, next);
    }
    if (!found.isEmpty()) {
      var mates = FeedMates.of(settings, tests, sensors, found);
      found.forEach((name, finding) -> judge(sensors, name, finding, mates, hour, changes));
    }
    sensors.removeValues(one -> isForgotten(one, now));
  }

  private int[] slots(long hour) {
    var slots = new int[2 * HourTests.AHEAD + SensorHours.MOST_HOURS];
    for (int i = 0; i < slots.length; i++) {
      long begin = hour - 1 - (i - HourTests.AHEAD);
      slots[i] = HourHabit.slot(settings.calendar().slot(Instant.ofEpochSecond(begin * SECONDS)));
    }
    return slots;
  }

  private void judge(
      NameMap<SensorHours> sensors,
      String name,
      HourFinding finding,
      FeedMates mates,
      long hour,
      List<AlertChange> changes) {
    var sensor = sensors.get(name);
    if (sensor == null || !mates.stay(sensor, finding)) {
      return;
    }
    var faulty = sensor.with(finding, hour);
    int others = mates.alike(sensor, finding);
    boolean isOfMany = others + 1 >= settings.together();
    if (isOfMany && isTold(sensors, sensor, finding, hour)) {
      sensors.put(name, faulty);
      return;
    }
    var words = new FaultWords(settings, new HourTests(settings, slots(hour)).ended());
    var change =
        words.opened(
            faulty,
            finding,
            isOfMany ? others : 0,
            Instant.ofEpochSecond(hour * SECONDS),
            mates.zeroWords(sensor, finding));
    changes.add(change);
    sensors.put(name, faulty.with(change));
  }

  /** Whether the same was told of another within a day. */
  private static boolean isTold(
      NameMap<SensorHours> sensors, SensorHours sensor, HourFinding finding, long hour) {
    return sensors.values().stream()
        .anyMatch(
            one ->
                one.open() != null
                    && one.last().property() == sensor.last().property()
                    && finding.isLike(one.fault(), one.factor(), one.offset())
                    && hour - one.since() <= HourHabit.OF_DAY);
  }

  /** A fault goes on, is over, or is nobody's knowledge. */
  private SensorHours followed(
      SensorHours sensor, HourTests tests, long hour, List<AlertChange> changes) {
    var words = new FaultWords(settings, tests.ended());
    var open = sensor.open();
    var now = Instant.ofEpochSecond(hour * SECONDS);
    if (isForgotten(sensor, now)) {
      add(changes, open == null ? null : words.takenAway(open, sensor, now));
      return sensor.with(null);
    }
    if (!words.isKnown(sensor)) {
      boolean isSilent = sensor.hours().known(0, settings.silenceHours()) == 0;
      if (open == null || open.isUnknown() || !isSilent) {
        return sensor;
      }
      return silent(sensor, open, now, changes);
    }
    if (hour - sensor.since() >= 24L * settings.longestDays()) {
      add(changes, open == null ? null : words.learnedAnew(open, sensor, now));
      return sensor.sound(true);
    }
    int calm = words.isUsual(sensor) ? sensor.calm() + 1 : 0;
    int needed = sensor.fault() == SensorFault.ZERO ? 1 : settings.calmHours();
    if (calm >= needed) {
      add(changes, open == null ? null : words.closed(open, sensor, hour - sensor.since(), now));
      return sensor.sound(false);
    }
    if (open == null) {
      return sensor.calm(calm);
    }
    var going = words.going(open, sensor, now);
    add(changes, going.equals(open) ? null : going);
    return sensor.calm(calm).with(going);
  }

  private SensorHours silent(
      SensorHours sensor, AlertChange open, Instant now, List<AlertChange> changes) {
    var unknown = open.unknown(now, "no reading for " + settings.silenceHours() + " h");
    changes.add(unknown);
    return sensor.with(unknown);
  }

  private static void add(List<AlertChange> changes, @Nullable AlertChange change) {
    if (change != null) {
      changes.add(change);
    }
  }

  private static boolean isForgotten(SensorHours sensor, Instant now) {
    return Duration.between(sensor.last().phenomenonTime(), now).toHours() >= FORGOTTEN;
  }

  /** Nobody of the feed speaks. */
  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var changes = new ArrayList<AlertChange>(0);
    var sensors = NameMap.changeable(memory.sensors());
    for (var name : sensors.names()) {
      var sensor = sensors.get(name);
      var open = sensor == null ? null : sensor.open();
      if (sensor != null && open != null && !open.isUnknown()) {
        sensors.put(name, silent(sensor, open, now, changes));
      }
    }
    return new Verdict<>(
        new Memory(memory.hour(), sensors.fixed(), memory.open()), List.copyOf(changes), null);
  }
}
