package citybrain.transport;

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
import org.jspecify.annotations.Nullable;

/**
 * Alerts when a road link is much slower than usual for this link, hour and kind of day. Usual is
 * what was driven there on earlier days; at an hour that was never seen only a sudden fall against
 * the half hour before counts, and before an hour was seen on three days only a sudden one at all,
 * for a queue that grows may come each day. Few vehicles are little evidence, and none when a
 * sensor whose windows overlap tells them again. What was told is no news at the same hour of other
 * days, and not learned. It ends when the speed came back and stayed. Input: the measured speeds of
 * one link, and how many vehicles they are of if that is told.
 *
 * <p>Formula: z = (ln v - ln usual) / spread, weighed by vehicles; a jam lasts, far below.
 *
 * <p>Source: own; the standard normal deviate of Dudek, Messer and Nuckles (1974), of ln v.
 *
 * <p>It cannot see a jam where nobody drives, one that comes back each day, one that grows slowly
 * in the first days, or neighbouring links.
 */
public record RoadCongestion(Settings settings)
    implements Detector<Observation, RoadCongestion.Memory> {

  /**
   * @param calendar whose clock people drive by, such as {@code Europe/Copenhagen}
   * @param openRatio share of the usual speed below which an interval is low
   * @param closeRatio share of the usual speed above which it is over; the gap keeps it from
   *     flapping
   * @param sigmas how far outside the link's own noise at this hour a low interval must lie
   * @param evidence sum of these over low intervals in a row that opens: a deep fall is told at
   *     once, one near the border when it lasts
   * @param intervals but no fewer in a row; one slow car is no jam
   * @param calmIntervals good intervals in a row that close; a queue that moves for a moment is not
   *     over, and would be told twice
   * @param suddenRatio share of the speed of the half hour before that is low when this hour was
   *     never seen
   * @param fallRatio share of the speed of the interval before below which a fall is sudden: people
   *     brake at once before an incident, a queue that comes each day grows
   * @param gradualAfterDays before an hour was seen on so many days only a sudden fall counts, for
   *     nobody knows yet what grows here each day
   * @param fewestVehicles that must be slow together in this row, and drive well for it to be over;
   *     an interval with fewer counts less
   * @param learningRate share of a new reading in what is usual; 0.05 remembers about four days
   * @param silenceMinutes after so long without a measured speed it is unknown whether an alert
   *     goes on
   * @param longestHours after so long the slow speed is the new usual, such as at roadworks, and
   *     learned anew
   */
  public record Settings(
      CityCalendar calendar,
      @AtMost(1) double openRatio,
      @AtMost(1) double closeRatio,
      double sigmas,
      double evidence,
      int intervals,
      int calmIntervals,
      @AtMost(1) double suddenRatio,
      @AtMost(1) double fallRatio,
      int gradualAfterDays,
      int fewestVehicles,
      @AtMost(1) double learningRate,
      int silenceMinutes,
      int longestHours) {

    public Settings {
      if (closeRatio <= openRatio) {
        throw new IllegalArgumentException("close-ratio must lie above open-ratio, or alerts flap");
      }
    }

    public static Settings of(CityCalendar calendar) {
      return new Settings(calendar, 0.55, 0.7, 3, 10, 2, 3, 0.45, 0.65, 3, 3, 0.05, 60, 24);
    }
  }

  /**
   * About 2 KB.
   *
   * @param profile of the natural logarithm of the speed
   * @param before the same of the last intervals that were not low, newest first
   * @param row what speaks for an alert, or while one is open for its end
   * @param last measured interval
   * @param reads how the link is read
   * @param ordinary logarithm of the speed that the open alert was held against
   */
  public record Memory(
      DayProfile profile,
      float[] before,
      IntervalRow row,
      Instant last,
      LinkReads reads,
      float ordinary,
      @Nullable AlertChange open) {

    private Memory with(
        DayProfile next, IntervalRow evidence, Instant now, @Nullable AlertChange alert) {
      return new Memory(next, before, evidence, now, reads, ordinary, alert);
    }

    private Memory with(@Nullable AlertChange alert) {
      return with(profile, row, last, alert);
    }

    private Memory with(LinkReads next) {
      return new Memory(profile, before, row, last, next, ordinary, open);
    }

    private Memory heldAgainst(double speed) {
      return new Memory(profile, before, row, last, reads, (float) speed, open);
    }
  }

  private static final int BEFORE = 6;
  private static final int ENOUGH_BEFORE = 4;

  /** Three hours at five minutes; before, the noise of a link is not known. */
  private static final int FEWEST_READINGS = 36;

  /** Where few drive by night two readings are two drivers, and no usual speed. */
  private static final int FEWEST_OF_HOUR = 6;

  /** A speed of 0 has no logarithm; below a slow walk nothing is gained by looking closer. */
  private static final double LEAST_SPEED = 2;

  /** 5 % of the speed: a link that was always measured alike is not surprised by rounding. */
  private static final double LEAST_SIGMA = 0.05;

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(
          DayProfile.blank(),
          new float[0],
          IntervalRow.NONE,
          Instant.EPOCH,
          LinkReads.blank(),
          0,
          null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory before, Observation input) {
    if (!(input.result() >= 0)) {
      return Verdict.quiet(before);
    }
    if (input.property() == ObservedProperty.TRAFFIC_VEHICLE_COUNT) {
      return Verdict.quiet(before.with(before.reads().counted(input)));
    }
    var now = input.phenomenonTime();
    var reads = before.reads().read(now);
    int vehicles = reads.vehiclesAt(now);
    if (input.quality() == Quality.ESTIMATED || vehicles == 0) {
      return Verdict.quiet(before.with(reads));
    }
    int few = settings.fewestVehicles();
    boolean isEcho = reads.isEcho(input.result(), vehicles, few);
    var memory = before.with(reads.measured(input.result(), vehicles, few));
    double value = logarithm(input.result());
    var slot = settings.calendar().slot(now);
    var usual = usual(memory, slot, now);
    var open = memory.open();
    int fresh = isEcho ? 0 : vehicles;
    return open == null
        ? watch(memory, input, slot, usual, value, fresh)
        : follow(memory, open, input, slot, usual, value, fresh);
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public Memory taught(Memory memory, Baseline baseline) {
    if (baseline.series().property() != ObservedProperty.TRAFFIC_SPEED) {
      return memory;
    }
    int today = settings.calendar().slot(baseline.appliesFrom()).day();
    var profile = memory.profile().taught(baseline, today, RoadCongestion::logarithm);
    return memory.with(profile, memory.row(), memory.last(), memory.open());
  }

  private static double logarithm(double speed) {
    return Math.log(Math.max(speed, LEAST_SPEED));
  }

  private SpeedMeasure usual(Memory memory, LocalSlot slot, Instant now) {
    var usual = memory.profile().usual(slot);
    if (usual.readings() >= FEWEST_OF_HOUR && memory.profile().readings() >= FEWEST_READINGS) {
      return new SpeedMeasure(true, usual, settings.openRatio());
    }
    var before = memory.before();
    if (before.length < ENOUGH_BEFORE || !isRecent(memory, now) || !memory.reads().isOften()) {
      return SpeedMeasure.nothing();
    }
    return SpeedMeasure.before(before, settings.suddenRatio());
  }

  private Verdict<Memory> watch(
      Memory memory,
      Observation speed,
      LocalSlot slot,
      SpeedMeasure measure,
      double value,
      int vehicles) {
    var now = speed.phenomenonTime();
    var usual = measure.usual();
    double ratio = Math.exp(value - usual.mean());
    double sigmas = -usual.sigmas(value, LEAST_SIGMA);
    boolean isLow =
        usual.isKnown()
            && ratio < measure.lowRatio()
            && sigmas > settings.sigmas()
            && (measure.isHour() || memory.profile().isNews(slot, value, LEAST_SIGMA));
    if (!isLow) {
      return Verdict.quiet(learned(memory, slot, value, now));
    }
    if (vehicles == 0) {
      return Verdict.quiet(memory);
    }
    var before = isRecent(memory, now) ? memory.row() : IntervalRow.NONE;
    var row =
        before.plus(sigmas * weight(vehicles), counting(vehicles), now, fell(memory, value, now));
    boolean mayGrow = measure.isHour() && usual.days() >= settings.gradualAfterDays();
    if (!row.sudden() && !mayGrow) {
      return Verdict.quiet(learned(memory, slot, value, now));
    }
    if (row.intervals() < settings.intervals()
        || row.evidence() < settings.evidence()
        || row.vehicles() < settings.fewestVehicles()) {
      return Verdict.quiet(memory.with(memory.profile(), row, now, null));
    }
    // From the beginning of the first interval to the end of the last.
    var lasted = Duration.between(row.since(), now).plus(memory.reads().cadence().interval());
    var change = CongestionAlert.opened(speed, measure, ratio, lasted.toMinutes(), row.sudden());
    var profile = memory.profile().told(slot, value, settings.learningRate());
    var next = memory.with(profile, IntervalRow.NONE, now, change);
    return Verdict.of(next.heldAgainst(usual.mean()), change).wakingAt(silentAt(next, now));
  }

  /**
   * The mean of few speeds wanders as the root of their number tells; an interval of an unknown
   * number counts as one of enough.
   */
  private double weight(int vehicles) {
    return Math.sqrt(Math.min(1, (double) counting(vehicles) / settings.fewestVehicles()));
  }

  private int counting(int vehicles) {
    return vehicles == LinkReads.UNCOUNTED ? settings.fewestVehicles() : vehicles;
  }

  private Verdict<Memory> follow(
      Memory memory,
      AlertChange open,
      Observation speed,
      LocalSlot slot,
      SpeedMeasure measure,
      double value,
      int vehicles) {
    var now = speed.phenomenonTime();
    double expected = measure.isHour() ? measure.usual().mean() : memory.ordinary();
    double usual = Math.exp(expected);
    double ratio = Math.exp(value - expected);
    var minutes = Duration.between(open.onset(), now).toMinutes();
    if (minutes >= 60L * settings.longestHours()) {
      var why =
          measure.following(speed, memory.ordinary())
              + (", for " + settings.longestHours() + " h: learned anew as the new usual speed");
      return Verdict.of(blank(), open.closed(now, speed.result(), usual, why));
    }
    if (vehicles == 0) {
      return goingOn(memory, open, speed, usual, measure);
    }
    if (ratio >= settings.closeRatio()) {
      var row = memory.row().plus(0, counting(vehicles), now, false);
      var next = memory.with(memory.profile(), row, now, open);
      if (row.intervals() >= settings.calmIntervals()
          && row.vehicles() >= settings.fewestVehicles()) {
        var why =
            "back to "
                + measure.following(speed, memory.ordinary())
                + ", after "
                + minutes
                + " min";
        return Verdict.of(
            next.with(memory.profile(), IntervalRow.NONE, now, null),
            open.closed(now, speed.result(), usual, why));
      }
      return goingOn(next, open, speed, usual, measure);
    }
    var next =
        memory.with(
            memory.profile().told(slot, value, settings.learningRate()),
            IntervalRow.NONE,
            now,
            open);
    var severity = CongestionAlert.severity(ratio);
    if (severity.compareTo(open.severity()) > 0 && weight(vehicles) >= 1) {
      var worse =
          open.updated(
              now,
              severity,
              speed.result(),
              usual,
              "worse: now " + measure.following(speed, memory.ordinary()));
      return Verdict.of(next.with(worse), worse).wakingAt(silentAt(next, now));
    }
    return goingOn(next, open, speed, usual, measure);
  }

  private Verdict<Memory> goingOn(
      Memory memory, AlertChange open, Observation speed, double usual, SpeedMeasure measure) {
    var now = speed.phenomenonTime();
    var going =
        open.isUnknown()
            ? open.heard(now, speed.result(), usual, measure.following(speed, memory.ordinary()))
            : open;
    return Verdict.goingOn(memory.with(going), open, going).wakingAt(silentAt(memory, now));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var silent = open.unknown(now, "no measured speed for " + silence(memory) + " min");
    return Verdict.of(
        memory.with(memory.profile(), IntervalRow.NONE, memory.last(), silent), silent);
  }

  private Instant silentAt(Memory memory, Instant now) {
    return now.plus(Duration.ofMinutes(silence(memory)));
  }

  private long silence(Memory memory) {
    return memory.reads().silenceMinutes(settings.silenceMinutes());
  }

  private Memory learned(Memory memory, LocalSlot slot, double value, Instant now) {
    return new Memory(
        memory.profile().learned(slot, value, settings.learningRate()),
        pushed(isRecent(memory, now) ? memory.before() : new float[0], value),
        IntervalRow.NONE,
        now,
        memory.reads(),
        0,
        null);
  }

  private static boolean isRecent(Memory memory, Instant now) {
    return memory.reads().isRecent(memory.last(), now);
  }

  /** Far below the interval before. */
  private boolean fell(Memory memory, double value, Instant now) {
    return memory.before().length > 0
        && isRecent(memory, now)
        && Math.exp(value - memory.before()[0]) <= settings.fallRatio();
  }

  private static float[] pushed(float[] before, double value) {
    var next = new float[Math.min(BEFORE, before.length + 1)];
    next[0] = (float) value;
    System.arraycopy(before, 0, next, 1, next.length - 1);
    return next;
  }
}
