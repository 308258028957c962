package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
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
 */
public record NoveltyAlert(Settings settings)
    implements Detector<Observation, NoveltyAlert.Memory> {

  /**
   * @param timeZone whose clock the habits of the series follow
   * @param warmUp readings until novelty counts; 576 are two days at five minutes
   * @param threshold novelty that opens; 0.158 was best on the visible half of the Numenta
   *     benchmark, in-sample
   * @param quietMinutes so long without another novelty closes; so long without a reading it is
   *     unknown whether an alert goes on
   */
  public record Settings(String timeZone, int warmUp, double threshold, int quietMinutes) {

    public static Settings of(String timeZone) {
      return new Settings(timeZone, 576, 0.158, 120);
    }
  }

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
    if (value.quality() == Quality.ESTIMATED) {
      return Verdict.quiet(memory);
    }
    var novelty = new RangeNovelty(settings.timeZone(), settings.warmUp());
    var now = value.phenomenonTime();
    var step = novelty.observe(memory.state(), now, value.result());
    var open = memory.open();
    boolean isNew = step.novelty() >= settings.threshold() && novelty.isWarm(memory.state());
    if (open != null) {
      return follow(new Memory(step.state(), isNew ? now : memory.newAt(), open), open, value);
    }
    if (!isNew) {
      return Verdict.quiet(new Memory(step.state(), Instant.EPOCH, null));
    }
    var change = opened(value, RangeNovelty.level(memory.state()), step.novelty());
    return Verdict.of(new Memory(step.state(), now, change), change).wakingAt(silentAt(now));
  }

  private Verdict<Memory> follow(Memory memory, AlertChange open, Observation value) {
    var now = value.phenomenonTime();
    double level = RangeNovelty.level(memory.state());
    long quiet = Duration.between(memory.newAt(), now).toMinutes();
    var words =
        String.format(
            Locale.ROOT,
            "%s %.4g %s, level %.4g %s",
            value.property().name(),
            value.result(),
            value.property().unit(),
            level,
            value.property().unit());
    if (quiet >= settings.quietMinutes()) {
      var why = String.format(Locale.ROOT, "nothing new for %d min: %s", quiet, words);
      return Verdict.of(
          new Memory(memory.state(), Instant.EPOCH, null),
          open.closed(now, value.result(), level, why));
    }
    var going = open.heard(now, value.result(), level, words);
    return Verdict.goingOn(new Memory(memory.state(), memory.newAt(), going), open, going)
        .wakingAt(silentAt(now));
  }

  private Instant silentAt(Instant now) {
    return now.plus(Duration.ofMinutes(settings.quietMinutes()));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no reading for " + settings.quietMinutes() + " min");
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
