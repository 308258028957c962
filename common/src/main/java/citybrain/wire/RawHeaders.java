package citybrain.wire;

import java.util.regex.Pattern;

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

  /**
   * Of a record that was refused and is sent again: how many times it has been by now. What is
   * refused of it says so in its source, see {@link #redriven}.
   */
  public static final String REDRIVEN = "redriven";

  private static final Pattern OF_REDRIVEN = Pattern.compile("(.*) \\(redriven ([0-9]{1,9})\\)");

  private RawHeaders() {}

  /** The source of what is sent again so many times, as rejections and the lake show it. */
  public static String redriven(String source, long times) {
    return times == 0 ? source : source + " (redriven " + times + ")";
  }

  /** What {@link #redriven} was made of. */
  public static String sourceOf(String source) {
    var parts = OF_REDRIVEN.matcher(source);
    return parts.matches() ? parts.group(1) : source;
  }

  /** How many times it had been sent again; see {@link #redriven}. */
  public static long timesRedriven(String source) {
    var parts = OF_REDRIVEN.matcher(source);
    return parts.matches() ? Long.parseLong(parts.group(2)) : 0;
  }

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
