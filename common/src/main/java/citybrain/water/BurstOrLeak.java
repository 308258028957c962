package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.DayProfile;
import citybrain.detection.Detector;
import citybrain.detection.LocalSlot;
import citybrain.detection.SuddenStep;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when the inflow of a district metered area leaves what is usual for the hour and stays
 * away: up is a burst or leak, down a closed valve or a dead meter. A two-sided CUSUM (Page 1954)
 * adds up what exceeds the ordinary, so that a big burst shows at once and a smaller one soon.
 * While this hour is not known yet, only a sudden large step counts. Input: the flow readings of
 * one inlet.
 */
public record BurstOrLeak(Settings settings) implements Detector<Observation, BurstOrLeak.Memory> {

  /**
   * @param timeZone whose clock people use water by
   * @param slack sigmas that count as ordinary; inflow wanders for hours, so more than the textbook
   *     0.5
   * @param limit sum of sigmas beyond the slack that raises the alert
   * @param mostSigmas one reading counts no more than this, so a single broken one raises nothing
   * @param leastShare a sigma is at least this share of the usual flow; else quiet nights alarm
   * @param fewestReadings nothing is held against the hour before so many; 288 are a day at five
   *     minutes
   * @param stepShare a step within minutes by this share of the flow counts before that
   * @param stepReadings but not before so many; 36 are three hours
   * @param stepHours a step that stayed for so long is taken as ordinary
   * @param calmReadings readings in a row within the slack that close the alert
   * @param learningRate share of a new reading in what is usual; 0.06 remembers about three days
   * @param silenceMinutes after so long without a reading it is unknown whether an alert goes on
   * @param longestHours a flow that stayed away for so long is the new usual, learned anew; what
   *     still leaks is left to the night flow rule
   */
  public record Settings(
      String timeZone,
      double slack,
      double limit,
      double mostSigmas,
      @AtMost(1) double leastShare,
      int fewestReadings,
      double stepShare,
      int stepReadings,
      int stepHours,
      int calmReadings,
      @AtMost(1) double learningRate,
      int silenceMinutes,
      int longestHours) {

    public static Settings of(String timeZone) {
      return new Settings(timeZone, 2, 15, 6, 0.03, 250, 0.5, 36, 12, 6, 0.06, 180, 72);
    }
  }

  /**
   * @param high sum of sigmas above the slack
   * @param low the same below
   * @param since when the larger sum left zero
   * @param calm ordinary readings in a row while an alert is open
   * @param offset running mean distance from the profile while an alert is open, L/s
   * @param height of the step that opened, L/s; 0 when the profile did
   */
  public record Memory(
      DayProfile profile,
      SuddenStep step,
      double high,
      double low,
      Instant since,
      int calm,
      double offset,
      double height,
      @Nullable AlertChange open) {}

  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private static final double OFFSET_RATE = 0.1;

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(DayProfile.blank(), SuddenStep.blank(), 0, 0, Instant.EPOCH, 0, 0, 0, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory before, Observation flow) {
    if (flow.quality() == Quality.ESTIMATED || Double.isNaN(flow.result())) {
      return Verdict.quiet(before);
    }
    var now = flow.phenomenonTime();
    var memory = with(before, before.step().seen(now, flow.result(), INTERVAL));
    var slot = slot(now);
    var usual = memory.profile().usual(slot);
    var open = memory.open();
    if (open != null && memory.height() != 0) {
      return followStep(memory, open, flow);
    }
    if (!usual.isKnown() || memory.profile().readings() < settings.fewestReadings()) {
      return open == null ? watchStep(memory, flow, slot) : followBlindly(memory, open, flow);
    }
    double least = Math.max(1e-6, settings.leastShare() * Math.abs(usual.mean()));
    return open == null
        ? watch(memory, flow, slot, usual, usual.sigmas(flow.result(), least))
        : follow(memory, open, flow, slot, usual, usual.distance(flow.result(), least));
  }

  private LocalSlot slot(Instant time) {
    return LocalSlot.of(time, settings.timeZone());
  }

  private static Memory with(Memory memory, SuddenStep step) {
    return new Memory(
        memory.profile(),
        step,
        memory.high(),
        memory.low(),
        memory.since(),
        memory.calm(),
        memory.offset(),
        memory.height(),
        memory.open());
  }

  /** Nobody knows this hour yet: only a sudden step counts, else the hour is learned. */
  private Verdict<Memory> watchStep(Memory memory, Observation flow, LocalSlot slot) {
    var step = memory.step();
    double least = Math.max(1e-6, settings.leastShare() * Math.abs(flow.result()));
    if (!step.isSudden(settings.stepShare(), settings.stepReadings())
        || !memory.profile().isNews(slot, flow.result(), least)) {
      var profile = memory.profile().learned(slot, flow.result(), settings.learningRate());
      return Verdict.quiet(cleared(memory, profile));
    }
    var now = flow.phenomenonTime();
    var began = now.minus(INTERVAL.multipliedBy(2));
    var change = opened(flow, step.before(), "was ordinary before", began, step.size() > 0);
    // The first readings after the step were taken for ordinary.
    var profile = memory.profile().forgotten(slot).forgotten(slot(began));
    return Verdict.of(new Memory(profile, step, 0, 0, now, 0, 0, step.size(), change), change)
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
    var profile = memory.profile().told(slot(now), flow.result(), settings.learningRate());
    if (memory.step().undoes(height)) {
      double before = memory.step().before();
      var why =
          String.format(
              Locale.ROOT,
              "inflow went from %.1f L/s to %.1f L/s at once after %d min",
              before,
              flow.result(),
              minutes);
      return Verdict.of(
          cleared(memory, memory.profile()), open.closed(now, flow.result(), before, why));
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
        new Memory(
            profile,
            memory.step(),
            0,
            0,
            memory.since(),
            0,
            memory.offset(),
            memory.height(),
            going);
    return Verdict.goingOn(next, open, going).wakingAt(quietAt(now));
  }

  private Verdict<Memory> watch(
      Memory memory, Observation flow, LocalSlot slot, DayProfile.Usual usual, double sigmas) {
    var now = flow.phenomenonTime();
    double counted = Math.max(-settings.mostSigmas(), Math.min(settings.mostSigmas(), sigmas));
    double high = Math.max(0, memory.high() + counted - settings.slack());
    double low = Math.max(0, memory.low() - counted - settings.slack());
    var since = memory.high() == 0 && memory.low() == 0 ? now : memory.since();
    if (Math.max(high, low) < settings.limit()) {
      // What may become an alert is not learned, but doubted.
      var profile =
          high == 0 && low == 0
              ? memory.profile().learned(slot, flow.result(), settings.learningRate())
              : memory.profile().doubted(slot, flow.result(), settings.learningRate());
      return Verdict.quiet(new Memory(profile, memory.step(), high, low, since, 0, 0, 0, null));
    }
    var change = opened(flow, usual.mean(), "is usual " + usual.when(), since, high > low);
    double offset = flow.result() - usual.mean();
    var profile = memory.profile().told(slot, flow.result(), settings.learningRate());
    return Verdict.of(new Memory(profile, memory.step(), 0, 0, now, 0, offset, 0, change), change)
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
    int calm = Math.abs(sigmas) <= settings.slack() ? memory.calm() + 1 : 0;
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
          cleared(memory, memory.profile()), open.closed(now, flow.result(), usual.mean(), why));
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
    var profile = memory.profile().told(slot, flow.result(), settings.learningRate());
    var next = new Memory(profile, memory.step(), 0, 0, now, calm, offset, 0, going);
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
        new Memory(
            memory.profile(),
            memory.step(),
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
    return new Memory(profile, memory.step(), 0, 0, Instant.EPOCH, 0, 0, 0, null);
  }

  private Instant quietAt(Instant now) {
    return now.plus(Duration.ofMinutes(settings.silenceMinutes()));
  }

  private static AlertChange opened(
      Observation flow, double usual, String when, Instant since, boolean up) {
    var now = flow.phenomenonTime();
    double off = flow.result() - usual;
    double share = Math.abs(off) / Math.max(1e-6, Math.abs(usual));
    var why =
        String.format(
            Locale.ROOT,
            "%s: inflow %.1f L/s where %.1f L/s %s (%+.1f L/s), for %d min",
            up ? "burst or leak" : "supply cut, closed valve or dead meter",
            flow.result(),
            usual,
            when,
            off,
            Duration.between(since, now).toMinutes());
    return new AlertChange(
        AlertStatus.OPEN,
        flow.city(),
        flow.feature(),
        flow.property().name(),
        now,
        now,
        share > 0.5 ? Severity.SEVERE : share > 0.2 ? Severity.MODERATE : Severity.MINOR,
        flow.result(),
        usual,
        flow.property().unit(),
        why,
        flow.position(),
        flow.zone());
  }
}
