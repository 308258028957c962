package citybrain.city;

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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a sensor repeats one value for far longer than it ever did. How soon that is strange
 * depends on the series: a pressure to the centimetre hardly ever repeats, whole degrees do for
 * hours. So its own share of repetitions tells how likely such a run is by chance, and its longest
 * run so far how long it may rest. The lowest value seen does not count: no rain, an empty road and
 * all below the detection limit look alike for days. Input: one series.
 *
 * <p>Formula: p = share of repetitions ^ length of the run, below a limit, and the run beyond the
 * longest so far by a factor.
 *
 * <p>Source: own; persistence tests as in WMO-No. 8 and the flat line test of QARTOD.
 *
 * <p>It cannot see a sensor that is stuck at the lowest value it ever showed, or one that wanders
 * and is wrong.
 */
public record StuckSensor(Settings settings) implements Detector<Observation, StuckSensor.Memory> {

  /**
   * @param fewestReadings none is judged before so many; what the series does is not known
   * @param fewestRepeats a run must be as long
   * @param leastMinutes and last as long; before, nobody would be sent to look
   * @param times longer than the longest run so far
   * @param chance of such a run that is too small to be believed
   * @param silenceMinutes after so long without a reading it is unknown whether an alert goes on
   */
  public record Settings(
      int fewestReadings,
      int fewestRepeats,
      int leastMinutes,
      double times,
      @AtMost(1) double chance,
      int silenceMinutes) {

    public static Settings usual() {
      return new Settings(48, 6, 120, 3, 1e-9, 360);
    }
  }

  /**
   * @param lowest value ever seen
   * @param since when the current value came first
   * @param run how often in a row it was repeated
   * @param longest run that ended
   * @param repeats how many readings repeated the one before, the current run not counted
   */
  public record Memory(
      int readings,
      int repeats,
      double value,
      double lowest,
      Instant since,
      int run,
      int longest,
      @Nullable AlertChange open) {}

  private static final Memory BLANK = new Memory(0, 0, 0, 0, Instant.EPOCH, 0, 0, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    double value = reading.result();
    if (reading.quality() == Quality.ESTIMATED || !Double.isFinite(value)) {
      return Verdict.quiet(memory);
    }
    var now = reading.phenomenonTime();
    if (memory.readings() == 0) {
      return Verdict.quiet(new Memory(1, 0, value, value, now, 0, 0, null));
    }
    if (value != memory.value()) {
      return moved(memory, reading);
    }
    var next =
        new Memory(
            memory.readings(),
            memory.repeats(),
            value,
            memory.lowest(),
            memory.since(),
            memory.run() + 1,
            memory.longest(),
            memory.open());
    var open = next.open();
    if (open != null) {
      var going =
          open.heard(
              now,
              value,
              value,
              String.format(Locale.ROOT, "still %.4g %s", value, reading.property().unit()));
      return Verdict.goingOn(with(next, going), open, going).wakingAt(silentAt(now));
    }
    if (!isStuck(next, now)) {
      return Verdict.quiet(next);
    }
    var change = opened(next, reading);
    return Verdict.of(with(next, change), change).wakingAt(silentAt(now));
  }

  /** The run ended. One that was an alert says nothing of how long the series rests. */
  private Verdict<Memory> moved(Memory memory, Observation reading) {
    double value = reading.result();
    var now = reading.phenomenonTime();
    var open = memory.open();
    int run = open == null ? memory.run() : 0;
    var next =
        new Memory(
            Math.min(memory.readings() + 1 + run, Integer.MAX_VALUE / 2),
            Math.min(memory.repeats() + run, Integer.MAX_VALUE / 2),
            value,
            Math.min(memory.lowest(), value),
            now,
            0,
            Math.max(memory.longest(), run),
            null);
    if (open == null) {
      return Verdict.quiet(next);
    }
    var why =
        String.format(
            Locale.ROOT,
            "moves again: %.4g %s, after %.4g %s for %d min",
            value,
            open.unit(),
            memory.value(),
            open.unit(),
            Duration.between(memory.since(), now).toMinutes());
    return Verdict.of(next, open.closed(now, value, memory.value(), why));
  }

  private boolean isStuck(Memory memory, Instant now) {
    // As if two more had repeated: few readings are no proof that none ever does.
    double share = (memory.repeats() + 2.0) / (memory.readings() + 3.0);
    return memory.readings() >= settings.fewestReadings()
        && memory.run() >= settings.fewestRepeats()
        && Duration.between(memory.since(), now).toMinutes() >= settings.leastMinutes()
        && memory.run() > settings.times() * memory.longest()
        && memory.run() * Math.log(share) < Math.log(settings.chance())
        && memory.value() > memory.lowest();
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no reading for " + settings.silenceMinutes() + " min");
    return Verdict.of(with(memory, silent), silent);
  }

  private Instant silentAt(Instant now) {
    return now.plus(Duration.ofMinutes(settings.silenceMinutes()));
  }

  private static Memory with(Memory memory, AlertChange open) {
    return new Memory(
        memory.readings(),
        memory.repeats(),
        memory.value(),
        memory.lowest(),
        memory.since(),
        memory.run(),
        memory.longest(),
        open);
  }

  private static AlertChange opened(Memory memory, Observation reading) {
    var now = reading.phenomenonTime();
    var unit = reading.property().unit();
    var why =
        String.format(
            Locale.ROOT,
            "stuck sensor: %.4g %s repeated %d times in %d min, %d times at most before",
            reading.result(),
            unit,
            memory.run(),
            Duration.between(memory.since(), now).toMinutes(),
            memory.longest());
    return new AlertChange(
        AlertStatus.OPEN,
        reading.city(),
        reading.feature(),
        reading.property().name(),
        now,
        now,
        Severity.MINOR,
        reading.result(),
        reading.result(),
        unit,
        why,
        reading.position(),
        reading.zone());
  }
}
