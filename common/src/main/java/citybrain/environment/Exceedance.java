package citybrain.environment;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a pollutant's mean over its averaging time is above its limit. One rule watches one
 * limit, so that two limits of one pollutant are two alerts. An hour's reading is stamped with its
 * beginning, and nobody can know it before its end: that is the time of the alert. Where a law
 * changes, the limit is that of the day of the reading in UTC, so that one log gives the right law
 * on both sides of the day; of what the law does not limit on that day nothing is judged or
 * remembered. Input: readings of one pollutant at one station, hourly or more often; others are
 * ignored.
 *
 * <p>Formula: mean of the readings over the averaging time of the law, if it was measured for the
 * share that the law demands, against its limit.
 *
 * <p>Source: the limit itself; it stands in each alert.
 *
 * <p>It cannot see whether a year will exceed its allowed number of days, or where the air came
 * from.
 *
 * @param word of the limit, one of {@link Limit#WORDS}
 */
public record Exceedance(String word, Settings settings)
    implements Detector<Observation, Exceedance.Memory> {

  /**
   * @param limits whose limits hold
   * @param closeShare share of the limit below which it is over; the gap keeps it from flapping
   * @param hoursToClose hours in a row below that
   * @param captureShare share of the averaging time that must be measured; 75 % is that of EU
   *     Directive 2008/50/EC Annex XI
   * @param silenceHours after so long without a reading it is unknown whether an alert goes on
   */
  public record Settings(
      Limit.Law limits,
      @AtMost(1) double closeShare,
      int hoursToClose,
      @AtMost(1) double captureShare,
      int silenceHours) {

    public static Settings usual() {
      return new Settings(Limit.Law.EUROPEAN, 0.9, 2, 0.75, 6);
    }
  }

  /**
   * @param hour hours since the epoch of the newest entry
   * @param sum of the readings by hour, newest first
   * @param count readings by hour
   * @param inRow hours in a row above the limit; while an alert is open hours below
   * @param counted the hour last judged, so that no hour counts twice
   */
  public record Memory(
      long hour,
      double[] sum,
      int[] count,
      Instant last,
      int inRow,
      long counted,
      @Nullable AlertChange open) {}

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(0, new double[0], new int[0], Instant.EPOCH, 0, -1, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    var day = LocalDate.ofInstant(reading.phenomenonTime(), ZoneOffset.UTC);
    return Limit.find(settings.limits(), word, day)
        .map(limit -> new Watch(limit, settings).observed(memory, reading))
        .orElseGet(() -> Verdict.quiet(memory));
  }

  /** After a silence the averages start anew, and the alert goes on until they are known. */
  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no reading for " + settings.silenceHours() + " h");
    var next =
        new Memory(
            memory.hour(), new double[0], new int[0], memory.last(), 0, memory.counted(), silent);
    return Verdict.of(next, silent);
  }

  /** One limit that holds, and what is made of its readings. */
  private record Watch(Limit limit, Settings settings) {

    private Verdict<Memory> observed(Memory memory, Observation reading) {
      if (reading.property() != limit.pollutant()
          || reading.quality() == Quality.ESTIMATED
          || !Double.isFinite(reading.result())) {
        return Verdict.quiet(memory);
      }
      var now = reading.phenomenonTime();
      long hour = Math.floorDiv(now.getEpochSecond(), 3600);
      if (hour < memory.hour()) {
        return Verdict.quiet(memory);
      }
      var next = added(memory, reading.result(), hour, now);
      // An hour is judged at its last reading; when the next is due is told by the gap before.
      var gap = Duration.between(memory.last(), now);
      boolean whole = Math.floorDiv(now.plus(gap).getEpochSecond(), 3600) > hour;
      if (!whole || next.counted() == hour || measured(next) < captured()) {
        return keepingAwake(Verdict.quiet(next), now);
      }
      var judged = judged(next, reading, mean(next), hour);
      return keepingAwake(judged, now);
    }

    private Verdict<Memory> keepingAwake(Verdict<Memory> verdict, Instant now) {
      return verdict.memory().open() == null
          ? verdict
          : verdict.wakingAt(now.plus(Duration.ofHours(settings.silenceHours())));
    }

    private Verdict<Memory> judged(Memory memory, Observation reading, double mean, long hour) {
      var end = endOf(hour);
      var open = memory.open();
      boolean goesOn = memory.counted() == hour - 1;
      if (open == null) {
        int inRow = mean > limit.limit() ? (goesOn ? memory.inRow() : 0) + 1 : 0;
        if (inRow < limit.hoursInRow()) {
          return Verdict.quiet(with(memory, inRow, hour, null));
        }
        var change = opened(reading, mean, end);
        return Verdict.of(with(memory, 0, hour, change), change);
      }
      int below = mean < settings.closeShare() * limit.limit() ? memory.inRow() + 1 : 0;
      if (below < settings.hoursToClose()) {
        var going =
            open.heard(
                end,
                mean,
                limit.limit(),
                String.format(
                    Locale.ROOT,
                    "%s: %d h mean %.0f ug/m3, the limit is %.0f ug/m3",
                    limit.pollutant().name(),
                    limit.averagingHours(),
                    mean,
                    limit.limit()));
        return Verdict.goingOn(with(memory, below, hour, going), open, going);
      }
      var why =
          String.format(
              Locale.ROOT,
              "%s: %d h mean %.0f ug/m3 is below the limit of %.0f ug/m3 again",
              limit.pollutant().name(),
              limit.averagingHours(),
              mean,
              limit.limit());
      return Verdict.of(with(memory, 0, hour, null), open.closed(end, mean, limit.limit(), why));
    }

    private static Instant endOf(long hour) {
      return Instant.ofEpochSecond((hour + 1) * 3600);
    }

    private Memory added(Memory memory, double value, long hour, Instant now) {
      int hours = limit.averagingHours();
      var sum = new double[hours];
      var count = new int[hours];
      long by = hour - memory.hour();
      for (int i = 0; i < memory.sum().length && i + by < hours; i++) {
        sum[(int) (i + by)] = memory.sum()[i];
        count[(int) (i + by)] = memory.count()[i];
      }
      sum[0] += value;
      count[0]++;
      return new Memory(hour, sum, count, now, memory.inRow(), memory.counted(), memory.open());
    }

    private int captured() {
      return (int) Math.ceil(settings.captureShare() * limit.averagingHours());
    }

    private static long measured(Memory memory) {
      return Arrays.stream(memory.count()).filter(n -> n > 0).count();
    }

    /** The mean of the hourly means: an hour with many readings weighs no more than another. */
    private static double mean(Memory memory) {
      double sum = 0;
      for (int i = 0; i < memory.sum().length; i++) {
        sum += memory.count()[i] == 0 ? 0 : memory.sum()[i] / memory.count()[i];
      }
      return sum / measured(memory);
    }

    private static Memory with(Memory memory, int inRow, long counted, @Nullable AlertChange open) {
      return new Memory(
          memory.hour(), memory.sum(), memory.count(), memory.last(), inRow, counted, open);
    }

    private AlertChange opened(Observation reading, double mean, Instant end) {
      double times = mean / limit.limit();
      var why =
          String.format(
              Locale.ROOT,
              "%s: %d h mean %.0f ug/m3 is above %.0f ug/m3 (%s)%s",
              limit.pollutant().name(),
              limit.averagingHours(),
              mean,
              limit.limit(),
              limit.source(),
              limit.hoursInRow() > 1
                  ? String.format(Locale.ROOT, " for %d h", limit.hoursInRow())
                  : "");
      return new AlertChange(
          AlertStatus.OPEN,
          reading.city(),
          reading.feature(),
          limit.pollutant().name(),
          end,
          end,
          times > 3 ? Severity.SEVERE : times > 1.5 ? Severity.MODERATE : Severity.MINOR,
          mean,
          limit.limit(),
          limit.pollutant().unit(),
          why,
          reading.position(),
          reading.zone());
    }
  }
}
