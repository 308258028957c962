package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.NameMap;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Pseudonym;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a sensor says nothing for far longer than it ever did, while the others of its feed
 * speak. What falls silent together has one cause that is none of a sensor, such as a line, a
 * concentrator or the feed: of that nothing is told, and time in which nobody spoke is nobody's
 * silence. How long a sensor is silent at times it shows itself. Input: all readings of a feed.
 *
 * <p>Formula: silence &gt; max(least, intervals x usual interval, times x longest silence so far,
 * which fades), while half of the others speak and few fell silent with it.
 *
 * <p>Source: own; the diagnostic "no data" of PeMS (Chen et al. 2003) and the gap test of QARTOD.
 *
 * <p>It cannot see a feed that is down, sensors that fail together, or one of a feed of fewer than
 * five.
 */
public record SilentSensor(Settings settings)
    implements Detector<Observation, SilentSensor.Memory> {

  /**
   * @param fewestReadings none is judged before so many; how often it speaks is not known
   * @param fewestOthers of a feed; with fewer nobody knows whether it is the feed
   * @param leastMinutes of silence; before, nobody would be sent to look
   * @param intervals of a sensor without a word of it
   * @param times longer than it was silent so far
   * @param speakingShare of the others that must speak
   * @param together so many others that fell silent at the same time have one cause with it
   * @param forgetDays silent for so long, while others speak, it was taken away
   */
  public record Settings(
      int fewestReadings,
      int fewestOthers,
      int leastMinutes,
      double intervals,
      double times,
      @AtMost(1) double speakingShare,
      int together,
      int forgetDays) {

    public static Settings usual() {
      return new Settings(48, 4, 60, 6, 3, 0.5, 3, 7);
    }
  }

  /**
   * One of the feed.
   *
   * @param last what it said last
   * @param heard epoch second of that, later by what the whole feed was silent since
   * @param interval usual time from word to word, s; 0 before two
   * @param longest silence of its own so far, s
   * @param fell epoch second of the last word before it was silent last
   */
  public record Sensor(
      Observation last,
      long heard,
      float interval,
      float longest,
      long fell,
      int readings,
      @Nullable AlertChange open) {

    Sensor later(long seconds) {
      return new Sensor(last, heard + seconds, interval, longest, fell, readings, open);
    }

    Sensor with(@Nullable AlertChange alert) {
      return new Sensor(last, heard, interval, longest, fell, readings, alert);
    }
  }

  /**
   * A few hundred bytes a sensor.
   *
   * @param sensors by name, {@link #MOST_SENSORS} at most
   * @param newest epoch second of the newest word of any
   * @param interval usual interval of all, s
   * @param look epoch second at which it is looked who is silent
   */
  public record Memory(Map<String, Sensor> sensors, long newest, float interval, long look) {}

  /** Of one feed; more are not watched until others are forgotten. */
  static final int MOST_SENSORS = 4_096;

  private static final Memory BLANK = new Memory(Map.of(), 0, 0, Long.MAX_VALUE);

  /** Missed one and the next is late: such a sensor may still speak. */
  private static final double SPEAKS = 2.5;

  private static final double RATE = 0.1;
  private static final double FEED_RATE = 0.01;

  /** In which a silence is forgotten, s: four weeks. */
  private static final double FADES = 28 * 86_400.0;

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    if (reading.quality() == Quality.ESTIMATED || !Double.isFinite(reading.result())) {
      return Verdict.quiet(memory);
    }
    long now = reading.phenomenonTime().getEpochSecond();
    var sensors = NameMap.changeable(memory.sensors());
    long pause = now - memory.newest();
    boolean wasPaused = memory.interval() > 0 && pause > SPEAKS * memory.interval();
    if (wasPaused) {
      sensors.names().forEach(name -> sensors.computeIfPresent(name, (n, one) -> one.later(pause)));
    }
    var before = sensors.get(reading.feature());
    if (before == null && sensors.size() >= MOST_SENSORS) {
      return Verdict.quiet(memory);
    }
    var changes = new ArrayList<AlertChange>(0);
    float interval = memory.interval();
    var next =
        before == null
            ? new Sensor(reading, now, 0, 0, 0, 1, null)
            : heard(sensors.values(), before, reading, now, changes);
    sensors.put(reading.feature(), next);
    if (before != null && next.readings() > before.readings()) {
      double gap = Math.min(next.interval(), interval == 0 ? next.interval() : 2 * interval);
      interval += (float) ((interval == 0 ? 1 : FEED_RATE) * (gap - interval));
    }
    long newest = Math.max(now, memory.newest());
    // A reading puts only its own sensor off; to look at all with each would cost more than to
    // judge.
    long look =
        wasPaused
            ? next(sensors.values(), newest, interval, now)
            : Math.min(memory.look(), next(next, newest, interval, now));
    return verdict(sensors, newest, interval, Math.max(now + 1, look), changes);
  }

  private Sensor heard(
      Collection<Sensor> sensors,
      Sensor sensor,
      Observation reading,
      long now,
      List<AlertChange> changes) {
    long gap = now - sensor.heard();
    if (gap <= 0) {
      return new Sensor(
          reading,
          sensor.heard(),
          sensor.interval(),
          sensor.longest(),
          sensor.fell(),
          sensor.readings(),
          sensor.open());
    }
    double usual = sensor.interval();
    double interval =
        usual == 0
            ? gap
            : usual + RATE * (Math.min(2 * usual, Math.max(usual / 2, (double) gap)) - usual);
    double longest = sensor.longest() * Math.max(0, 1 - gap / FADES);
    var open = sensor.open();
    boolean wasSilent = gap > SPEAKS * usual;
    if (open != null) {
      // The same again is half a silence longer than what is told.
      longest = Math.max(longest, gap / 2.0);
      double minutes = minutes(sensor, now);
      var why = "speaks again, after " + words(minutes, sensor);
      changes.add(open.closed(reading.phenomenonTime(), minutes, usual(sensor), why));
    } else if (gap <= patience(sensor)
        && (!wasSilent || fellWith(sensors, sensor, now, true) < settings.together())) {
      longest = Math.max(longest, (double) gap);
    }
    return new Sensor(
        reading,
        now,
        (float) interval,
        (float) longest,
        wasSilent ? sensor.heard() : sensor.fell(),
        Math.min(sensor.readings() + 1, Integer.MAX_VALUE / 2),
        null);
  }

  private static double minutes(Sensor sensor, long now) {
    return Math.floor((now - sensor.last().phenomenonTime().getEpochSecond()) / 60.0);
  }

  private static String words(double minutes, Sensor sensor) {
    return String.format(
        Locale.ROOT, "%.0f min where %.0f min were the most before", minutes, usual(sensor));
  }

  /** Its longest silence so far, minutes. */
  private static double usual(Sensor sensor) {
    return Math.rint(sensor.longest() / 60);
  }

  /** So long a silence of it is told, s. */
  private double patience(Sensor sensor) {
    return Math.max(
        60.0 * settings.leastMinutes(),
        Math.max(settings.intervals() * sensor.interval(), settings.times() * sensor.longest()));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant time) {
    long now = time.getEpochSecond();
    var changes = new ArrayList<AlertChange>(0);
    var sensors = NameMap.changeable(memory.sensors());
    var all = List.copyOf(sensors.values());
    int speaking = (int) all.stream().filter(one -> speaks(one, now)).count();
    for (var sensor : all) {
      var open = sensor.open();
      if (now < gone(sensor)) {
        sensors.put(sensor.last().feature(), judged(all, sensor, speaking, time, changes));
      } else if (open != null) {
        var why =
            Pseudonym.isOver(sensor.last().feature(), now)
                ? "its name has ended: by the next it is another"
                : "silent for " + settings.forgetDays() + " days: it was taken away";
        changes.add(open.closed(time, minutes(sensor, now), usual(sensor), why));
      }
    }
    sensors.removeValues(one -> now >= gone(one));
    if (sensors.isEmpty()) {
      return new Verdict<>(BLANK, List.copyOf(changes), null);
    }
    long look = next(sensors.values(), memory.newest(), memory.interval(), now);
    return verdict(sensors, memory.newest(), memory.interval(), Math.max(now + 1, look), changes);
  }

  /** When it is forgotten: silent for too long, or its pseudonym ends, which is no silence. */
  private long gone(Sensor sensor) {
    long forgotten = sensor.heard() + 86_400L * settings.forgetDays();
    return Math.min(forgotten, Pseudonym.end(sensor.last().feature()));
  }

  private boolean speaks(Sensor sensor, long now) {
    return isKnown(sensor) && now - sensor.heard() <= SPEAKS * sensor.interval();
  }

  private boolean isKnown(Sensor sensor) {
    return sensor.readings() >= settings.fewestReadings();
  }

  private Sensor judged(
      List<Sensor> all, Sensor sensor, int speaking, Instant time, List<AlertChange> changes) {
    long now = time.getEpochSecond();
    var open = sensor.open();
    if (!isKnown(sensor) || now - sensor.heard() < patience(sensor)) {
      return sensor;
    }
    int others = (int) all.stream().filter(this::isKnown).count() - 1;
    boolean isAlive =
        others >= settings.fewestOthers() && speaking >= settings.speakingShare() * others;
    if (open != null) {
      var next = going(open, sensor, isAlive, time);
      if (!next.equals(open)) {
        changes.add(next);
      }
      return sensor.with(next);
    }
    if (!isAlive || fellWith(all, sensor, now, false) >= settings.together()) {
      return sensor;
    }
    var change = opened(sensor, speaking, others, time);
    changes.add(change);
    return sensor.with(change);
  }

  private static AlertChange going(AlertChange open, Sensor sensor, boolean isAlive, Instant time) {
    if (!isAlive) {
      return open.isUnknown() ? open : open.unknown(time, "nothing heard of most of its feed");
    }
    double minutes = minutes(sensor, time.getEpochSecond());
    return open.heard(time, minutes, usual(sensor), "silent for " + words(minutes, sensor));
  }

  /**
   * Others that fell silent when it did.
   *
   * @param isOver those as well that speak again
   */
  private int fellWith(Collection<Sensor> sensors, Sensor sensor, long now, boolean isOver) {
    // Itself is silent or was, and counts as well.
    int count = -1;
    for (var other : sensors) {
      double near = Math.max(sensor.interval(), other.interval());
      boolean isSilent = !speaks(other, now) && Math.abs(other.heard() - sensor.heard()) <= near;
      boolean was = isOver && Math.abs(other.fell() - sensor.heard()) <= near;
      count += isKnown(other) && (isSilent || was) ? 1 : 0;
    }
    return count;
  }

  private static AlertChange opened(Sensor sensor, int speaking, int others, Instant time) {
    var last = sensor.last();
    double minutes = minutes(sensor, time.getEpochSecond());
    var why =
        "silent sensor: nothing for "
            + words(minutes, sensor)
            + (", while " + speaking + " of " + others + " others of its feed speak");
    return new AlertChange(
        AlertStatus.OPEN,
        last.city(),
        last.feature(),
        last.property().name(),
        time,
        time,
        Severity.MINOR,
        minutes,
        usual(sensor),
        "min",
        why,
        last.position(),
        last.zone());
  }

  private static Verdict<Memory> verdict(
      NameMap<Sensor> sensors, long newest, float interval, long look, List<AlertChange> changes) {
    var memory = new Memory(sensors.fixed(), newest, interval, look);
    return new Verdict<>(memory, List.copyOf(changes), Instant.ofEpochSecond(look));
  }

  /** When the next of all is silent for long enough, or was for so long that it is forgotten. */
  private long next(Collection<Sensor> sensors, long newest, float interval, long now) {
    long next = Long.MAX_VALUE;
    for (var sensor : sensors) {
      next = Math.min(next, next(sensor, newest, interval, now));
    }
    return next;
  }

  /**
   * The same of one. Who is silent for long already is looked at again after an interval, as long
   * as anybody speaks.
   */
  private long next(Sensor sensor, long newest, float interval, long now) {
    boolean isPaused = now - newest > SPEAKS * interval;
    long soon = now + Math.max(60, (long) interval);
    long gone = gone(sensor);
    long silent = sensor.heard() + (long) Math.ceil(patience(sensor));
    var open = sensor.open();
    boolean waits = isKnown(sensor) && (open == null || open.isUnknown());
    boolean isLate = silent <= now;
    long at = !waits || (isLate && isPaused) ? gone : isLate ? soon : silent;
    return Math.min(at, gone);
  }
}
