package citybrain.transport;

import citybrain.detection.Cadence;
import citybrain.observation.Observation;
import java.time.Duration;
import java.time.Instant;

/**
 * How a road link is read: how often, how many vehicles a speed is the mean of, and whether it is
 * told twice. The windows of some sensors overlap: a match then stands in the next interval as
 * well, so the speed of few vehicles comes again just as it was, of as many. Where a link does that
 * more often than chance, what comes again is no second witness.
 *
 * @param vehicles counted at {@code countedAt}; {@link #UNCOUNTED} before any
 * @param speed last measured, km/h
 * @param of so many vehicles
 * @param echoes share of the speeds of few vehicles that came again just as they were
 */
public record LinkReads(
    Cadence cadence, int vehicles, Instant countedAt, float speed, int of, float echoes) {

  /** Where nobody tells how many vehicles it were. */
  static final int UNCOUNTED = -1;

  /** What came before counts when it is no older, in either. */
  private static final double RECENT_SECONDS = 30 * 60.0;

  private static final double RECENT_INTERVALS = 2.5;

  /** Read more seldom, the interval before says nothing of now. */
  private static final Duration OFTEN = Duration.ofMinutes(15);

  private static final double RATE = 0.02;

  /** By chance one in forty does, of one or two vehicles; where windows overlap one in five. */
  private static final double ECHOING = 0.08;

  private static final LinkReads BLANK =
      new LinkReads(Cadence.blank(), UNCOUNTED, Instant.EPOCH, 0, 0, 0);

  static LinkReads blank() {
    return BLANK;
  }

  /** After a count of vehicles. */
  LinkReads counted(Observation count) {
    int counted = (int) Math.min(Integer.MAX_VALUE, count.result());
    return new LinkReads(cadence, counted, count.phenomenonTime(), speed, of, echoes);
  }

  /** After a speed, measured or not. */
  LinkReads read(Instant now) {
    return new LinkReads(cadence.seen(now), vehicles, countedAt, speed, of, echoes);
  }

  /** Of how many vehicles the speed of this time is. */
  int vehiclesAt(Instant now) {
    return countedAt.equals(now) ? vehicles : UNCOUNTED;
  }

  /**
   * After a measured speed.
   *
   * @param few less than so many vehicles may be told twice
   */
  LinkReads measured(double now, int counted, int few) {
    float next = echoes;
    if (isFew(counted, few)) {
      next += (float) (RATE * ((isAgain(now, counted) ? 1 : 0) - echoes));
    }
    return new LinkReads(cadence, vehicles, countedAt, (float) now, counted, next);
  }

  /** Whether these vehicles were told in the interval before. */
  boolean isEcho(double now, int counted, int few) {
    return echoes > ECHOING && isFew(counted, few) && isAgain(now, counted);
  }

  private static boolean isFew(int counted, int few) {
    return counted != UNCOUNTED && counted < few;
  }

  private boolean isAgain(double now, int counted) {
    return counted == of && (float) now == speed;
  }

  /** Whether what was read then still says something. */
  boolean isRecent(Instant then, Instant now) {
    double intervals = RECENT_INTERVALS * cadence.interval().toSeconds();
    return Duration.between(then, now).toSeconds() <= Math.max(RECENT_SECONDS, intervals);
  }

  /** Whether the intervals before can say what is sudden. */
  boolean isOften() {
    return cadence.interval().compareTo(OFTEN) <= 0;
  }

  /** Minutes after which nothing is known; of what is read seldom two readings may be missing. */
  long silenceMinutes(int least) {
    double intervals = RECENT_INTERVALS * cadence.interval().toSeconds() / 60;
    return Math.max(least, (long) Math.ceil(intervals));
  }
}
