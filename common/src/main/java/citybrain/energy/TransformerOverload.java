package citybrain.energy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Baseline;
import citybrain.detection.CityCalendar;
import citybrain.detection.DayProfile;
import citybrain.detection.Detector;
import citybrain.detection.LocalSlot;
import citybrain.detection.SuddenStep;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a transformer carries far more than it usually does at this hour. Ratings are seldom
 * known, so its own habit is the measure; what it carried while an alert was open or the supply was
 * off is not learned. While this hour is not known yet, only a sudden large step counts. Input:
 * energy per interval of one transformer.
 *
 * <p>Formula: load / usual load at this half hour, for intervals running beyond a factor and
 * sigmas.
 *
 * <p>Source: own; ratings and IEC 60076-7 would be better where they are known.
 *
 * <p>It cannot see a load that is too high each day at that hour, or the temperature of the oil.
 */
public record TransformerOverload(Settings settings)
    implements Detector<Observation, TransformerOverload.Memory> {

  /**
   * @param calendar whose clock the load follows
   * @param openRatio times the usual energy of this hour above which an interval is high
   * @param closeRatio times the usual below which it is over; the gap keeps it from flapping
   * @param sigmas how far outside the transformer's own noise a high interval must lie
   * @param intervals high intervals in a row that open, and ordinary ones that close
   * @param fewestReadings nothing is held against the hour before so many; 96 are a day at quarters
   *     of an hour
   * @param stepShare a step up from one interval to the next by this share counts before that;
   *     shifts that begin and shops that open take longer
   * @param stepReadings but not before so many; 12 are three hours
   * @param stepHours a step that stayed for so long is taken as ordinary
   * @param learningRate share of a new reading in what is usual; 0.1 remembers about ten days at
   *     one reading per half hour
   * @param silenceMinutes after so long without a reading it is unknown whether an alert goes on
   * @param longestHours load that stayed high for so long is the new usual, learned anew
   */
  public record Settings(
      CityCalendar calendar,
      double openRatio,
      double closeRatio,
      double sigmas,
      int intervals,
      int fewestReadings,
      double stepShare,
      int stepReadings,
      int stepHours,
      @AtMost(1) double learningRate,
      int silenceMinutes,
      int longestHours) {

    public Settings {
      if (closeRatio >= openRatio) {
        throw new IllegalArgumentException("close-ratio must lie below open-ratio, or alerts flap");
      }
    }

    public static Settings of(CityCalendar calendar) {
      return new Settings(calendar, 1.5, 1.25, 4, 2, 96, 0.8, 12, 12, 0.1, 360, 168);
    }
  }

  /**
   * @param interval shortest time between two readings so far, seconds; 0 when unknown
   * @param inRow high intervals in a row; while an alert is open ordinary ones
   * @param offset running mean distance from the profile while an alert is open, kWh
   * @param height of the step that opened, kWh; 0 when the profile did
   */
  public record Memory(
      DayProfile profile,
      SuddenStep step,
      int interval,
      int inRow,
      double offset,
      double height,
      @Nullable AlertChange open) {}

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(DayProfile.blank(), SuddenStep.blank(), 0, 0, 0, 0, null);

  private static final double LEAST_SHARE = 0.03;
  private static final double OFFSET_RATE = 0.1;

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory before, Observation energy) {
    if (energy.quality() == Quality.ESTIMATED || Double.isNaN(energy.result())) {
      return Verdict.quiet(before);
    }
    var now = energy.phenomenonTime();
    if (before.open() == null && !(energy.result() > 0)) {
      // Switched off, so this says nothing of what it usually carries.
      return Verdict.quiet(before);
    }
    int gap = gap(before, now);
    int interval = before.interval() == 0 ? gap : Math.min(before.interval(), gap);
    var memory =
        new Memory(
            before.profile(),
            before.step().seen(now, energy.result(), Duration.ofSeconds(interval)),
            interval,
            before.inRow(),
            before.offset(),
            before.height(),
            before.open());
    var slot = settings.calendar().slot(now);
    var usual = memory.profile().usual(slot);
    var open = memory.open();
    // After a gap the supply may have come back some time within this interval.
    boolean isWhole = gap <= interval;
    if (open != null && memory.height() != 0) {
      return followStep(memory, open, energy);
    }
    if (!usual.isKnown() || memory.profile().readings() < settings.fewestReadings()) {
      return open == null
          ? watchStep(memory, energy, slot, isWhole)
          : followUntil(memory, open, energy, memory.offset(), settings.longestHours());
    }
    double ratio = energy.result() / Math.max(1e-6, usual.mean());
    if (open != null) {
      return follow(memory, open, energy, slot, usual, ratio);
    }
    double least = Math.max(1e-6, LEAST_SHARE * usual.mean());
    boolean high =
        ratio > settings.openRatio() && usual.sigmas(energy.result(), least) > settings.sigmas();
    if (!high) {
      return Verdict.quiet(isWhole ? learned(memory, slot, energy.result()) : memory);
    }
    int inRow = memory.inRow() + 1;
    if (inRow < settings.intervals()) {
      return Verdict.quiet(
          new Memory(memory.profile(), memory.step(), memory.interval(), inRow, 0, 0, null));
    }
    var change =
        opened(energy, usual.mean(), ratio, "is usual " + usual.when(), settings.intervals());
    double offset = energy.result() - usual.mean();
    var profile = memory.profile().told(slot, energy.result(), settings.learningRate());
    return Verdict.of(
            new Memory(profile, memory.step(), memory.interval(), 0, offset, 0, change), change)
        .wakingAt(silentAt(energy));
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public Memory taught(Memory before, Baseline baseline) {
    if (baseline.series().property() != ObservedProperty.TRANSFORMER_ENERGY) {
      return before;
    }
    int today = settings.calendar().slot(baseline.appliesFrom()).day();
    return new Memory(
        before.profile().taught(baseline, today, kWh -> kWh),
        before.step(),
        before.interval(),
        before.inRow(),
        before.offset(),
        before.height(),
        before.open());
  }

  /** Seconds since the reading before; 0 when there is none. */
  private static int gap(Memory memory, Instant now) {
    var last = memory.step().last();
    return last.equals(Instant.EPOCH)
        ? 0
        : (int) Math.min(Integer.MAX_VALUE, Duration.between(last, now).toSeconds());
  }

  /** Nobody knows this hour yet: only a sudden step up counts, else the hour is learned. */
  private Verdict<Memory> watchStep(
      Memory memory, Observation energy, LocalSlot slot, boolean isWhole) {
    var step = memory.step();
    double least = Math.max(1e-6, LEAST_SHARE * energy.result());
    if (step.size() <= 0
        || !step.isSudden(settings.stepShare(), settings.stepReadings())
        || !memory.profile().isNews(slot, energy.result(), least)) {
      return Verdict.quiet(isWhole ? learned(memory, slot, energy.result()) : memory);
    }
    double ratio = energy.result() / Math.max(1e-6, step.before());
    var change = opened(energy, step.before(), ratio, "was ordinary before", 3);
    // The first intervals after the step were taken for ordinary.
    var began = energy.phenomenonTime().minusSeconds(2L * memory.interval());
    var profile = memory.profile().forgotten(slot).forgotten(settings.calendar().slot(began));
    return Verdict.of(
            new Memory(profile, step, memory.interval(), 0, 0, step.size(), change), change)
        .wakingAt(silentAt(energy));
  }

  private Verdict<Memory> followStep(Memory memory, AlertChange open, Observation energy) {
    return followUntil(memory, open, energy, memory.height(), settings.stepHours());
  }

  /** Only a step back, or much time, ends what cannot be held against the hour. */
  private Verdict<Memory> followUntil(
      Memory memory, AlertChange open, Observation energy, double height, int hours) {
    var now = energy.phenomenonTime();
    long minutes = Duration.between(open.onset(), now).toMinutes();
    var profile =
        memory
            .profile()
            .told(settings.calendar().slot(now), energy.result(), settings.learningRate());
    if (memory.step().undoes(height)) {
      double before = memory.step().before();
      var why =
          String.format(
              Locale.ROOT,
              "load went from %.1f kWh to %.1f kWh per interval at once after %d min",
              before,
              energy.result(),
              minutes);
      return Verdict.of(
          cleared(memory, memory.profile()), open.closed(now, energy.result(), before, why));
    }
    if (minutes >= 60L * hours) {
      var why =
          String.format(
              Locale.ROOT,
              "for %d h: %.1f kWh per interval is taken as ordinary and learned",
              hours,
              energy.result());
      boolean isYoung = profile.readings() < settings.fewestReadings();
      return Verdict.of(
          cleared(memory, isYoung ? DayProfile.blank() : profile),
          open.closed(now, energy.result(), Double.NaN, why));
    }
    var going =
        open.heard(
            now,
            energy.result(),
            Double.NaN,
            String.format(
                Locale.ROOT,
                "%.1f kWh per interval, what is usual at this hour is not known yet",
                energy.result()));
    var next =
        new Memory(
            profile, memory.step(), memory.interval(), 0, memory.offset(), memory.height(), going);
    return Verdict.goingOn(next, open, going).wakingAt(silentAt(energy));
  }

  private Verdict<Memory> follow(
      Memory memory,
      AlertChange open,
      Observation energy,
      LocalSlot slot,
      DayProfile.Usual usual,
      double ratio) {
    var now = energy.phenomenonTime();
    double off = energy.result() - usual.mean();
    double offset = memory.offset() + OFFSET_RATE * (off - memory.offset());
    int ordinary = ratio < settings.closeRatio() ? memory.inRow() + 1 : 0;
    if (ordinary >= settings.intervals()) {
      var why =
          String.format(
              Locale.ROOT,
              "%.1f kWh per interval where %.1f kWh is usual %s: ordinary again after %d min",
              energy.result(),
              usual.mean(),
              usual.when(),
              Duration.between(open.onset(), now).toMinutes());
      return Verdict.of(
          cleared(memory, memory.profile()), open.closed(now, energy.result(), usual.mean(), why));
    }
    if (Duration.between(open.onset(), now).toHours() >= settings.longestHours()) {
      var why =
          String.format(
              Locale.ROOT,
              "%.1f kWh per interval where %.1f kWh was usual, for %d h: learned anew as the new"
                  + " usual load",
              energy.result(),
              usual.mean(),
              settings.longestHours());
      return Verdict.of(
          cleared(memory, DayProfile.blank()),
          open.closed(now, energy.result(), usual.mean(), why));
    }
    var going =
        open.heard(
            now,
            energy.result(),
            usual.mean(),
            String.format(
                Locale.ROOT,
                "%.1f kWh per interval where %.1f kWh is usual %s",
                energy.result(),
                usual.mean(),
                usual.when()));
    var profile = memory.profile().told(slot, energy.result(), settings.learningRate());
    var next = new Memory(profile, memory.step(), memory.interval(), ordinary, offset, 0, going);
    return Verdict.goingOn(next, open, going).wakingAt(silentAt(energy));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no reading for " + settings.silenceMinutes() + " min");
    return Verdict.of(
        new Memory(
            memory.profile(),
            memory.step(),
            memory.interval(),
            0,
            memory.offset(),
            memory.height(),
            silent),
        silent);
  }

  private static Memory cleared(Memory memory, DayProfile profile) {
    return new Memory(profile, memory.step(), memory.interval(), 0, 0, 0, null);
  }

  private Memory learned(Memory memory, LocalSlot slot, double energy) {
    var profile = memory.profile().learned(slot, energy, settings.learningRate());
    return new Memory(profile, memory.step(), memory.interval(), 0, 0, 0, null);
  }

  private Instant silentAt(Observation energy) {
    return energy.phenomenonTime().plus(Duration.ofMinutes(settings.silenceMinutes()));
  }

  private AlertChange opened(
      Observation energy, double usual, double ratio, String usualWhen, int intervals) {
    var now = energy.phenomenonTime();
    var why =
        String.format(
            Locale.ROOT,
            "overload: %.1f kWh per interval where %.1f kWh %s (%.1f times)," + " for %d intervals",
            energy.result(),
            usual,
            usualWhen,
            ratio,
            intervals);
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
