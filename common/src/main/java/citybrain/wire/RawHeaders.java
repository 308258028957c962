package citybrain.wire;

/**
 * What the headers of a raw message say, as any reader of the topic takes it: whoever may write to
 * it may write anything there, so what is missing or no number counts as zero.
 */
public final class RawHeaders {

  public static final String CITY = "city";
  public static final String FEED = "feed";
  public static final String RECORDS = "records";

  /** Of a play: the number of the message within its feed. */
  public static final String NUMBER = "n";

  /** Of a play: which one it is, so that it knows its own messages from those of others. */
  public static final String PLAY = "play";

  /**
   * Of a heartbeat: {@link #ALIVE}, or the time, in epoch milliseconds, up to which a sender that
   * is gone is not waited for.
   */
  public static final String BEAT = "beat";

  public static final String ALIVE = "alive";

  private RawHeaders() {}

  /** How many records the sender counted; at most one for each byte a body may have. */
  public static int records(String text) {
    return (int) Math.min(Topics.LARGEST_BODY, number(text));
  }

  /** A number, or zero. */
  public static long number(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A record timestamp, within what can be reckoned with. */
  public static long time(long timestamp) {
    return Math.max(0, Math.min(AvroReader.LATEST_TIME, timestamp));
  }
}
