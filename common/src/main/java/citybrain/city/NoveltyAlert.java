package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.CityCalendar;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when any series does what it never did, and closes when it did nothing new for a while. It
 * knows nothing of the domain, so it says less than a rule that does. Input: one series.
 *
 * <p>Formula: novelty = sum over seven channels (the value, its means, what is unlike the day and
 * the week) of how far each leaves its bounds, which relax with time, by their width; an alarm
 * makes it less sensitive, quiet more.
 *
 * <p>Source: own; measured on the Numenta Anomaly Benchmark (Lavin and Ahmad, 2015).
 *
 * <p>It cannot see what it has seen before, however bad it is, and not before the warm-up.
 */
public record NoveltyAlert(Settings settings)
    implements Detector<Observation, NoveltyAlert.Memory> {

  /**
   * @param calendar whose clock the habits of the series follow
   * @param warmUpHours a series is judged when it was watched for so long, gaps not counted: a
   *     week, for a first weekend is no news
   * @param warmUpReadings and when so many readings came; a series that comes each second has them
   *     in minutes, an hourly one in days
   * @param threshold novelty that opens; what a benchmark rewards is not what a control room bears,
   *     so this is higher than what is best on the Numenta benchmark (0.14, in-sample)
   * @param quietReadings an alert closes when as much time as these usually take went by without
   *     another novelty; so long without a reading, it is unknown whether it goes on
   */
  public record Settings(
      CityCalendar calendar,
      int warmUpHours,
      int warmUpReadings,
      double threshold,
      int quietReadings) {

    public static Settings of(CityCalendar calendar) {
      return new Settings(calendar, 168, 200, 0.5, 24);
    }
  }

  /** Nobody looks at a series more often. */
  private static final double LEAST_QUIET_SECONDS = 600;

  /** Long enough to wait, unless a series comes so rarely that nothing would be heard of it. */
  private static final double MOST_QUIET_SECONDS = 86_400;

  private static final int FEWEST_QUIET_READINGS = 3;

  /**
   * @param newAt when something was new last
   */
  public record Memory(RangeNovelty.State state, Instant newAt, @Nullable AlertChange open) {}

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK = new Memory(RangeNovelty.blank(), Instant.EPOCH, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation value) {
    if (value.quality() == Quality.ESTIMATED || !Double.isFinite(value.result())) {
      return Verdict.quiet(memory);
    }
    var novelty = new RangeNovelty(settings.calendar());
    var now = value.phenomenonTime();
    var step = novelty.observe(memory.state(), now, value.result());
    var open = memory.open();
    boolean isNew = step.novelty() >= settings.threshold() && isWarm(memory.state());
    if (open != null) {
      return follow(new Memory(step.state(), isNew ? now : memory.newAt(), open), open, value);
    }
    if (!isNew) {
      return Verdict.quiet(new Memory(step.state(), Instant.EPOCH, null));
    }
    var change = opened(value, RangeNovelty.level(memory.state()), step.novelty());
    return Verdict.of(new Memory(step.state(), now, change), change)
        .wakingAt(now.plus(quiet(step.state())));
  }

  private Verdict<Memory> follow(Memory memory, AlertChange open, Observation value) {
    var now = value.phenomenonTime();
    double level = RangeNovelty.level(memory.state());
    var quiet = Duration.between(memory.newAt(), now);
    var words =
        String.format(
            Locale.ROOT,
            "%s %.4g %s, level %.4g %s",
            value.property().name(),
            value.result(),
            value.property().unit(),
            level,
            value.property().unit());
    if (quiet.compareTo(quiet(memory.state())) >= 0) {
      var why = String.format(Locale.ROOT, "nothing new for %d min: %s", quiet.toMinutes(), words);
      return Verdict.of(
          new Memory(memory.state(), Instant.EPOCH, null),
          open.closed(now, value.result(), level, why));
    }
    var going = open.heard(now, value.result(), level, words);
    return Verdict.goingOn(new Memory(memory.state(), memory.newAt(), going), open, going)
        .wakingAt(now.plus(quiet(memory.state())));
  }

  private boolean isWarm(RangeNovelty.State state) {
    double readings = RangeNovelty.readings(state);
    double watched = readings * RangeNovelty.interval(state);
    return readings >= settings.warmUpReadings() && watched >= 3600.0 * settings.warmUpHours();
  }

  private Duration quiet(RangeNovelty.State state) {
    double interval = RangeNovelty.interval(state);
    double most = Math.max(MOST_QUIET_SECONDS, FEWEST_QUIET_READINGS * interval);
    double seconds = Math.min(most, settings.quietReadings() * interval);
    return Duration.ofMillis(Math.round(1000 * Math.max(LEAST_QUIET_SECONDS, seconds)));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no reading for " + quiet(memory.state()).toMinutes() + " min");
    return Verdict.of(new Memory(memory.state(), memory.newAt(), silent), silent);
  }

  private AlertChange opened(Observation value, double level, double novelty) {
    var now = value.phenomenonTime();
    var unit = value.property().unit();
    var why =
        String.format(
            Locale.ROOT,
            "unlike anything before: %s %.4g %s, level so far %.4g %s, novelty %.2f (limit %.2f)",
            value.property().name(),
            value.result(),
            unit,
            level,
            unit,
            novelty,
            settings.threshold());
    return new AlertChange(
        AlertStatus.OPEN,
        value.city(),
        value.feature(),
        value.property().name(),
        now,
        now,
        novelty > 1 ? Severity.MODERATE : Severity.MINOR,
        value.result(),
        level,
        unit,
        why,
        value.position(),
        value.zone());
  }
}
