package citybrain.transport;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
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
 * Alerts when a road link is much slower than usual for this link and hour. Works on the logarithm
 * of the speed, because a link halves its speed as easily at 30 as at 90 km/h; what it saw while an
 * alert was open is not learned. Input: the measured speeds of one link.
 */
public record RoadCongestion(Settings settings)
    implements Detector<Observation, RoadCongestion.Memory> {

  /**
   * @param timeZone whose clock people drive by, such as {@code Europe/Copenhagen}
   * @param openRatio share of the usual speed below which an interval is low
   * @param closeRatio share of the usual speed above which it is over; the gap keeps it from
   *     flapping
   * @param sigmas how far outside the link's own noise at this hour a low interval must lie
   * @param evidence sum of these over low intervals in a row that opens: a deep fall is told at
   *     once, one near the border when it lasts
   * @param intervals but no fewer in a row; one slow car is no jam
   * @param calmIntervals good intervals in a row that close; a queue that moves for a moment is not
   *     over, and would be told twice
   * @param freeFlowRatio share of the free-flow speed that is low when this hour was never seen
   * @param learningRate share of a new reading in what is usual; 0.05 remembers about four days
   * @param silenceMinutes after so long without a measured speed an alert is closed
   * @param longestHours after so long the slow speed is the new usual, such as at roadworks
   */
  public record Settings(
      String timeZone,
      @AtMost(1) double openRatio,
      @AtMost(1) double closeRatio,
      double sigmas,
      double evidence,
      int intervals,
      int calmIntervals,
      @AtMost(1) double freeFlowRatio,
      @AtMost(1) double learningRate,
      int silenceMinutes,
      int longestHours) {

    public Settings {
      if (closeRatio <= openRatio) {
        throw new IllegalArgumentException("close-ratio must lie above open-ratio, or alerts flap");
      }
    }

    public static Settings of(String timeZone) {
      return new Settings(timeZone, 0.55, 0.7, 3.5, 10, 2, 3, 0.35, 0.05, 60, 24);
    }
  }

  /**
   * @param profile of the natural logarithm of the speed
   * @param freeFlow logarithm of the speed that 85 % of the readings stay below
   * @param before the last ratios to the usual speed, newest first, to tell sudden from gradual
   * @param inRow low intervals in a row; while an alert is open good ones
   * @param evidence sum of sigmas in this row
   * @param since when this row began
   */
  public record Memory(
      DayProfile profile,
      float freeFlow,
      float[] before,
      int inRow,
      float evidence,
      Instant since,
      Instant last,
      @Nullable AlertChange open) {}

  private static final int BEFORE = 6;

  /** Share of the learning rate by which doubt grows while an alert is open. */
  private static final double DOUBT = 0.5;

  /** Three hours at five minutes; before, neither free flow nor noise is known. */
  private static final int FEWEST_READINGS = 36;

  private static final DayProfile.Usual NOTHING_KNOWN = new DayProfile.Usual(0, 0, 0);

  /** A speed of 0 has no logarithm; below a slow walk nothing is gained by looking closer. */
  private static final double LEAST_SPEED = 2;

  /** 5 % of the speed: a link that was always measured alike is not surprised by rounding. */
  private static final double LEAST_SIGMA = 0.05;

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(DayProfile.blank(), 0, new float[0], 0, 0, Instant.EPOCH, Instant.EPOCH, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation speed) {
    if (speed.quality() == Quality.ESTIMATED || !(speed.result() >= 0)) {
      return Verdict.quiet(memory);
    }
    var now = speed.phenomenonTime();
    double value = Math.log(Math.max(speed.result(), LEAST_SPEED));
    var slot = LocalSlot.of(now, settings.timeZone());
    var usual = usual(memory, slot);
    if (!usual.isKnown()) {
      return Verdict.quiet(learned(memory, slot, value, now, 1));
    }
    double ratio = Math.exp(value - usual.mean());
    var open = memory.open();
    if (open == null) {
      return watch(memory, speed, slot, usual, ratio);
    }
    // A jam is not learned, but what comes back at the same hour day after day ends up as ordinary.
    var doubted = memory.profile().doubted(slot, value, DOUBT * settings.learningRate());
    return follow(with(memory, doubted), open, speed, usual, ratio);
  }

  private DayProfile.Usual usual(Memory memory, LocalSlot slot) {
    if (memory.profile().readings() < FEWEST_READINGS) {
      return NOTHING_KNOWN;
    }
    var usual = memory.profile().usual(slot);
    if (usual.isKnown()) {
      return usual;
    }
    // Nobody knows this hour yet: only speeds far below free flow count as low.
    double mean = memory.freeFlow() + Math.log(settings.freeFlowRatio() / settings.openRatio());
    return new DayProfile.Usual(mean, 0, 1);
  }

  private Verdict<Memory> watch(
      Memory memory, Observation speed, LocalSlot slot, DayProfile.Usual usual, double ratio) {
    var now = speed.phenomenonTime();
    double value = usual.mean() + Math.log(ratio);
    double sigmas = -usual.sigmas(value, LEAST_SIGMA);
    if (ratio >= settings.openRatio() || sigmas <= settings.sigmas()) {
      return Verdict.quiet(learned(memory, slot, value, now, ratio));
    }
    boolean goesOn = memory.inRow() > 0 && isRecent(memory, now);
    var since = goesOn ? memory.since() : now;
    int inRow = goesOn ? memory.inRow() + 1 : 1;
    double evidence = (goesOn ? memory.evidence() : 0) + sigmas;
    var next =
        new Memory(
            memory.profile(),
            memory.freeFlow(),
            pushed(memory.before(), ratio),
            inRow,
            (float) evidence,
            since,
            now,
            null);
    if (inRow < settings.intervals() || evidence < settings.evidence()) {
      return Verdict.quiet(next);
    }
    var change = opened(speed, usual, ratio, since, isSudden(memory, inRow));
    return Verdict.of(with(next, 0, now, change), change)
        .wakingAt(now.plus(Duration.ofMinutes(settings.silenceMinutes())));
  }

  private Verdict<Memory> follow(
      Memory memory, AlertChange open, Observation speed, DayProfile.Usual usual, double ratio) {
    var now = speed.phenomenonTime();
    var quiet = now.plus(Duration.ofMinutes(settings.silenceMinutes()));
    if (Duration.between(open.onset(), now).toHours() >= settings.longestHours()) {
      var why =
          String.format(
              Locale.ROOT,
              "slow for %d h: %.0f km/h is taken as the new usual speed",
              settings.longestHours(),
              speed.result());
      return Verdict.of(blank(), open.closed(now, speed.result(), why));
    }
    if (ratio >= settings.closeRatio()) {
      int good = memory.inRow() + 1;
      if (good >= settings.calmIntervals()) {
        var why =
            String.format(
                Locale.ROOT,
                "back to %.0f km/h, usual is %.0f km/h, after %d min",
                speed.result(),
                Math.exp(usual.mean()),
                Duration.between(open.onset(), now).toMinutes());
        return Verdict.of(with(memory, 0, now, null), open.closed(now, speed.result(), why));
      }
      return Verdict.quiet(with(memory, good, now, open)).wakingAt(quiet);
    }
    var severity = severity(ratio);
    if (severity.compareTo(open.severity()) > 0) {
      var worse = changed(open, now, severity, speed.result(), Math.exp(usual.mean()));
      return Verdict.of(with(memory, 0, now, worse), worse).wakingAt(quiet);
    }
    return Verdict.quiet(with(memory, 0, now, open)).wakingAt(quiet);
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null) {
      return Verdict.quiet(memory);
    }
    var why = String.format(Locale.ROOT, "no measured speed for %d min", settings.silenceMinutes());
    return Verdict.of(with(memory, 0, memory.last(), null), open.closed(now, open.observed(), why));
  }

  private Memory learned(Memory memory, LocalSlot slot, double value, Instant now, double ratio) {
    int n = memory.profile().readings();
    double step = Math.max(1.0 / (n + 1), 0.002);
    double freeFlow = n == 0 ? value : memory.freeFlow();
    freeFlow += (value > freeFlow ? 0.85 : -0.15) * step;
    return new Memory(
        memory.profile().learned(slot, value, settings.learningRate()),
        (float) freeFlow,
        pushed(memory.before(), ratio),
        0,
        0,
        now,
        now,
        null);
  }

  private static Memory with(Memory memory, int inRow, Instant last, @Nullable AlertChange open) {
    return new Memory(
        memory.profile(), memory.freeFlow(), memory.before(), inRow, 0, memory.since(), last, open);
  }

  private static Memory with(Memory memory, DayProfile profile) {
    return new Memory(
        profile,
        memory.freeFlow(),
        memory.before(),
        memory.inRow(),
        memory.evidence(),
        memory.since(),
        memory.last(),
        memory.open());
  }

  private boolean isRecent(Memory memory, Instant now) {
    return Duration.between(memory.last(), now).toMinutes() <= 15;
  }

  /** Sudden: at the usual speed (0.8 of it or more) at most two intervals before the first low. */
  private static boolean isSudden(Memory memory, int inRow) {
    int first = inRow - 1;
    for (int i = first; i < Math.min(first + 2, memory.before().length); i++) {
      if (memory.before()[i] >= 0.8) {
        return true;
      }
    }
    return false;
  }

  private static float[] pushed(float[] before, double ratio) {
    var next = new float[Math.min(BEFORE, before.length + 1)];
    next[0] = (float) ratio;
    System.arraycopy(before, 0, next, 1, next.length - 1);
    return next;
  }

  private static Severity severity(double ratio) {
    if (ratio < 0.2) {
      return Severity.SEVERE;
    }
    return ratio < 0.4 ? Severity.MODERATE : Severity.MINOR;
  }

  private static AlertChange opened(
      Observation speed, DayProfile.Usual usual, double ratio, Instant since, boolean sudden) {
    var now = speed.phenomenonTime();
    double expected = Math.exp(usual.mean());
    var why =
        String.format(
            Locale.ROOT,
            "%s: speed %.0f km/h where %.0f km/h is usual for this link at this hour, for %d min",
            sudden ? "incident (sudden)" : "congestion (gradual)",
            speed.result(),
            expected,
            // An interval ends five minutes after it began.
            Duration.between(since, now).toMinutes() + 5);
    return new AlertChange(
        AlertStatus.OPEN,
        speed.city(),
        speed.feature(),
        speed.property().name(),
        now,
        now,
        severity(ratio),
        speed.result(),
        expected,
        speed.property().unit(),
        why,
        speed.position(),
        speed.zone());
  }

  private static AlertChange changed(
      AlertChange open, Instant now, Severity severity, double observed, double expected) {
    var why =
        String.format(
            Locale.ROOT, "worse: now %.0f km/h where %.0f km/h is usual", observed, expected);
    return new AlertChange(
        AlertStatus.UPDATE,
        open.city(),
        open.feature(),
        open.property(),
        open.onset(),
        now,
        severity,
        observed,
        expected,
        open.unit(),
        why,
        open.position(),
        open.zone());
  }
}
