package citybrain.detection;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells a sudden step from a ramp in a series of which no whole day is known yet. Three readings
 * are held against the three before: what lies between the nearest of both is the step. A ramp,
 * however long, has only the rise of one interval between them, and a lone broken reading none. A
 * step counts when it is large against the level and unlike any this series made before.
 *
 * @param recent the last six readings, newest first
 * @param ordinary the largest step so far; what was seen once is no news
 * @param noise mean absolute change from reading to reading
 * @param readings seen so far
 */
public record SuddenStep(float[] recent, float ordinary, float noise, int readings, Instant last) {

  private static final int SIDE = 3;
  private static final int LONGEST_GAP = 3;

  /** Beyond the largest step so far by this factor. */
  private static final double TIMES = 3;

  /** Beyond the ordinary change from reading to reading by this factor. */
  private static final double NOISES = 6;

  private static final double NOISE_RATE = 0.02;
  private static final double NOISE_BORDER = 4;

  /** One object, because arrays are equal to themselves only. */
  private static final SuddenStep BLANK = new SuddenStep(new float[0], 0, 0, 0, Instant.EPOCH);

  public static SuddenStep blank() {
    return BLANK;
  }

  /**
   * The state after one more reading.
   *
   * @param interval usual time from reading to reading; after a gap of more than three the level
   *     before is no longer known
   */
  public SuddenStep seen(Instant now, double value, Duration interval) {
    boolean goesOn = Duration.between(last, now).compareTo(interval.multipliedBy(LONGEST_GAP)) <= 0;
    var before = goesOn ? recent : new float[0];
    var next = new float[Math.min(2 * SIDE, before.length + 1)];
    next[0] = (float) value;
    System.arraycopy(before, 0, next, 1, next.length - 1);
    double grown = noise;
    if (before.length > 0) {
      double change = Math.abs(value - before[0]);
      double border = readings > 2 * SIDE ? NOISE_BORDER * noise : change;
      grown += Math.max(1.0 / readings, NOISE_RATE) * (Math.min(change, border) - noise);
    }
    float largest = Math.max(ordinary, (float) Math.abs(size()));
    return new SuddenStep(
        next, largest, (float) grown, Math.min(readings, Integer.MAX_VALUE - 1) + 1, now);
  }

  /** From the nearest of the older three to the nearest of the newer; 0 where they overlap. */
  public double size() {
    if (recent.length < 2 * SIDE) {
      return 0;
    }
    double newLow = recent[0];
    double newHigh = recent[0];
    double oldLow = recent[SIDE];
    double oldHigh = recent[SIDE];
    for (int i = 1; i < SIDE; i++) {
      newLow = Math.min(newLow, recent[i]);
      newHigh = Math.max(newHigh, recent[i]);
      oldLow = Math.min(oldLow, recent[SIDE + i]);
      oldHigh = Math.max(oldHigh, recent[SIDE + i]);
    }
    return newLow > oldHigh ? newLow - oldHigh : newHigh < oldLow ? newHigh - oldLow : 0;
  }

  /** Mean of the older three readings. */
  public double before() {
    double sum = 0;
    for (int i = SIDE; i < recent.length; i++) {
      sum += recent[i];
    }
    return recent.length <= SIDE ? 0 : sum / (recent.length - SIDE);
  }

  /**
   * True at the third reading after a step.
   *
   * @param leastShare of the level before it
   * @param fewestReadings none is told before so many
   */
  public boolean isSudden(double leastShare, int fewestReadings) {
    double size = Math.abs(size());
    return readings >= fewestReadings
        && size > leastShare * Math.abs(before())
        && size > TIMES * ordinary
        && size > NOISES * noise;
  }

  /** True when a step of this height was taken back for the better part. */
  public boolean undoes(double height) {
    return -size() * Math.signum(height) > Math.abs(height) / 2;
  }
}
