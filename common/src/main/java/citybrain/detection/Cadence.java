package citybrain.detection;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a series is read, learned as it comes. One gap moves it little, so neither an outage
 * nor a reading sent twice changes what an hour of readings is.
 *
 * @param last when it was read last; {@link Instant#EPOCH} before
 * @param seconds from reading to reading; 0 before two
 */
public record Cadence(Instant last, float seconds) {

  private static final double RATE = 0.1;
  private static final float LEAST = 1;
  private static final float MOST = 86_400;

  /** Five minutes, until two readings tell. */
  private static final Duration USUAL = Duration.ofMinutes(5);

  private static final Cadence BLANK = new Cadence(Instant.EPOCH, 0);

  public static Cadence blank() {
    return BLANK;
  }

  /** After one more reading; what is older than the last changes nothing. */
  public Cadence seen(Instant now) {
    if (last.equals(Instant.EPOCH)) {
      return new Cadence(now, 0);
    }
    float gap = Duration.between(last, now).toMillis() / 1000f;
    if (gap <= 0) {
      return this;
    }
    double next =
        seconds == 0
            ? gap
            : seconds + RATE * (Math.max(seconds / 2, Math.min(2 * seconds, gap)) - seconds);
    return new Cadence(now, (float) Math.max(LEAST, Math.min(MOST, next)));
  }

  /** Usual time from reading to reading. */
  public Duration interval() {
    return seconds == 0 ? USUAL : Duration.ofMillis((long) (1000 * (double) seconds));
  }

  /** The same in hours: what one reading stands for. */
  public double hours() {
    return interval().toMillis() / 3_600_000.0;
  }

  /**
   * The share of one reading in what is usual at its half hour, so that so many days are
   * remembered, however often is read.
   */
  public double rate(double days) {
    double inHalfHour = Math.max(1, 0.5 / hours());
    return 1 - Math.pow(1 - 1 / days, 1 / inHalfHour);
  }
}
