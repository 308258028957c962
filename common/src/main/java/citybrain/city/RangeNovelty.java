package citybrain.city;

import citybrain.detection.CityCalendar;
import citybrain.detection.LocalSlot;
import java.time.Instant;
import java.util.Arrays;

/**
 * How new a value is to a series that nobody described: seven views of it (raw, smoothed, against
 * the habit of day and week) each remember the range they moved in, and novelty is how far they
 * leave it, in widths of that range. A value is held against what was known before it came. Nothing
 * is assumed about units, distribution or interval: the series itself tells how often it comes.
 * Output is sparse: a quiet series becomes sensitive, a noisy one tolerant, and one happening
 * counts once.
 *
 * <p>All lengths are multiples of a memory of two days, or of {@value #LEAST_MEMORY} readings where
 * a series comes more rarely than every five minutes. One that comes more often is smoothed and
 * learned by the same times, so by smaller steps.
 *
 * @param calendar whose clock the habits follow
 */
public record RangeNovelty(CityCalendar calendar) {

  /**
   * What is remembered of one series, in a fixed layout of about 1.6 KB.
   *
   * @param origin the first value, from which all are counted, so that a high level costs no digits
   * @param last time of the last reading, milliseconds since 1970
   * @param numbers counters, smoothed values and bounds, see the offsets below
   * @param profile what is usual, by slot of day and week
   * @param seen readings by slot of day and week
   */
  public record State(double origin, long last, double[] numbers, float[] profile, short[] seen) {}

  /** The state after one value, and how novel that was: 0 is ordinary, above 0.14 is rare. */
  public record Step(State state, double novelty) {}

  private static final int CHANNELS = 7;
  private static final double[] WEIGHTS = {.5, 1, 1, .5, .5, 1, 1};
  private static final int DAY_SLOTS = 48;
  private static final int WEEK_SLOTS = 168;
  private static final int DAY_SLOT_SECONDS = 86_400 / DAY_SLOTS;

  private static final int READINGS = 0;
  private static final int INTERVAL = 1;
  private static final int SMOOTHED = 2;
  private static final int SINCE_ALARM = 6;
  private static final int ALARM_MASS = 7;
  private static final int HELD = 8;
  private static final int SINCE_EMISSION = 9;
  private static final int BOUNDS = 10;
  private static final int NUMBERS = BOUNDS + 3 * CHANNELS;

  /** Readings that the memory holds at least, so that an hourly series has enough to go by. */
  static final int LEAST_MEMORY = 576;

  private static final double MEMORY_SECONDS = 2 * 86_400.0;
  private static final double USUAL_SECONDS = MEMORY_SECONDS / LEAST_MEMORY;
  private static final double LONGEST_SECONDS = 86_400;

  private static final int FIRST_COUNTED = 10;
  private static final double DAY_RATE = 0.01;
  private static final double WEEK_RATE = 0.03;
  private static final double ALARM = 0.15;
  private static final double MOST_MASS = 0.5;

  /** A series that was quiet for long is heard this much more, and no more after years. */
  private static final double MOST_PATIENCE = 2;

  /** How far a view leaves its range beyond this makes no difference, be it a sensor's 1e12. */
  private static final double MOST_WIDTHS = 100;

  /** Room for sums and products of it in what is remembered. */
  private static final double LARGEST = 1e30;

  /** Of the values, and of the level: less is rounding and no range. */
  private static final double LEAST_WIDTH = 1e-6;

  private static final double ROUNDING = 1e-12;

  /** One object, because arrays are equal to themselves only. */
  private static final State BLANK =
      new State(
          0,
          0,
          new double[NUMBERS],
          new float[DAY_SLOTS + WEEK_SLOTS],
          new short[DAY_SLOTS + WEEK_SLOTS]);

  public static State blank() {
    return BLANK;
  }

  /** The slowly smoothed value: what a reader would call the level of the series. */
  public static double level(State state) {
    return state.origin() + state.numbers()[SMOOTHED + 1];
  }

  /** Readings so far. */
  public static double readings(State state) {
    return state.numbers()[READINGS];
  }

  /**
   * The usual time from one reading to the next, in seconds: of the gaps seen the one in the
   * middle, so that neither an outage nor a burst makes it another; from 1 s to a day.
   */
  public static double interval(State state) {
    double known = state.numbers()[INTERVAL];
    return known > 0 ? known : USUAL_SECONDS;
  }

  /** The next state; the one given stays as it is. What is no number is passed over. */
  public Step observe(State state, Instant time, double value) {
    if (!Double.isFinite(value)) {
      return new Step(state, 0);
    }
    boolean isFirst = state.numbers()[READINGS] == 0;
    double bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
    long now = time.toEpochMilli();
    var next =
        new State(
            isFirst ? bounded : state.origin(),
            now,
            state.numbers().clone(),
            state.profile().clone(),
            state.seen().clone());
    if (!isFirst) {
      next.numbers()[INTERVAL] = interval(next.numbers(), (now - state.last()) / 1000.0);
    }
    return new Step(next, update(next, calendar.slot(time), bounded - next.origin()));
  }

  /** Goes towards the gap by a bounded factor: settles where as many are longer as shorter. */
  private static double interval(double[] s, double gap) {
    if (gap <= 0) {
      return s[INTERVAL];
    }
    double bounded = Math.max(1, Math.min(LONGEST_SECONDS, gap));
    if (s[INTERVAL] == 0 || s[INTERVAL] == bounded) {
      return bounded;
    }
    double most = 1 + Math.max(2 / (s[READINGS] + 1), 0.02);
    return Math.max(s[INTERVAL] / most, Math.min(s[INTERVAL] * most, bounded));
  }

  private static double update(State state, LocalSlot time, double value) {
    var s = state.numbers();
    double seconds = interval(state);
    double memory = Math.max(LEAST_MEMORY, MEMORY_SECONDS / seconds);
    var u = channels(state, time, value, Math.min(1, seconds / USUAL_SECONDS));
    double t = s[READINGS];
    double novelty = t < FIRST_COUNTED ? 0 : exceedance(s, u, ROUNDING * Math.abs(state.origin()));
    double relax = Math.pow(0.5, 1 / (12 * memory));
    remember(s, u, relax, 1 / memory);
    s[READINGS] = t + 1;
    return sparse(s, novelty, t, memory, relax);
  }

  /**
   * The seven views: value, two speeds of smoothing, and what day and week leave unexplained.
   *
   * @param pace 1, or less where readings come more often than every five minutes
   */
  private static double[] channels(State state, LocalSlot time, double value, double pace) {
    var s = state.numbers();
    int daySlot = time.secondOfDay() / DAY_SLOT_SECONDS;
    int weekSlot = Math.floorMod(time.day() + 3, 7) * 24 + time.secondOfDay() / 3600;
    var u = new double[CHANNELS];
    u[0] = value;
    u[1] = smoothed(s, 0, value, 0.3 * pace);
    u[2] = smoothed(s, 1, value, 0.05 * pace);
    u[3] = residual(state, daySlot, value, DAY_RATE * pace, 0);
    u[4] = smoothed(s, 2, u[3], 0.3 * pace);
    u[5] = smoothed(s, 3, u[3], 0.03 * pace);
    u[6] = residual(state, DAY_SLOTS + weekSlot, value, WEEK_RATE * pace, u[3]);
    return u;
  }

  private static double smoothed(double[] s, int i, double value, double rate) {
    boolean isFirst = s[READINGS] == 0;
    double next = isFirst ? value : s[SMOOTHED + i] + rate * (value - s[SMOOTHED + i]);
    s[SMOOTHED + i] = next;
    return next;
  }

  /**
   * Distance from what the profile held before this value, less where it rests on few; a slot never
   * seen gives the fallback.
   */
  private static double residual(State state, int slot, double value, double rate, double unseen) {
    int n = state.seen()[slot];
    double usual = state.profile()[slot];
    state.profile()[slot] = (float) (usual + Math.max(1.0 / (n + 1), rate) * (value - usual));
    state.seen()[slot] = (short) Math.min(Short.MAX_VALUE, n + 1);
    return n == 0 ? unseen : (value - usual) * n / (n + 1);
  }

  /** How far the views leave their ranges, in widths of these, by weight. */
  private static double exceedance(double[] s, double[] u, double rounding) {
    double size = Math.max(Math.abs(s[BOUNDS]), Math.abs(s[BOUNDS + 1]));
    double least = Math.max(rounding, LEAST_WIDTH * size);
    double sum = 0;
    for (int k = 0; k < CHANNELS; k++) {
      double high = s[BOUNDS + 3 * k];
      double low = s[BOUNDS + 3 * k + 1];
      double out = Math.max(u[k] - high, low - u[k]);
      if (out > 0) {
        double width = Math.max(high - low, least);
        sum += WEIGHTS[k] * (width > 0 ? Math.min(MOST_WIDTHS, out / width) : MOST_WIDTHS);
      }
    }
    return sum;
  }

  /** Bounds relax to the mean, half of the way in 12 memories, and stretch to the value. */
  private static void remember(double[] s, double[] u, double relax, double leastRate) {
    double meanRate = Math.max(1 / (s[READINGS] + 1), leastRate);
    for (int k = 0; k < CHANNELS; k++) {
      int at = BOUNDS + 3 * k;
      if (s[READINGS] == 0) {
        Arrays.fill(s, at, at + 3, u[k]);
        continue;
      }
      double mean = s[at + 2] + meanRate * (u[k] - s[at + 2]);
      s[at] = Math.max(u[k], mean + (s[at] - mean) * relax);
      s[at + 1] = Math.min(u[k], mean + (s[at + 1] - mean) * relax);
      s[at + 2] = mean;
    }
  }

  /**
   * Damps the young, spends the alarm budget and holds the record: one happening, one output. All
   * that is put out counts as spent, for two memories half of it; only what is an alarm ends the
   * patience. The record that is held loses half in the twentieth part of a memory.
   *
   * @param relax what is left after a reading of what loses half in 12 memories; the other two are
   *     powers of it, which are dear
   */
  private static double sparse(double[] s, double novelty, double t, double memory, double relax) {
    double o = t < 8 * memory ? novelty * Math.pow(t / (8 * memory), 0.2) : novelty;
    o *= 1 + Math.min(MOST_PATIENCE, s[SINCE_ALARM] / memory);
    o /= 1 + 0.3 * s[ALARM_MASS];
    double relax2 = relax * relax;
    double relax6 = relax2 * relax2 * relax2;
    s[ALARM_MASS] *= relax6;
    s[SINCE_ALARM]++;
    s[SINCE_EMISSION]++;
    double relax12 = relax6 * relax6;
    double relax48 = relax12 * relax12 * relax12 * relax12;
    s[HELD] *= relax48 * relax48 * relax48 * relax48 * relax48;
    if (o > 0 && s[SINCE_EMISSION] < 0.33 * memory && o < 1.5 * s[HELD]) {
      o = 0;
    }
    if (o > 0) {
      s[HELD] = o;
      s[SINCE_EMISSION] = 0;
      s[ALARM_MASS] += Math.min(o, MOST_MASS);
    }
    if (o >= ALARM) {
      s[SINCE_ALARM] = 0;
    }
    return o;
  }
}
