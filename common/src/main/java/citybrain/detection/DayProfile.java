package citybrain.detection;

import java.util.function.DoubleUnaryOperator;

/**
 * What is usual for one series at this time of day, learned as it comes: mean and mean absolute
 * deviation of 48 half hours, working days and weekends apart. What was not seen is not known: no
 * other hour and no other kind of day stands in for it, and weekends are known a week after the
 * first, for a Saturday is no Sunday; nor is what was seen minutes ago usual at this hour. Readings
 * far outside count as far as the border only, so that one broken value does not move what is
 * usual. What an alert was about is remembered as seen: at the same half hour of another such day
 * it is no news, so that a habit alarms once. A holiday is held against the other kind of day once
 * it shows, see {@link DayKind}. About 1.7 KB.
 *
 * @param mean by slot, working days first; the profile is read as straight lines between the
 *     middles
 * @param deviation mean absolute distance from the profile, by slot
 * @param seen readings by slot, up to 127
 * @param seenSince by slot, the local day on which it was seen first, days since 1970
 * @param strange by slot, how far what was told as an alert lay from the mean; 0 where nothing was
 * @param strangeSince by slot, the local day on which that was seen first, days since 1970
 * @param strangeLast by slot, the local day on which it was seen last
 * @param pooledDeviation the same over all slots, for slots seen too seldom
 * @param readings learned so far
 * @param kind of the day that was seen last
 * @param weekendSince the local day of the first weekend, days since 1970; 0 before
 */
public record DayProfile(
    float[] mean,
    float[] deviation,
    byte[] seen,
    short[] seenSince,
    float[] strange,
    short[] strangeSince,
    short[] strangeLast,
    float pooledDeviation,
    int readings,
    DayKind kind,
    int weekendSince) {

  private static final int SLOTS = LocalSlot.HALF_HOURS;
  private static final int SLOT_SECONDS = 86_400 / SLOTS;
  static final int ENOUGH = 2;
  private static final int YOUNG = 6;
  private static final double BORDER = 4;
  private static final double NEAR = 3;

  /** Sigma of normally distributed noise is this times its mean absolute deviation. */
  private static final double SIGMA_OF_MEAN = 1.2533;

  private static final int WEEK = 7;

  /** What was strange two weekends ago is still known, what was strange a month ago is not. */
  private static final int REMEMBERED_DAYS = 15;

  /**
   * What is usual at one time.
   *
   * @param readings behind it, up to 127; 0 when nothing is known about this time of day
   * @param days since this time of day was seen first on such a day
   * @param lower how far below the mean was seen on other days and told then, 0 or less
   * @param upper the same above the mean, 0 or more
   * @param when it is usual, in words such as "at this hour"
   */
  public record Usual(
      double mean, double sigma, int readings, int days, double lower, double upper, String when) {

    public boolean isKnown() {
      return readings > 0;
    }

    /** How many sigma the value lies above (or, negative, below) what is usual. */
    public double distance(double value, double leastSigma) {
      return (value - mean) / Math.max(sigma, leastSigma);
    }

    /** The same beyond what was told on other days: none for what is no news. */
    public double sigmas(double value, double leastSigma) {
      double off = value - mean;
      double beyond = off > 0 ? Math.max(0, off - upper) : Math.min(0, off - lower);
      return beyond / Math.max(sigma, leastSigma);
    }
  }

  private static final String AT_HOUR = "at this hour";
  private static final Usual UNKNOWN = new Usual(0, 0, 0, 0, 0, 0, "");

  /** Of which nothing is known: at first, and after something new has lasted for long. */
  public static DayProfile blank() {
    return new DayProfile(
        new float[2 * SLOTS],
        new float[2 * SLOTS],
        new byte[2 * SLOTS],
        new short[2 * SLOTS],
        new float[2 * SLOTS],
        new short[2 * SLOTS],
        new short[2 * SLOTS],
        0,
        0,
        DayKind.blank(),
        0);
  }

  /** What is usual then; unknown while this half hour was seen on no earlier such day. */
  public Usual usual(LocalSlot time) {
    int first = first(time);
    return isKnown(first, time) ? usual(first, time) : UNKNOWN;
  }

  private boolean isKnown(int first, LocalSlot time) {
    boolean isWhole = first == 0 || (weekendSince > 0 && time.day() >= weekendSince + WEEK);
    return isWhole && isOfOtherDay(first + time.secondOfDay() / SLOT_SECONDS, time);
  }

  /** The first slot of the kind of day that this is. */
  private int first(LocalSlot time) {
    int own = time.weekend() ? SLOTS : 0;
    return kind.isOther(time) && isKnown(SLOTS - own, time) ? SLOTS - own : own;
  }

  private int at(LocalSlot time) {
    return first(time) + time.secondOfDay() / SLOT_SECONDS;
  }

  private Usual usual(int first, LocalSlot time) {
    int slot = time.secondOfDay() / SLOT_SECONDS;
    int n = seen[first + slot];
    double own = deviation[first + slot];
    double known = (n * own + YOUNG * pooledDeviation) / (n + YOUNG);
    double here = meanAt(first, time.secondOfDay());
    // Where a half hour is unlike the one beside it nobody knows how soon one becomes the other.
    double lower = Math.min(0, mean[first + slot] - here);
    double upper = Math.max(0, mean[first + slot] - here);
    double off = strange(first + slot, time);
    lower = Math.min(lower, off);
    upper = Math.max(upper, off);
    boolean turned = time.weekend() == (first == 0);
    var when = turned ? "at this hour on a " + (first == 0 ? "working day" : "weekend") : AT_HOUR;
    int days = time.day() - seenSince[first + slot];
    return new Usual(here, SIGMA_OF_MEAN * known, n, days, lower, upper, when);
  }

  /** What was told at this half hour of an earlier day, unless that is long ago. */
  private double strange(int at, LocalSlot time) {
    boolean counts =
        strange[at] != 0
            && time.day() > strangeSince[at]
            && time.day() <= strangeLast[at] + REMEMBERED_DAYS;
    return counts ? strange[at] : 0;
  }

  private double meanAt(int first, int secondOfDay) {
    int slot = secondOfDay / SLOT_SECONDS;
    double fromMiddle = (double) (secondOfDay % SLOT_SECONDS) / SLOT_SECONDS - 0.5;
    int neighbour = (slot + (fromMiddle < 0 ? SLOTS - 1 : 1)) % SLOTS;
    double here = mean[first + slot];
    return seen[first + neighbour] < ENOUGH
        ? here
        : here + Math.abs(fromMiddle) * (mean[first + neighbour] - here);
  }

  /**
   * The profile after one more ordinary reading.
   *
   * @param rate share of a new reading in the long run, so 1/rate readings of a half hour are
   *     remembered
   */
  public DayProfile learned(LocalSlot time, double value, double rate) {
    int at = at(time);
    int n = seen[at];
    var before =
        n >= ENOUGH
            ? usual(first(time), time)
            : new Usual(n == 0 ? value : mean[at], 0, n, 0, 0, 0, AT_HOUR);
    double border = BORDER * before.sigma();
    double off = value - before.mean();
    boolean isBounded = border > 0 && readings > SLOTS && isKnown(first(time), time);
    double counted = isBounded ? Math.max(-border, Math.min(border, off)) : off;
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
        nextMean,
        nextDeviation,
        nextSeen,
        n == 0 ? with(seenSince, at, time.day()) : seenSince,
        strange,
        strangeSince,
        seenAgain(at, time, off, before),
        pooled,
        Math.min(readings, Integer.MAX_VALUE - 1) + 1,
        kindAfter(time, value),
        weekendSince == 0 && time.weekend() ? time.day() : weekendSince);
  }

  /** What was strange once and is seen again stays known. */
  private short[] seenAgain(int at, LocalSlot time, double off, Usual before) {
    boolean isAgain =
        strange(at, time) != 0
            && strangeLast[at] != time.day()
            && off * Math.signum(strange[at]) > 2 * before.sigma();
    if (!isAgain) {
      return strangeLast;
    }
    return with(strangeLast, at, time.day());
  }

  private static short[] with(short[] days, int at, int day) {
    var next = days.clone();
    next[at] = (short) day;
    return next;
  }

  private DayKind kindAfter(LocalSlot time, double value) {
    int own = time.weekend() ? SLOTS : 0;
    if (!isKnown(own, time) || !isKnown(SLOTS - own, time)) {
      return kind;
    }
    var called = usual(own, time);
    var other = usual(SLOTS - own, time);
    double least = 1e-6 * Math.abs(called.mean()) + 1e-9;
    return kind.seen(
        time,
        time.secondOfDay() / SLOT_SECONDS,
        called.sigmas(value, least),
        other.distance(value, least));
  }

  /**
   * The profile after a reading that may be an incident: the mean stays, the doubt at this hour
   * grows. So what disagrees at the same hour day after day, such as a pump that starts early or
   * late, ends up as ordinary.
   */
  public DayProfile doubted(LocalSlot time, double value, double rate) {
    var usual = usual(first(time), time);
    double off = Math.min(BORDER * usual.sigma(), Math.abs(value - usual.mean()));
    int at = at(time);
    var nextDeviation = deviation.clone();
    nextDeviation[at] += (float) (rate * Math.max(0, off - deviation[at]));
    return new DayProfile(
        mean,
        nextDeviation,
        seen,
        seenSince,
        strange,
        strangeSince,
        strangeLast,
        pooledDeviation,
        readings,
        kindAfter(time, value),
        weekendSince);
  }

  /**
   * Whether this is news at a half hour of which nothing is known: not where something like it was
   * seen then on another day, of this kind or of the other. What stands in so may excuse, it never
   * accuses.
   */
  public boolean isNews(LocalSlot time, double value, double leastSigma) {
    return !resembles(0, time, value, leastSigma) && !resembles(SLOTS, time, value, leastSigma);
  }

  private boolean isOfOtherDay(int at, LocalSlot time) {
    return seen[at] >= ENOUGH && seenSince[at] < time.day();
  }

  private boolean resembles(int first, LocalSlot time, double value, double leastSigma) {
    int slot = time.secondOfDay() / SLOT_SECONDS;
    if (!isOfOtherDay(first + slot, time)) {
      return false;
    }
    var usual = usual(first, time);
    double low = usual.mean() + usual.lower();
    double high = usual.mean() + usual.upper();
    for (int i = SLOTS - 1; i <= SLOTS + 1; i += 2) {
      int beside = first + (slot + i) % SLOTS;
      if (isOfOtherDay(beside, time)) {
        low = Math.min(low, mean[beside]);
        high = Math.max(high, mean[beside]);
      }
    }
    double near = NEAR * Math.max(usual.sigma(), leastSigma);
    return value >= low - near && value <= high + near;
  }

  /**
   * The profile after a reading while an alert is open. Where the hour is known nothing is learned,
   * but from tomorrow on it is known that this was seen at this half hour; the farthest of a day
   * counts. Where only the other kind of day is known at this hour it is learned, or a habit of
   * weekends were never known.
   */
  public DayProfile told(LocalSlot time, double value, double rate) {
    int first = first(time);
    if (!isKnown(first, time)) {
      boolean isOtherSeen = seen[SLOTS - first + time.secondOfDay() / SLOT_SECONDS] >= ENOUGH;
      return isOtherSeen ? learned(time, value, rate) : this;
    }
    var usual = usual(first, time);
    int at = at(time);
    float off = (float) (value - usual.mean());
    boolean isOfToday = strange[at] != 0 && strangeSince[at] == time.day();
    double known = isOfToday ? strange[at] : strange(at, time);
    var nextStrange = strange;
    var nextSince = strangeSince;
    if (Math.abs(off) > Math.abs(known)) {
      nextStrange = strange.clone();
      nextStrange[at] = off;
      nextSince = with(strangeSince, at, time.day());
    }
    var nextLast = with(strangeLast, at, time.day());
    return new DayProfile(
        mean,
        deviation,
        seen,
        seenSince,
        nextStrange,
        nextSince,
        nextLast,
        pooledDeviation,
        readings,
        kindAfter(time, value),
        weekendSince);
  }

  /**
   * The profile with what history teaches, where that is of more days than were seen here; see
   * {@link TaughtProfile}.
   *
   * @param today local, days since 1970
   * @param scale by which values are held here, such as their logarithm; rising
   */
  public DayProfile taught(Baseline baseline, int today, DoubleUnaryOperator scale) {
    return new TaughtProfile(this, today).by(baseline, scale);
  }

  /** The profile without this half hour: what was learned there turned out to be an incident. */
  public DayProfile forgotten(LocalSlot time) {
    var nextSeen = seen.clone();
    nextSeen[at(time)] = 0;
    return new DayProfile(
        mean,
        deviation,
        nextSeen,
        seenSince,
        strange,
        strangeSince,
        strangeLast,
        pooledDeviation,
        readings,
        kind,
        weekendSince);
  }
}
