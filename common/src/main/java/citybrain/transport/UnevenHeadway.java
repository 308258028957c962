package citybrain.transport;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when vehicles of a line bunch or leave a large gap at a stop: the headway is far below or
 * above that of the timetable (bands of the Transit Capacity and Quality of Service Manual). Input:
 * observed and scheduled headways of one route, direction and stop.
 */
public record UnevenHeadway(Settings settings)
    implements Detector<Observation, UnevenHeadway.Memory> {

  /**
   * @param bunchRatio share of the scheduled headway below which vehicles bunch
   * @param gapRatio share above which riders wait too long
   * @param longestScheduledSeconds lines that run less often are met by timetable, not by headway
   * @param silenceMinutes after so long without a vehicle an alert is closed
   * @param settleSeconds see {@link Headways}
   * @param longestSeconds see {@link Headways}
   */
  public record Settings(
      double bunchRatio,
      double gapRatio,
      int longestScheduledSeconds,
      int silenceMinutes,
      int settleSeconds,
      int longestSeconds) {

    public static Settings usual() {
      var headways = Headways.usual();
      return new Settings(
          0.25, 1.75, 1_800, 120, headways.settleSeconds(), headways.longestSeconds());
    }
  }

  /**
   * @param scheduled headways by trip, of vehicles whose own is not known yet
   */
  public record Memory(Map<String, Double> scheduled, @Nullable AlertChange open) {}

  /** Vehicles near one stop at once; more only when no headway ever comes. */
  private static final int MOST_SCHEDULED = 16;

  /** An even headway again: halfway back to the timetable on either side. */
  private static final double EVEN_FROM = 0.5;

  private static final double EVEN_TO = 1.5;

  @Override
  public Memory blank() {
    return new Memory(Map.of(), null);
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation input) {
    var scheduled = memory.scheduled();
    if (input.property() == ObservedProperty.SCHEDULED_HEADWAY) {
      return kept(with(scheduled, input), memory.open(), input.phenomenonTime());
    }
    var due = scheduled.get(input.procedure());
    scheduled = without(scheduled, input.procedure());
    if (due == null || !(due > 0) || due > settings.longestScheduledSeconds()) {
      return kept(scheduled, memory.open(), input.phenomenonTime());
    }
    return judge(scheduled, memory.open(), input, due);
  }

  private static Map<String, Double> with(Map<String, Double> scheduled, Observation headway) {
    boolean isFull = scheduled.size() >= MOST_SCHEDULED;
    Double known = scheduled.get(headway.procedure());
    if (!isFull && known != null && known.equals(headway.result())) {
      return scheduled;
    }
    var next = isFull ? new HashMap<String, Double>() : new HashMap<>(scheduled);
    next.put(headway.procedure(), headway.result());
    return Map.copyOf(next);
  }

  private static Map<String, Double> without(Map<String, Double> scheduled, String trip) {
    if (!scheduled.containsKey(trip)) {
      return scheduled;
    }
    var next = new HashMap<>(scheduled);
    next.remove(trip);
    return Map.copyOf(next);
  }

  private Verdict<Memory> judge(
      Map<String, Double> scheduled, @Nullable AlertChange open, Observation headway, double due) {
    var now = headway.phenomenonTime();
    double ratio = headway.result() / due;
    if (open != null) {
      if (ratio < EVEN_FROM || ratio > EVEN_TO) {
        return kept(scheduled, open, now);
      }
      var closed = open.closed(now, headway.result(), words("even again", headway.result(), due));
      return Verdict.of(new Memory(scheduled, null), closed);
    }
    if (ratio >= settings.bunchRatio() && ratio <= settings.gapRatio()) {
      return kept(scheduled, null, now);
    }
    var opened = opened(headway, due, ratio);
    return Verdict.of(new Memory(scheduled, opened), opened).wakingAt(silence(now));
  }

  private Verdict<Memory> kept(
      Map<String, Double> scheduled, @Nullable AlertChange open, Instant now) {
    // Woken also without an alert, so that what was scheduled and never came is forgotten.
    return Verdict.quiet(new Memory(scheduled, open)).wakingAt(silence(now));
  }

  private Instant silence(Instant now) {
    return now.plus(Duration.ofMinutes(settings.silenceMinutes()));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null) {
      return Verdict.quiet(blank());
    }
    var why = String.format(Locale.ROOT, "no vehicle for %d min", settings.silenceMinutes());
    return Verdict.of(blank(), open.closed(now, open.observed(), why));
  }

  private AlertChange opened(Observation headway, double due, double ratio) {
    boolean bunched = ratio < settings.bunchRatio();
    return new AlertChange(
        AlertStatus.OPEN,
        headway.city(),
        headway.feature(),
        headway.property().name(),
        headway.phenomenonTime(),
        headway.phenomenonTime(),
        bunched || ratio < 2.5 ? Severity.MINOR : Severity.MODERATE,
        headway.result(),
        due,
        headway.property().unit(),
        words(bunched ? "bunching" : "large gap", headway.result(), due),
        headway.position(),
        headway.zone());
  }

  private static String words(String what, double observed, double due) {
    return String.format(
        Locale.ROOT,
        "%s: %.0f min after the vehicle before, %.0f min by the timetable",
        what,
        observed / 60,
        due / 60);
  }
}
