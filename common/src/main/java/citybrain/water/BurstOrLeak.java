package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.detection.AtMost;
import citybrain.detection.Baseline;
import citybrain.detection.CityCalendar;
import citybrain.detection.DayProfile;
import citybrain.detection.Detector;
import citybrain.detection.LocalSlot;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when the inflow of a district metered area leaves what is usual for the hour and stays
 * away: up is a burst, down a closed valve or a dead meter. A two-sided CUSUM (Page 1954) adds up
 * hours beyond the ordinary, not readings: demand wanders for hours, and twelve readings of one
 * hour say one thing. What is ordinary is what the days before differed by. While this hour is not
 * known yet, only a sudden large step counts. A flow that rests and runs is a machine and is not
 * judged, see {@link Starts}. Input: the flow readings of one inlet, seconds to hours apart.
 *
 * <p>Formula: S = max(0, S + (z - slack) dt), z = (flow - usual) / max(sigma of the half hour,
 * spread of the days, least share); up and down apart, told at a limit in sigma hours and some
 * readings.
 *
 * <p>Source: Page: Continuous inspection schemes, Biometrika 41 (1954).
 *
 * <p>It cannot see what is smaller than the difference of ordinary days, nor a leak that grows over
 * days: that is for the nights and the pattern of pressures. Nor a cut of what started from rest
 * within a week: a machine may rest again. Nor where behind its inlet a burst is.
 */
public record BurstOrLeak(Settings settings) implements Detector<Observation, BurstOrLeak.Memory> {

  /**
   * @param calendar whose clock people use water by
   * @param slack sigmas that count as ordinary; inflow wanders for hours, so more than the textbook
   *     0.5
   * @param limit sum of sigmas beyond the slack, times hours, that raises the alert
   * @param mostSigmas one reading counts no more than this
   * @param fewestBeyond readings in a row beyond the slack, so that a broken one raises nothing
   * @param leastShare a sigma is at least this share of the usual flow; else quiet nights alarm
   * @param leastFall inflow below what is usual by less than this share is somebody's saving
   * @param learnHours nothing is held against the hour before so many
   * @param stepShare a step within minutes by this share of the flow counts before that
   * @param stepAfterHours but not before so many
   * @param stepHours a step that stayed for so long is taken as ordinary
   * @param calmReadings readings in a row within half the slack that close the alert
   * @param memoryDays days that what is usual is made of
   * @param silenceMinutes after so long without a reading it is unknown whether an alert goes on
   * @param longestHours a flow that stayed away for so long is learned anew; see the night flow
   */
  public record Settings(
      CityCalendar calendar,
      double slack,
      double limit,
      double mostSigmas,
      int fewestBeyond,
      @AtMost(1) double leastShare,
      @AtMost(1) double leastFall,
      int learnHours,
      double stepShare,
      int stepAfterHours,
      int stepHours,
      int calmReadings,
      int memoryDays,
      int silenceMinutes,
      int longestHours) {

    public static Settings of(CityCalendar calendar) {
      return new Settings(calendar, 3, 1.5, 9, 3, 0.05, 0.35, 20, 0.5, 3, 12, 6, 5, 180, 72);
    }
  }

  /**
   * @param habit what the inlet usually does
   * @param high sum of sigmas above the slack, times hours
   * @param low the same below
   * @param since when the larger sum left zero
   * @param inRow ordinary readings in a row while an alert is open; beyond the slack while none is
   * @param offset running mean distance from the profile while an alert is open, L/s
   * @param height of the step that opened, L/s; 0 when the profile did
   */
  public record Memory(
      InletHabit habit,
      double high,
      double low,
      Instant since,
      int inRow,
      double offset,
      double height,
      @Nullable AlertChange open) {}

  private static final double OFFSET_RATE = 0.1;

  private static final int FEWEST_FOR_STEP = 12;

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(InletHabit.blank(), 0, 0, Instant.EPOCH, 0, 0, 0, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory before, Observation flow) {
    if (flow.quality() == Quality.ESTIMATED || !Double.isFinite(flow.result())) {
      return Verdict.quiet(before);
    }
    var now = flow.phenomenonTime();
    var memory = with(before, before.habit().seen(now, flow.result()));
    var slot = slot(now);
    var usual = memory.habit().profile().usual(slot);
    var open = memory.open();
    if (memory.habit().starts().alternates(now)) {
      return open == null ? Verdict.quiet(memory) : machine(memory, open, flow);
    }
    if (open != null && memory.height() != 0) {
      return followStep(memory, open, flow);
    }
    if (!usual.isKnown() || memory.habit().isYoung(settings.learnHours())) {
      return open == null ? watchStep(memory, flow, slot) : followBlindly(memory, open, flow);
    }
    double share = Math.max(settings.leastShare(), memory.habit().spread());
    double least = Math.max(1e-6, share * Math.abs(usual.mean()));
    return open == null
        ? watch(memory, flow, slot, usual, usual.sigmas(flow.result(), least))
        : follow(memory, open, flow, slot, usual, usual.distance(flow.result(), least));
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public Memory taught(Memory memory, Baseline baseline) {
    return baseline.series().property() == ObservedProperty.WATER_FLOW
        ? with(memory, memory.habit().taught(baseline, slot(baseline.appliesFrom()).day()))
        : memory;
  }

  /** A pump that alternates was taken for an inlet. */
  private static Verdict<Memory> machine(Memory memory, AlertChange open, Observation flow) {
    var why =
        String.format(
            Locale.ROOT,
            "flow %.1f L/s, started twice from rest within a week: a machine that rests and runs,"
                + " no longer held against the hour",
            flow.result());
    return Verdict.of(
        cleared(memory, memory.habit().profile()),
        open.closed(flow.phenomenonTime(), flow.result(), Double.NaN, why));
  }

  private LocalSlot slot(Instant time) {
    return settings.calendar().slot(time);
  }

  private static Memory with(Memory memory, InletHabit habit) {
    return new Memory(
        habit,
        memory.high(),
        memory.low(),
        memory.since(),
        memory.inRow(),
        memory.offset(),
        memory.height(),
        memory.open());
  }

  /** The same series with another state of its alert. */
  private static Memory next(
      Memory memory,
      DayProfile profile,
      double high,
      double low,
      Instant since,
      int inRow,
      double offset,
      double height,
      @Nullable AlertChange open) {
    return new Memory(memory.habit().with(profile), high, low, since, inRow, offset, height, open);
  }

  private double rate(Memory memory) {
    return memory.habit().cadence().rate(settings.memoryDays());
  }

  /** Nobody knows this hour yet: only a sudden step counts, else the hour is learned. */
  private Verdict<Memory> watchStep(Memory memory, Observation flow, LocalSlot slot) {
    var step = memory.habit().step();
    double least = Math.max(1e-6, settings.leastShare() * Math.abs(flow.result()));
    int after =
        memory.habit().starts().isResting() ? settings.learnHours() : settings.stepAfterHours();
    var now = flow.phenomenonTime();
    if (memory.habit().isYoung(after)
        || (step.size() > 0 && memory.habit().starts().justStarted(now))
        || !step.isSudden(settings.stepShare(), FEWEST_FOR_STEP)
        || !memory.habit().profile().isNews(slot, flow.result(), least)) {
      var profile = memory.habit().profile().learned(slot, flow.result(), rate(memory));
      return Verdict.quiet(cleared(memory, profile));
    }
    var began = now.minus(memory.habit().cadence().interval().multipliedBy(2));
    var change =
        InflowAlert.opened(flow, step.before(), "was ordinary before", began, step.size() > 0);
    // The first readings after the step were taken for ordinary.
    var profile = memory.habit().profile().forgotten(slot).forgotten(slot(began));
    return Verdict.of(next(memory, profile, 0, 0, now, 0, 0, step.size(), change), change)
        .wakingAt(quietAt(now));
  }

  /** What was lost in these hours is not learned: what is usual then is not known. */
  private Verdict<Memory> followStep(Memory memory, AlertChange open, Observation flow) {
    return followUntil(memory, open, flow, memory.height(), settings.stepHours());
  }

  /** An alert that was held against the hour, at an hour of which nothing is known. */
  private Verdict<Memory> followBlindly(Memory memory, AlertChange open, Observation flow) {
    return followUntil(memory, open, flow, memory.offset(), settings.longestHours());
  }

  /** Only a step back, or much time, ends what cannot be held against the hour. */
  private Verdict<Memory> followUntil(
      Memory memory, AlertChange open, Observation flow, double height, int hours) {
    var now = flow.phenomenonTime();
    long minutes = Duration.between(open.onset(), now).toMinutes();
    var profile = memory.habit().profile().told(slot(now), flow.result(), rate(memory));
    if (memory.habit().step().undoes(height)) {
      double before = memory.habit().step().before();
      var why =
          String.format(
              Locale.ROOT,
              "inflow went from %.1f L/s to %.1f L/s at once after %d min",
              before,
              flow.result(),
              minutes);
      return Verdict.of(
          cleared(memory, memory.habit().profile()), open.closed(now, flow.result(), before, why));
    }
    if (minutes >= 60L * hours) {
      var why =
          String.format(
              Locale.ROOT,
              "for %d h: %.1f L/s is taken as ordinary and learned",
              hours,
              flow.result());
      return Verdict.of(
          cleared(memory, DayProfile.blank()), open.closed(now, flow.result(), Double.NaN, why));
    }
    var going =
        open.heard(
            now,
            flow.result(),
            Double.NaN,
            String.format(
                Locale.ROOT,
                "inflow %.1f L/s, what is usual at this hour is not known yet",
                flow.result()));
    var next =
        next(memory, profile, 0, 0, memory.since(), 0, memory.offset(), memory.height(), going);
    return Verdict.goingOn(next, open, going).wakingAt(quietAt(now));
  }

  private Verdict<Memory> watch(
      Memory memory, Observation flow, LocalSlot slot, DayProfile.Usual usual, double sigmas) {
    var now = flow.phenomenonTime();
    double most = settings.mostSigmas();
    double counted = Math.max(-most, Math.min(most, sigmas));
    double hours = memory.habit().cadence().hours();
    double high =
        memory.habit().starts().justStarted(now)
            ? 0
            : Math.max(0, memory.high() + (counted - settings.slack()) * hours);
    double low =
        memory.habit().starts().mayRest(now)
            ? 0
            : Math.max(0, memory.low() + (-counted - settings.slack()) * hours);
    int inRow = Math.abs(counted) > settings.slack() ? memory.inRow() + 1 : 0;
    var since = memory.high() == 0 && memory.low() == 0 ? now : memory.since();
    boolean isFar =
        high >= low
            || usual.mean() - flow.result() >= settings.leastFall() * Math.abs(usual.mean());
    if (Math.max(high, low) < settings.limit() || inRow < settings.fewestBeyond() || !isFar) {
      // What may become an alert is not learned, but doubted.
      var profile =
          high == 0 && low == 0
              ? memory.habit().profile().learned(slot, flow.result(), rate(memory))
              : memory.habit().profile().doubted(slot, flow.result(), rate(memory));
      double bound = 2 * settings.limit();
      var next =
          next(
              with(memory, memory.habit().differing(flow.result(), usual.mean())),
              profile,
              Math.min(bound, high),
              Math.min(bound, low),
              since,
              inRow,
              0,
              0,
              null);
      return Verdict.quiet(next);
    }
    var change =
        InflowAlert.opened(flow, usual.mean(), "is usual " + usual.when(), since, high > low);
    double offset = flow.result() - usual.mean();
    var profile = memory.habit().profile().told(slot, flow.result(), rate(memory));
    return Verdict.of(next(memory, profile, 0, 0, now, 0, offset, 0, change), change)
        .wakingAt(quietAt(now));
  }

  private Verdict<Memory> follow(
      Memory memory,
      AlertChange open,
      Observation flow,
      LocalSlot slot,
      DayProfile.Usual usual,
      double sigmas) {
    var now = flow.phenomenonTime();
    double off = flow.result() - usual.mean();
    double offset = memory.offset() + OFFSET_RATE * (off - memory.offset());
    int calm = Math.abs(sigmas) <= settings.slack() / 2 ? memory.inRow() + 1 : 0;
    if (calm >= settings.calmReadings()) {
      var why =
          String.format(
              Locale.ROOT,
              "inflow %.1f L/s where %.1f L/s is usual %s: ordinary again after %d min",
              flow.result(),
              usual.mean(),
              usual.when(),
              Duration.between(open.onset(), now).toMinutes());
      return Verdict.of(
          cleared(memory, memory.habit().profile()),
          open.closed(now, flow.result(), usual.mean(), why));
    }
    if (Duration.between(open.onset(), now).toHours() >= settings.longestHours()) {
      var why =
          String.format(
              Locale.ROOT,
              "inflow %.1f L/s where %.1f L/s was usual, for %d h: learned anew as the new usual,"
                  + " see the night flow",
              flow.result(),
              usual.mean(),
              settings.longestHours());
      return Verdict.of(
          cleared(memory, DayProfile.blank()), open.closed(now, flow.result(), usual.mean(), why));
    }
    var going =
        open.heard(
            now,
            flow.result(),
            usual.mean(),
            String.format(
                Locale.ROOT,
                "inflow %.1f L/s where %.1f L/s is usual %s",
                flow.result(),
                usual.mean(),
                usual.when()));
    var profile = memory.habit().profile().told(slot, flow.result(), rate(memory));
    var next = next(memory, profile, 0, 0, now, calm, offset, 0, going);
    return Verdict.goingOn(next, open, going).wakingAt(quietAt(now));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no flow reading for " + settings.silenceMinutes() + " min");
    return Verdict.of(
        next(
            memory,
            memory.habit().profile(),
            0,
            0,
            memory.since(),
            0,
            memory.offset(),
            memory.height(),
            silent),
        silent);
  }

  private static Memory cleared(Memory memory, DayProfile profile) {
    return next(memory, profile, 0, 0, Instant.EPOCH, 0, 0, 0, null);
  }

  private Instant quietAt(Instant now) {
    return now.plus(Duration.ofMinutes(settings.silenceMinutes()));
  }
}
