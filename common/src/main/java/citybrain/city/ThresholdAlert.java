package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.CityTime;
import citybrain.detection.Detector;
import citybrain.detection.Threshold;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a series is beyond a limit that an operator has set, for as long as that must hold.
 * Readings in order begin the time anew; a silence does so too, because nobody knows what was
 * meanwhile. Input: one series; those of other properties and of cities without this threshold are
 * ignored.
 *
 * <p>Formula: value beyond the limit for as long as the city file says.
 *
 * <p>Source: whoever set the limit.
 *
 * <p>It cannot see anything that does not pass the limit.
 *
 * @param limits by city
 * @param timeZone whose clock the reasons tell
 */
public record ThresholdAlert(Map<String, Threshold> limits, String timeZone)
    implements Detector<Observation, ThresholdAlert.Memory> {

  /**
   * What is set for all series of a city at once: only the clock.
   *
   * @param timeZone of the city
   */
  public record Settings(String timeZone) {}

  /**
   * @param since when the series went beyond the limit; the epoch while it is in order
   * @param last reading
   */
  public record Memory(Instant since, Instant last, @Nullable AlertChange open) {}

  private static final Memory BLANK = new Memory(Instant.EPOCH, Instant.EPOCH, null);
  private static final MathContext DIGITS = new MathContext(6);

  /** The unit of what is counted, in UCUM. */
  private static final String COUNTED = "1";

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    var threshold = limits.get(reading.city());
    if (threshold == null
        || reading.property() != threshold.property()
        || reading.quality() == Quality.ESTIMATED
        || !Double.isFinite(reading.result())) {
      return Verdict.quiet(memory);
    }
    var open = memory.open();
    return open == null
        ? watch(memory, threshold, reading)
        : follow(memory, open, threshold, reading);
  }

  private Verdict<Memory> watch(Memory memory, Threshold threshold, Observation reading) {
    var limit = threshold.broken(reading.result());
    if (limit == null) {
      return Verdict.quiet(BLANK);
    }
    var now = reading.phenomenonTime();
    boolean goesOn =
        !memory.since().equals(Instant.EPOCH)
            && now.isBefore(memory.last().plus(threshold.silence()));
    var since = goesOn ? memory.since() : now;
    if (Duration.between(since, now).compareTo(threshold.holding()) < 0) {
      return Verdict.quiet(new Memory(since, now, null)).wakingAt(now.plus(threshold.silence()));
    }
    var change = opened(threshold, reading, limit, since);
    return Verdict.of(new Memory(since, now, change), change)
        .wakingAt(now.plus(threshold.silence()));
  }

  private Verdict<Memory> follow(
      Memory memory, AlertChange open, Threshold threshold, Observation reading) {
    var now = reading.phenomenonTime();
    if (!threshold.isClear(reading.result())) {
      var limit = threshold.broken(reading.result());
      var going =
          open.heard(
              now,
              reading.result(),
              limit == null ? Double.NaN : limit,
              String.format(
                  Locale.ROOT,
                  "%s: %s of %s is %s",
                  threshold.name(),
                  threshold.property(),
                  text(reading.result(), threshold.property()),
                  limit == null
                      ? "within its limit, but not clear of it"
                      : (reading.result() > limit ? "above " : "below ")
                          + text(limit, threshold.property())));
      return Verdict.goingOn(new Memory(memory.since(), now, going), open, going)
          .wakingAt(now.plus(threshold.silence()));
    }
    var why =
        String.format(
            Locale.ROOT,
            "%s: %s of %s is in order again after %d min",
            threshold.name(),
            threshold.property(),
            text(reading.result(), threshold.property()),
            Duration.between(memory.since(), now).toMinutes());
    return Verdict.of(BLANK, open.closed(now, reading.result(), Double.NaN, why));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null) {
      return Verdict.quiet(BLANK);
    }
    if (open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    long minutes = Duration.between(memory.last(), now).toMinutes();
    var silent = open.unknown(now, "no reading for " + minutes + " min");
    return Verdict.of(new Memory(memory.since(), memory.last(), silent), silent);
  }

  private AlertChange opened(
      Threshold threshold, Observation reading, double limit, Instant since) {
    var now = reading.phenomenonTime();
    var property = threshold.property();
    long minutes = Duration.between(since, now).toMinutes();
    var why =
        String.format(
            Locale.ROOT,
            "%s: %s of %s is %s %s since %s%s",
            threshold.name(),
            property,
            text(reading.result(), property),
            reading.result() > limit ? "above" : "below",
            text(limit, property),
            CityTime.of(since, timeZone),
            minutes > 0 ? ", for " + minutes + " min" : "");
    return new AlertChange(
        AlertStatus.OPEN,
        reading.city(),
        reading.feature(),
        property.name(),
        now,
        now,
        threshold.severity(),
        reading.result(),
        limit,
        property.unit(),
        why,
        reading.position(),
        reading.zone());
  }

  /** A value as people write it: what is counted has no unit. */
  private static String text(double value, ObservedProperty property) {
    var number = new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    return property.unit().equals(COUNTED) ? number : number + " " + property.unit();
  }
}
