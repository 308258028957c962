package citybrain.environment;

import citybrain.alerting.AlertChange;
import citybrain.detection.AtMost;
import citybrain.detection.Cadence;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when the air of a station is very poor by the index that the public is told, whichever
 * pollutants make it so; says when it gets worse still, and closes when it was better for some
 * hours. It is off unless a city file names it under {@code rules:}. For what an index calls very
 * poor the limits of the same pollutants have mostly opened alerts already (environment.exceedance,
 * one for each limit), and a second alert of the same smoke tells a control room nothing; a city
 * that goes by the index switches those off, and has one alert for a station. Input: readings of
 * the pollutants of one station in one feed, hourly or more often.
 *
 * <p>Formula: of each hour the index is that of its worst pollutant, by the table of the index:
 * European, bands of hourly means; US EPA, NowCast of 12 h of PM2.5 and PM10, 8 h of O3 and CO (of
 * O3 not the official NowCast), an hour of NO2 and SO2; China, hourly means. It is judged when the
 * last reading of the hour is there, told at the end of the hour, and compared with the level from
 * 1 (the best) to 6 from which the alert opens.
 *
 * <p>Source: European Environment Agency, ETC HE Report 2024/17, table 5.2; 40 CFR Part 58 Appendix
 * G and EPA-454/B-24-002 (2024); HJ 633-2012 and, from 2026-03-01 on, HJ 633-2026.
 *
 * <p>It cannot see what was not measured: of a station with few pollutants the index is the least
 * it can be, and while the pollutant that made it very poor is not measured, it stays open.
 */
public record AirQualityAlert(Settings settings)
    implements Detector<Observation, AirQualityAlert.Memory> {

  /**
   * @param index whose index: european, us-epa or china
   * @param from the level from which it opens, of 6; 5 is very poor in Europe, very unhealthy in
   *     the US, heavily polluted in China
   * @param hoursToOpen hours in a row at that level
   * @param hoursToClose hours in a row below it; the wait keeps it from flapping
   * @param silenceHours after so long without a reading, or without one of the pollutant that held
   *     it open, it is unknown whether an alert goes on
   */
  public record Settings(
      AirIndex index,
      @AtMost(AirIndex.LEVELS) int from,
      int hoursToOpen,
      int hoursToClose,
      int silenceHours) {

    public Settings {
      if (from < 2) {
        throw new IllegalArgumentException("from must be 2 or more, or alerts are always open");
      }
    }

    public static Settings usual() {
      return new Settings(AirIndex.EUROPEAN, 5, 1, 3, 6);
    }
  }

  /**
   * @param hour hours since the epoch of the newest reading
   * @param before means of the hours before it, as in {@link AirHours}
   * @param sum of the readings of this hour, by pollutant
   * @param count of them
   * @param judged the hour last judged, so that none counts twice
   * @param level of that hour; 0 when nothing was measured
   * @param inRow hours in a row at the level that opens; while an alert is open, below it
   * @param told the worst level that was told
   * @param holder pollutant that held the alert open last, by its place in {@link AirHours}
   * @param heard the hour in which that was last measured
   */
  public record Memory(
      long hour,
      double[] before,
      double[] sum,
      int[] count,
      Cadence cadence,
      @Nullable Observation last,
      long judged,
      int level,
      int inRow,
      int told,
      int holder,
      long heard,
      @Nullable AlertChange open) {

    private Memory judged(int newLevel, int newInRow) {
      return new Memory(
          hour, before, sum, count, cadence, last, hour, newLevel, newInRow, told, holder, heard,
          open);
    }

    private Memory with(int newTold, int newHolder, long newHeard, @Nullable AlertChange newOpen) {
      return new Memory(
          hour, before, sum, count, cadence, last, judged, level, inRow, newTold, newHolder,
          newHeard, newOpen);
    }

    private Memory with(@Nullable AlertChange newOpen) {
      return with(told, holder, heard, newOpen);
    }
  }

  private static final int POLLUTANTS = AirHours.POLLUTANTS.size();

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(
          0,
          AirHours.none().means(),
          new double[POLLUTANTS],
          new int[POLLUTANTS],
          Cadence.blank(),
          null,
          -1,
          0,
          0,
          0,
          0,
          0,
          null);

  /** After which all readings of one time are there. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    int pollutant = AirHours.POLLUTANTS.indexOf(reading.property());
    long hour = Math.floorDiv(reading.phenomenonTime().getEpochSecond(), 3600);
    if (pollutant < 0
        || reading.quality() == Quality.ESTIMATED
        || !Double.isFinite(reading.result())
        || hour < memory.hour()) {
      return Verdict.quiet(memory);
    }
    var changes = new ArrayList<AlertChange>();
    var before = hour > memory.hour() ? judged(memory, changes) : memory;
    return awake(added(before, pollutant, hour, reading), reading.phenomenonTime(), changes);
  }

  /** The hour is judged, or nothing was heard for long. */
  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var changes = new ArrayList<AlertChange>();
    var next = judged(memory, changes);
    var open = next.open();
    var silent = silentAt(next);
    if (open != null && silent != null && !open.isUnknown() && !now.isBefore(silent)) {
      var unknown = open.unknown(now, "no reading for " + settings.silenceHours() + " h");
      changes.add(unknown);
      next = next.with(unknown);
    }
    return awake(next, now, changes);
  }

  /** Wishes to be woken when the hour can be judged, and when silence has lasted too long. */
  private Verdict<Memory> awake(Memory memory, Instant now, List<AlertChange> changes) {
    var verdict = new Verdict<>(memory, List.copyOf(changes), null);
    var last = memory.last();
    if (last != null && memory.judged() < memory.hour()) {
      var due = last.phenomenonTime().plus(memory.cadence().interval());
      var end = endOf(memory.hour());
      return verdict.wakingAt(due.isBefore(end) ? end : last.phenomenonTime().plus(MOMENT));
    }
    var open = memory.open();
    var silent = silentAt(memory);
    return open == null || open.isUnknown() || silent == null || !silent.isAfter(now)
        ? verdict
        : verdict.wakingAt(silent);
  }

  private @Nullable Instant silentAt(Memory memory) {
    var last = memory.last();
    return last == null
        ? null
        : last.phenomenonTime().plus(Duration.ofHours(settings.silenceHours()));
  }

  private static Instant endOf(long hour) {
    return Instant.ofEpochSecond((hour + 1) * 3600);
  }

  private static Memory added(Memory memory, int pollutant, long hour, Observation reading) {
    boolean isSame = hour == memory.hour();
    var before = isSame ? memory.before() : shifted(memory, hour - memory.hour());
    var sum = isSame ? memory.sum().clone() : new double[POLLUTANTS];
    var count = isSame ? memory.count().clone() : new int[POLLUTANTS];
    sum[pollutant] += reading.result();
    count[pollutant]++;
    return new Memory(
        hour,
        before,
        sum,
        count,
        memory.cadence().seen(reading.phenomenonTime()),
        reading,
        memory.judged(),
        memory.level(),
        memory.inRow(),
        memory.told(),
        memory.holder(),
        memory.heard(),
        memory.open());
  }

  /** The day behind the newest hour, with that hour in it. */
  private static AirHours air(Memory memory) {
    var means = memory.before().clone();
    for (int i = 0; i < POLLUTANTS; i++) {
      means[i * AirHours.HOURS] =
          memory.count()[i] == 0 ? Double.NaN : memory.sum()[i] / memory.count()[i];
    }
    return new AirHours(means);
  }

  private static double[] shifted(Memory memory, long by) {
    var then = air(memory).means();
    var means = new double[then.length];
    Arrays.fill(means, Double.NaN);
    if (by < AirHours.HOURS) {
      for (int i = 0; i < POLLUTANTS; i++) {
        int at = i * AirHours.HOURS;
        System.arraycopy(then, at, means, at + (int) by, AirHours.HOURS - (int) by);
      }
    }
    return means;
  }

  private Memory judged(Memory memory, List<AlertChange> changes) {
    var last = memory.last();
    if (last == null || memory.judged() >= memory.hour()) {
      return memory;
    }
    var day = LocalDate.ofInstant(Instant.ofEpochSecond(memory.hour() * 3600), ZoneOffset.UTC);
    var index = settings.index().of(air(memory), day);
    if (index.isEmpty()) {
      return memory.judged(0, 0);
    }
    int before = memory.judged() == memory.hour() - 1 ? memory.level() : 0;
    var words = new AirWords(index.get(), settings.from(), before, endOf(memory.hour()));
    var open = memory.open();
    return open == null
        ? whileClosed(memory, words, last, changes)
        : whileOpen(memory, words, open, changes);
  }

  private static int inRow(Memory memory) {
    return memory.judged() == memory.hour() - 1 ? memory.inRow() + 1 : 1;
  }

  private Memory whileClosed(
      Memory memory, AirWords words, Observation last, List<AlertChange> changes) {
    int level = words.index().level();
    int inRow = level >= settings.from() ? inRow(memory) : 0;
    if (inRow < settings.hoursToOpen()) {
      return memory.judged(level, inRow);
    }
    var open = words.opened(last);
    changes.add(open);
    return memory.judged(level, 0).with(level, holder(words), memory.hour(), open);
  }

  private static int holder(AirWords words) {
    return AirHours.POLLUTANTS.indexOf(words.index().worst().pollutant());
  }

  private Memory whileOpen(
      Memory memory, AirWords words, AlertChange open, List<AlertChange> changes) {
    int level = words.index().level();
    if (level >= settings.from()) {
      var now =
          level > memory.told() || open.isUnknown()
              ? words.goingOn(open, words.index().worst(), level > memory.told())
              : open;
      told(open, now, changes);
      int worst = Math.max(level, memory.told());
      return memory.judged(level, 0).with(worst, holder(words), memory.hour(), now);
    }
    var pollutant = AirHours.POLLUTANTS.get(memory.holder());
    var held = words.index().find(pollutant);
    if (held.isEmpty()) {
      return memory.judged(level, 0).with(unheard(memory, open, pollutant, changes));
    }
    int inRow = inRow(memory);
    if (inRow >= settings.hoursToClose()) {
      changes.add(words.closed(open, held.get(), inRow));
      return memory.judged(level, 0).with(null);
    }
    var now = open.isUnknown() ? words.goingOn(open, held.get(), false) : open;
    told(open, now, changes);
    return memory.judged(level, inRow).with(memory.told(), memory.holder(), memory.hour(), now);
  }

  private static void told(AlertChange before, AlertChange now, List<AlertChange> changes) {
    if (!now.equals(before)) {
      changes.add(now);
    }
  }

  /** What is left is better, but of what held it open nothing is known. */
  private AlertChange unheard(
      Memory memory, AlertChange open, ObservedProperty pollutant, List<AlertChange> changes) {
    if (open.isUnknown() || memory.hour() - memory.heard() < settings.silenceHours()) {
      return open;
    }
    var unknown =
        open.unknown(
            endOf(memory.hour()),
            String.format(
                Locale.ROOT,
                "no reading of %s for %d h",
                SubIndex.symbol(pollutant),
                memory.hour() - memory.heard()));
    changes.add(unknown);
    return unknown;
  }
}
