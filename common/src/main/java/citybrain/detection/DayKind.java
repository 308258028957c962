package citybrain.detection;

/**
 * Whether a day turns out to be of the other kind than its name says: a holiday in the week, a
 * Saturday that is worked. Each half hour in which the other kind fits clearly better is a vote,
 * and each in which its own does takes one back; four votes, so two hours, turn the day. At
 * midnight it begins anew. No calendar of holidays is needed, and nothing turns before both kinds
 * were seen.
 *
 * @param day local, days since 1970
 * @param slot half hour of the day that is being seen
 * @param sum of sigmas by which the other kind fits better in this half hour, one reading at most 4
 * @param count of readings in this half hour
 */
public record DayKind(int day, int slot, float sum, int count, int votes) {

  private static final int ENOUGH = 4;
  private static final double MOST_SIGMAS = 4;

  /** Sigmas by which one kind must fit better on the mean of a half hour. */
  private static final double CLEAR = 1;

  private static final DayKind BLANK = new DayKind(Integer.MIN_VALUE, 0, 0, 0, 0);

  static DayKind blank() {
    return BLANK;
  }

  /**
   * After one more reading.
   *
   * @param own sigmas from what is usual for the kind that the day is called, signed
   * @param other the same for the other kind
   */
  DayKind seen(LocalSlot time, int at, double own, double other) {
    double better = bounded(own) - bounded(other);
    if (time.day() != day) {
      return new DayKind(time.day(), at, (float) better, 1, 0);
    }
    if (at == slot) {
      return new DayKind(day, at, (float) (sum + better), count + 1, votes);
    }
    double mean = sum / count;
    int next = mean > CLEAR ? votes + 1 : mean < -CLEAR ? Math.max(0, votes - 1) : votes;
    return new DayKind(day, at, (float) better, 1, next);
  }

  private static double bounded(double sigmas) {
    return Math.min(MOST_SIGMAS, Math.abs(sigmas));
  }

  boolean isOther(LocalSlot time) {
    return time.day() == day && votes >= ENOUGH;
  }
}
