package citybrain.energy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.CityTime;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.Threshold;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when the supply voltage is too high or too low for long. Means of ten minutes count,
 * however often is read: a reading that stands for less moves the mean by its share of them. What
 * is next to nothing is an interruption, which other rules tell; a silence begins the time anew,
 * because nobody knows what was meanwhile. Input: voltage of one place.
 *
 * <p>Formula: mean of ten minutes outside of the nominal voltage and its tolerance, for as long as
 * set; it ends within them by a gap.
 *
 * <p>Source: EN 50160 (supply voltage variations: in a week 95 % of the means of ten minutes within
 * 10 % of the nominal voltage, all of them at most 10 % above and 15 % below it; an interruption is
 * below 5 %), with the nominal voltage of IEC 60038.
 *
 * <p>It cannot see dips and swells of less than ten minutes, what another phase has than the one
 * that is read, or whether a week keeps to the 95 % of the standard.
 */
public record Voltage(Settings settings) implements Detector<Observation, Voltage.Memory> {

  /**
   * @param timeZone whose clock the reasons tell
   * @param nominalVolts what the supply should have; 120 in North America
   * @param tolerance share of it that the voltage may be off
   * @param clear share of it by which the voltage must be back within, so that an alert does not
   *     flap
   * @param minutes so long it must be outside
   * @param silenceMinutes after so long without a reading it is unknown whether an alert goes on
   */
  public record Settings(
      String timeZone,
      double nominalVolts,
      @AtMost(1) double tolerance,
      @AtMost(1) double clear,
      int minutes,
      int silenceMinutes) {

    public Settings {
      if (clear >= tolerance) {
        throw new IllegalArgumentException("clear must lie below tolerance, or no alert ends");
      }
    }

    public static Settings of(String timeZone) {
      return new Settings(timeZone, 230, 0.1, 0.01, 30, 360);
    }

    private Threshold limits() {
      return new Threshold(
          "voltage",
          ObservedProperty.VOLTAGE,
          nominalVolts * (1 + tolerance),
          nominalVolts * (1 - tolerance),
          Duration.ofMinutes(minutes),
          clear * nominalVolts,
          Duration.ofMinutes(silenceMinutes),
          "");
    }
  }

  /**
   * @param since when the voltage went outside; the epoch while it is within
   * @param last reading
   * @param mean of the ten minutes before, V
   */
  public record Memory(Instant since, Instant last, double mean, @Nullable AlertChange open) {}

  private static final Memory BLANK = new Memory(Instant.EPOCH, Instant.EPOCH, 0, null);

  /** The means of EN 50160, in seconds. */
  private static final double MEAN_SECONDS = 600;

  /** Of the nominal voltage; what is less is an interruption, by EN 50160. */
  private static final double INTERRUPTED = 0.05;

  /** Of the nominal voltage; a broken decimal is no more than this, or it would last for hours. */
  private static final double MOST = 10;

  /** Off by more than the 15 % that no mean may have. */
  private static final double FAR = 0.15;

  /** Off by so much that motors stall. */
  private static final double VERY_FAR = 0.3;

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation voltage) {
    if (voltage.quality() == Quality.ESTIMATED
        || !Double.isFinite(voltage.result())
        || voltage.result() < INTERRUPTED * settings.nominalVolts()) {
      return Verdict.quiet(memory);
    }
    var limits = settings.limits();
    var now = voltage.phenomenonTime();
    double value = Math.min(voltage.result(), MOST * settings.nominalVolts());
    boolean goesOn = now.isBefore(memory.last().plus(limits.silence()));
    double seconds = Duration.between(memory.last(), now).toMillis() / 1000.0;
    double mean =
        goesOn
            ? memory.mean() + Math.min(1, seconds / MEAN_SECONDS) * (value - memory.mean())
            : value;
    var limit = limits.broken(mean);
    var open = memory.open();
    if (open != null) {
      return follow(memory, open, limits, limit, mean, now);
    }
    if (limit == null) {
      return Verdict.quiet(new Memory(Instant.EPOCH, now, mean, null));
    }
    boolean isOutside = goesOn && !memory.since().equals(Instant.EPOCH);
    var since = isOutside ? memory.since() : now;
    if (Duration.between(since, now).compareTo(limits.holding()) < 0) {
      return Verdict.quiet(new Memory(since, now, mean, null));
    }
    var change = opened(voltage, mean, limit, since);
    return Verdict.of(new Memory(since, now, mean, change), change)
        .wakingAt(now.plus(limits.silence()));
  }

  private Verdict<Memory> follow(
      Memory memory,
      AlertChange open,
      Threshold limits,
      @Nullable Double limit,
      double mean,
      Instant now) {
    if (limits.isClear(mean)) {
      var why =
          String.format(
              Locale.ROOT,
              "%s: in order again after %d min",
              figures(mean),
              Duration.between(memory.since(), now).toMinutes());
      return Verdict.of(
          new Memory(Instant.EPOCH, now, mean, null), open.closed(now, mean, Double.NaN, why));
    }
    double expected = limit == null ? Double.NaN : limit;
    var why = limit == null ? figures(mean) + ", nearly in order" : figures(mean, limit);
    var grade = limit == null ? open.severity() : severity(mean);
    var going =
        grade.compareTo(open.severity()) > 0
            ? open.updated(now, grade, mean, expected, "worse: " + why)
            : open.heard(now, mean, expected, why);
    return Verdict.goingOn(new Memory(memory.since(), now, mean, going), open, going)
        .wakingAt(now.plus(limits.silence()));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no reading for " + settings.silenceMinutes() + " min");
    return Verdict.of(new Memory(memory.since(), memory.last(), memory.mean(), silent), silent);
  }

  /** What is above can break what is plugged in; what is below makes it work badly. */
  private Severity severity(double mean) {
    double off = mean / settings.nominalVolts() - 1;
    if (off > 0) {
      return off > FAR ? Severity.SEVERE : Severity.MODERATE;
    }
    return off < -VERY_FAR ? Severity.SEVERE : off < -FAR ? Severity.MODERATE : Severity.MINOR;
  }

  private String figures(double mean) {
    double off = mean / settings.nominalVolts() - 1;
    return String.format(
        Locale.ROOT,
        "%.1f V, %.0f %% %s nominal",
        mean,
        100 * Math.abs(off),
        off < 0 ? "below" : "above");
  }

  private String figures(double mean, double limit) {
    return String.format(
        Locale.ROOT,
        "%s where at %s %.1f V is allowed",
        figures(mean),
        mean > limit ? "most" : "least",
        limit);
  }

  private AlertChange opened(Observation voltage, double mean, double limit, Instant since) {
    var now = voltage.phenomenonTime();
    var why =
        String.format(
            Locale.ROOT,
            "%s: %s, since %s, for %d min",
            mean > limit ? "over-voltage" : "under-voltage",
            figures(mean, limit),
            CityTime.of(since, settings.timeZone()),
            Duration.between(since, now).toMinutes());
    return new AlertChange(
        AlertStatus.OPEN,
        voltage.city(),
        voltage.feature(),
        voltage.property().name(),
        now,
        now,
        severity(mean),
        mean,
        limit,
        voltage.property().unit(),
        why,
        voltage.position(),
        voltage.zone());
  }
}
