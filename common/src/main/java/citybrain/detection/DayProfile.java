package citybrain.detection;

/**
 * What is usual for one series at this time of day, learned as it comes: mean and mean absolute
 * deviation of 48 half hours, working days and weekends apart once both were seen. Readings far
 * outside count as far as the border only, so that one broken value does not move what is usual.
 *
 * @param mean by slot, working days first; the profile is read as straight lines between the
 *     middles
 * @param deviation mean absolute distance from the profile, by slot
 * @param seen readings by slot, up to 127
 * @param pooledDeviation the same over all slots, for slots seen too seldom
 * @param readings learned so far
 */
public record DayProfile(
    float[] mean, float[] deviation, byte[] seen, float pooledDeviation, int readings) {

  private static final int SLOTS = 48;
  private static final int SLOT_SECONDS = 86_400 / SLOTS;
  private static final int ENOUGH = 2;
  private static final int YOUNG = 6;
  private static final double BORDER = 4;

  /**
   * What is usual at one time. For normally distributed noise sigma is 1.2533 times the mean
   * absolute deviation.
   *
   * @param readings behind it; 0 when nothing is known about this time of day
   */
  public record Usual(double mean, double sigma, int readings) {

    public boolean isKnown() {
      return readings > 0;
    }

    /** How many sigma the value lies above (or, negative, below) what is usual. */
    public double sigmas(double value, double leastSigma) {
      return (value - mean) / Math.max(sigma, leastSigma);
    }
  }

  public static DayProfile blank() {
    return new DayProfile(new float[2 * SLOTS], new float[2 * SLOTS], new byte[2 * SLOTS], 0, 0);
  }

  /** What is usual then; a day of the other kind stands in, in double doubt, for one never seen. */
  public Usual usual(LocalSlot time) {
    int own = time.weekend() ? SLOTS : 0;
    int slot = time.secondOfDay() / SLOT_SECONDS;
    if (seen[own + slot] >= ENOUGH) {
      return usual(own, time.secondOfDay(), 1);
    }
    int other = SLOTS - own;
    return seen[other + slot] >= ENOUGH ? usual(other, time.secondOfDay(), 2) : new Usual(0, 0, 0);
  }

  private Usual usual(int kind, int secondOfDay, double doubt) {
    int slot = secondOfDay / SLOT_SECONDS;
    int n = seen[kind + slot];
    double own = deviation[kind + slot];
    double known = (n * own + YOUNG * pooledDeviation) / (n + YOUNG);
    return new Usual(meanAt(kind, secondOfDay), 1.2533 * doubt * known, n);
  }

  private double meanAt(int kind, int secondOfDay) {
    int slot = secondOfDay / SLOT_SECONDS;
    double fromMiddle = (double) (secondOfDay % SLOT_SECONDS) / SLOT_SECONDS - 0.5;
    int neighbour = (slot + (fromMiddle < 0 ? SLOTS - 1 : 1)) % SLOTS;
    double here = mean[kind + slot];
    return seen[kind + neighbour] < ENOUGH
        ? here
        : here + Math.abs(fromMiddle) * (mean[kind + neighbour] - here);
  }

  /**
   * The profile after one more ordinary reading.
   *
   * @param rate share of a new reading in the long run, so 1/rate readings of a half hour are
   *     remembered
   */
  public DayProfile learned(LocalSlot time, double value, double rate) {
    int at = (time.weekend() ? SLOTS : 0) + time.secondOfDay() / SLOT_SECONDS;
    int n = seen[at];
    var before = n >= ENOUGH ? usual(time) : new Usual(n == 0 ? value : mean[at], 0, n);
    double border = BORDER * before.sigma();
    double off = value - before.mean();
    double counted =
        border > 0 && readings > SLOTS ? Math.max(-border, Math.min(border, off)) : off;
    double share = Math.max(1.0 / (n + 1), rate);
    var nextMean = mean.clone();
    var nextDeviation = deviation.clone();
    var nextSeen = seen.clone();
    nextMean[at] = n == 0 ? (float) value : (float) (mean[at] + share * counted);
    nextDeviation[at] = (float) (deviation[at] + share * (Math.abs(counted) - deviation[at]));
    nextSeen[at] = (byte) Math.min(Byte.MAX_VALUE, n + 1);
    double pooledShare = Math.max(1.0 / (readings + 1), rate / SLOTS);
    float pooled = (float) (pooledDeviation + pooledShare * (Math.abs(counted) - pooledDeviation));
    return new DayProfile(
        nextMean, nextDeviation, nextSeen, pooled, Math.min(readings, Integer.MAX_VALUE - 1) + 1);
  }

  /**
   * The profile after a reading that may be an incident: the mean stays, the doubt at this hour
   * grows. So what disagrees at the same hour day after day, such as a pump that starts early or
   * late, ends up as ordinary.
   */
  public DayProfile doubted(LocalSlot time, double value, double rate) {
    var usual = usual(time);
    double off = Math.min(BORDER * usual.sigma(), Math.abs(value - usual.mean()));
    int at = (time.weekend() ? SLOTS : 0) + time.secondOfDay() / SLOT_SECONDS;
    var nextDeviation = deviation.clone();
    nextDeviation[at] += (float) (rate * Math.max(0, off - deviation[at]));
    return new DayProfile(mean, nextDeviation, seen, pooledDeviation, readings);
  }

  /** The profile without this half hour: what was learned there turned out to be an incident. */
  public DayProfile forgotten(LocalSlot time) {
    int at = (time.weekend() ? SLOTS : 0) + time.secondOfDay() / SLOT_SECONDS;
    var nextSeen = seen.clone();
    nextSeen[at] = 0;
    return new DayProfile(mean, deviation, nextSeen, pooledDeviation, readings);
  }

  /** The same profile at another level: what was unusual for long is the new usual. */
  public DayProfile shifted(double by) {
    var moved = mean.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) by;
    }
    return new DayProfile(moved, deviation, seen, pooledDeviation, readings);
  }
}
