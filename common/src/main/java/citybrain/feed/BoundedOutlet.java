package citybrain.feed;

import citybrain.observation.Observation;

/**
 * The door: lets no id and no text of a feed in that is longer than any honest one. Every decoder
 * writes through it, so that none has to think of it: whatever is let in here is repeated in keys,
 * headers, alerts and rows of the lake, and must fit all of them.
 */
public final class BoundedOutlet implements Outlet {

  /** Of an id or text, in bytes of UTF-8. */
  public static final int LONGEST_TEXT = 1024;

  /** No character of a Java string takes more bytes of UTF-8. */
  private static final int MOST_BYTES_A_CHAR = 3;

  private final Outlet inner;
  private final RawMessage message;

  /**
   * Guards an outlet.
   *
   * @param message what is being decoded, for the rejections
   */
  public BoundedOutlet(Outlet inner, RawMessage message) {
    this.inner = inner;
    this.message = message;
  }

  @Override
  public void observation(Observation observation) {
    if (fits(observation, "feature", observation.feature())
        && fits(observation, "zone", observation.zone())
        && fits(observation, "procedure", observation.procedure())) {
      inner.observation(observation);
    }
  }

  private boolean fits(Observation observation, String what, String text) {
    if (text.length() <= LONGEST_TEXT / MOST_BYTES_A_CHAR) {
      return true;
    }
    long bytes = bytes(text);
    if (bytes <= LONGEST_TEXT) {
      return true;
    }
    inner.rejected(
        new Rejected(
            message.city(),
            message.feed(),
            message.source(),
            0,
            observation.property().name(),
            Reason.TEXT_TOO_LONG,
            "the " + what + " has " + bytes + " bytes, at most " + LONGEST_TEXT + " are taken",
            message.arrival(),
            cut(text).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return false;
  }

  /** Of UTF-8, without making them. */
  private static long bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Two surrogates are four bytes together.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  /** The beginning of a text, short enough to be kept beside others. */
  public static String cut(String text) {
    return text.length() <= LONGEST_TEXT / MOST_BYTES_A_CHAR
        ? text
        : bytes(text) <= LONGEST_TEXT
            ? text
            : text.substring(0, LONGEST_TEXT / MOST_BYTES_A_CHAR) + "…";
  }

  @Override
  public void rejected(Rejected rejected) {
    inner.rejected(rejected);
  }

  @Override
  public void record(int values) {
    inner.record(values);
  }
}
