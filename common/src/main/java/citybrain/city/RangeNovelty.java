package citybrain.city;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * How new a value is to a series that nobody described: seven views of it (raw, smoothed, against
 * the habit of day and week) each remember the range they moved in, and novelty is how far they
 * leave it, in widths of that range. Nothing is assumed about units or distribution. Output is
 * sparse: a quiet series becomes sensitive, a noisy one tolerant, and one happening counts once.
 *
 * @param timeZone whose clock the habits follow
 * @param warmUp readings until the output counts; also the unit of all memory lengths
 */
public record RangeNovelty(String timeZone, int warmUp) {

  /**
   * What is remembered of one series, in a fixed layout.
   *
   * @param numbers counters, smoothed values, bounds and profiles, see the offsets above
   * @param seen readings by slot of day and week, up to 127
   */
  public record State(float[] numbers, byte[] seen) {}

  /** The state after one value, and how novel that was: 0 is ordinary, above 0.14 is rare. */
  public record Step(State state, double novelty) {}

  private static final int CHANNELS = 7;
  private static final double[] WEIGHTS = {.5, 1, 1, .5, .5, 1, 1};
  private static final int DAY_SLOTS = 48;
  private static final int WEEK_SLOTS = 168;

  private static final int READINGS = 0;
  private static final int SMOOTHED = 1;
  private static final int SINCE_ALARM = 5;
  private static final int ALARM_MASS = 6;
  private static final int HELD = 7;
  private static final int SINCE_EMISSION = 8;
  private static final int BOUNDS = 9;
  private static final int DAY = BOUNDS + 3 * CHANNELS;
  private static final int WEEK = DAY + DAY_SLOTS;
  private static final int NUMBERS = WEEK + WEEK_SLOTS;

  private static final int FIRST_COUNTED = 10;
  private static final double LEAST_MEAN_RATE = 0.002;
  private static final double DAY_RATE = 0.01;
  private static final double WEEK_RATE = 0.03;
  private static final double ALARM = 0.2;
  private static final double MOST_MASS = 0.5;

  public static State blank() {
    return new State(new float[NUMBERS], new byte[DAY_SLOTS + WEEK_SLOTS]);
  }

  /** The slowly smoothed value: what a reader would call the level of the series. */
  public static double level(State state) {
    return state.numbers()[SMOOTHED + 1];
  }

  /** True when the series was watched for long enough that its novelty counts. */
  public boolean isWarm(State state) {
    return state.numbers()[READINGS] >= warmUp;
  }

  /** The next state; the one given stays as it is. */
  public Step observe(State state, Instant time, double value) {
    if (!Double.isFinite(value)) {
      return new Step(state, 0);
    }
    var next = new State(state.numbers().clone(), state.seen().clone());
    return new Step(next, update(next, time, value));
  }

  private double update(State state, Instant time, double value) {
    var s = state.numbers();
    double t = s[READINGS];
    var u = channels(state, time, value);
    double novelty = t < FIRST_COUNTED ? 0 : exceedance(s, u);
    remember(s, u);
    s[READINGS] = (float) (t + 1);
    return sparse(s, novelty, t);
  }

  /** The seven views: value, two speeds of smoothing, and what day and week leave unexplained. */
  private double[] channels(State state, Instant time, double value) {
    var s = state.numbers();
    var local = time.atZone(ZoneId.of(timeZone));
    int daySlot = local.toLocalTime().toSecondOfDay() / (86_400 / DAY_SLOTS);
    int weekSlot = (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
    var u = new double[CHANNELS];
    boolean first = s[READINGS] == 0;
    u[0] = value;
    u[1] = smoothed(s, 0, value, 0.3, first);
    u[2] = smoothed(s, 1, value, 0.05, first);
    u[3] = residual(state, DAY + daySlot, daySlot, value, DAY_RATE, 0);
    u[4] = smoothed(s, 2, u[3], 0.3, first);
    u[5] = smoothed(s, 3, u[3], 0.03, first);
    u[6] = residual(state, WEEK + weekSlot, DAY_SLOTS + weekSlot, value, WEEK_RATE, u[3]);
    return u;
  }

  private static double smoothed(float[] s, int i, double value, double rate, boolean first) {
    double next = first ? value : s[SMOOTHED + i] + rate * (value - s[SMOOTHED + i]);
    s[SMOOTHED + i] = (float) next;
    return next;
  }

  /** Distance from the profile once it learned the value; a slot never seen gives the fallback. */
  private static double residual(
      State state, int at, int slot, double value, double rate, double unseen) {
    var s = state.numbers();
    int n = state.seen()[slot];
    s[at] += (float) (Math.max(1.0 / (n + 1), rate) * (value - s[at]));
    state.seen()[slot] = (byte) Math.min(Byte.MAX_VALUE, n + 1);
    return n == 0 ? unseen : value - s[at];
  }

  private static double exceedance(float[] s, double[] u) {
    double sum = 0;
    for (int k = 0; k < CHANNELS; k++) {
      double high = s[BOUNDS + 3 * k];
      double low = s[BOUNDS + 3 * k + 1];
      double out = Math.max(u[k] - high, low - u[k]);
      if (out > 0) {
        sum += WEIGHTS[k] * out / Math.max(high - low, 1e-9);
      }
    }
    return sum;
  }

  /** Bounds relax to the mean, half of the way in 12 warm-ups, and stretch to the value. */
  private void remember(float[] s, double[] u) {
    double relax = Math.pow(0.5, 1 / (12.0 * warmUp));
    double meanRate = Math.max(1.0 / (s[READINGS] + 1), LEAST_MEAN_RATE);
    for (int k = 0; k < CHANNELS; k++) {
      int at = BOUNDS + 3 * k;
      if (s[READINGS] == 0) {
        Arrays.fill(s, at, at + 3, (float) u[k]);
        continue;
      }
      double mean = s[at + 2] + meanRate * (u[k] - s[at + 2]);
      s[at] = (float) Math.max(u[k], mean + (s[at] - mean) * relax);
      s[at + 1] = (float) Math.min(u[k], mean + (s[at + 1] - mean) * relax);
      s[at + 2] = (float) mean;
    }
  }

  /** Damps the young, spends the alarm budget and holds the record: one happening, one output. */
  private double sparse(float[] s, double novelty, double t) {
    double o = novelty * Math.pow(Math.min(1, t / (8.0 * warmUp)), 0.2);
    o *= 1 + s[SINCE_ALARM] / warmUp;
    o /= 1 + 0.3 * s[ALARM_MASS];
    s[ALARM_MASS] *= (float) Math.pow(0.5, 1 / (2.0 * warmUp));
    s[SINCE_ALARM]++;
    s[SINCE_EMISSION]++;
    s[HELD] *= (float) Math.pow(0.5, 1 / (0.05 * warmUp));
    if (o > 0 && s[SINCE_EMISSION] < 0.33 * warmUp && o < 1.5 * s[HELD]) {
      o = 0;
    }
    if (o > 0) {
      s[HELD] = (float) o;
      s[SINCE_EMISSION] = 0;
    }
    if (o >= ALARM) {
      s[SINCE_ALARM] = 0;
      s[ALARM_MASS] += (float) Math.min(o, MOST_MASS);
    }
    return o;
  }
}
