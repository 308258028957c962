package citybrain.energy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.DayProfile;
import citybrain.detection.Detector;
import citybrain.detection.LocalSlot;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a transformer carries far more than it usually does at this hour. Ratings are seldom
 * known, so its own habit is the measure; what it carried while an alert was open is not learned.
 * Input: energy per interval of one transformer.
 */
public record TransformerOverload(Settings settings)
    implements Detector<Observation, TransformerOverload.Memory> {

  /**
   * @param timeZone whose clock the load follows
   * @param openRatio times the usual energy of this hour above which an interval is high
   * @param closeRatio times the usual below which it is over; the gap keeps it from flapping
   * @param sigmas how far outside the transformer's own noise a high interval must lie
   * @param intervals high intervals in a row that open, and ordinary ones that close
   * @param fewestReadings nothing is judged before so many; 48 are a day at half hours
   * @param learningRate share of a new reading in what is usual; 0.1 remembers about ten days at
   *     one reading per half hour
   * @param silenceMinutes after so long without a reading an alert is closed
   * @param longestHours load that stayed high for so long is the new usual
   */
  public record Settings(
      String timeZone,
      double openRatio,
      double closeRatio,
      double sigmas,
      int intervals,
      int fewestReadings,
      double learningRate,
      int silenceMinutes,
      int longestHours) {

    public static Settings of(String timeZone) {
      return new Settings(timeZone, 1.5, 1.25, 4, 2, 96, 0.1, 360, 168);
    }
  }

  /**
   * @param inRow high intervals in a row; while an alert is open ordinary ones
   * @param offset running mean distance from the profile while an alert is open, kWh
   */
  public record Memory(DayProfile profile, int inRow, double offset, @Nullable AlertChange open) {}

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK = new Memory(DayProfile.blank(), 0, 0, null);

  private static final double LEAST_SHARE = 0.03;
  private static final double OFFSET_RATE = 0.1;

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation energy) {
    if (energy.quality() == Quality.ESTIMATED || Double.isNaN(energy.result())) {
      return Verdict.quiet(memory);
    }
    var slot = LocalSlot.of(energy.phenomenonTime(), settings.timeZone());
    var usual = memory.profile().usual(slot);
    var open = memory.open();
    if (!usual.isKnown() || memory.profile().readings() < settings.fewestReadings()) {
      return open == null
          ? Verdict.quiet(learned(memory, slot, energy.result()))
          : Verdict.quiet(memory).wakingAt(silentAt(energy));
    }
    double ratio = energy.result() / Math.max(1e-6, usual.mean());
    if (open != null) {
      return follow(memory, open, energy, usual, ratio);
    }
    double least = Math.max(1e-6, LEAST_SHARE * usual.mean());
    boolean high =
        ratio > settings.openRatio() && usual.sigmas(energy.result(), least) > settings.sigmas();
    if (!high) {
      return Verdict.quiet(learned(memory, slot, energy.result()));
    }
    int inRow = memory.inRow() + 1;
    if (inRow < settings.intervals()) {
      return Verdict.quiet(new Memory(memory.profile(), inRow, 0, null));
    }
    var change = opened(energy, usual.mean(), ratio);
    double offset = energy.result() - usual.mean();
    return Verdict.of(new Memory(memory.profile(), 0, offset, change), change)
        .wakingAt(silentAt(energy));
  }

  private Verdict<Memory> follow(
      Memory memory, AlertChange open, Observation energy, DayProfile.Usual usual, double ratio) {
    var now = energy.phenomenonTime();
    double off = energy.result() - usual.mean();
    double offset = memory.offset() + OFFSET_RATE * (off - memory.offset());
    int ordinary = ratio < settings.closeRatio() ? memory.inRow() + 1 : 0;
    if (ordinary >= settings.intervals()) {
      var why =
          String.format(
              Locale.ROOT,
              "load %.1f kWh per interval is ordinary again after %d min",
              energy.result(),
              Duration.between(open.onset(), now).toMinutes());
      return Verdict.of(
          new Memory(memory.profile(), 0, 0, null), open.closed(now, energy.result(), why));
    }
    if (Duration.between(open.onset(), now).toHours() >= settings.longestHours()) {
      var why = "high for %d h: taken as the new usual load".formatted(settings.longestHours());
      return Verdict.of(
          new Memory(memory.profile().shifted(offset), 0, 0, null),
          open.closed(now, energy.result(), why));
    }
    return Verdict.quiet(new Memory(memory.profile(), ordinary, offset, open))
        .wakingAt(silentAt(energy));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null) {
      return Verdict.quiet(memory);
    }
    var why = "no reading for %d min".formatted(settings.silenceMinutes());
    return Verdict.of(
        new Memory(memory.profile(), 0, 0, null), open.closed(now, open.observed(), why));
  }

  private Memory learned(Memory memory, LocalSlot slot, double energy) {
    var profile = memory.profile().learned(slot, energy, settings.learningRate());
    return new Memory(profile, 0, 0, null);
  }

  private Instant silentAt(Observation energy) {
    return energy.phenomenonTime().plus(Duration.ofMinutes(settings.silenceMinutes()));
  }

  private AlertChange opened(Observation energy, double usual, double ratio) {
    var now = energy.phenomenonTime();
    var why =
        String.format(
            Locale.ROOT,
            "overload: %.1f kWh per interval where %.1f kWh is usual at this hour (%.1f times),"
                + " for %d intervals",
            energy.result(),
            usual,
            ratio,
            settings.intervals());
    return new AlertChange(
        AlertStatus.OPEN,
        energy.city(),
        energy.feature(),
        energy.property().name(),
        now,
        now,
        ratio > 2.5 ? Severity.SEVERE : ratio > 2 ? Severity.MODERATE : Severity.MINOR,
        energy.result(),
        usual,
        energy.property().unit(),
        why,
        energy.position(),
        energy.zone());
  }
}
