package citybrain.wire;

/**
 * Bytes on one of our own topics that this build cannot take. The message says where and what was
 * expected, never what stands there: it is meant for logs.
 */
public final class WireException extends RuntimeException {

  /** Not of the contract's format. */
  public static final String MALFORMED = "malformed";

  /** Of a schema whose records are laid out in another way. */
  public static final String UNSUPPORTED_VERSION = "unsupported-version";

  /** A word of an enumeration that this build lacks: a later version wrote it. */
  public static final String UNKNOWN_SYMBOL = "unknown-symbol";

  /** An observed property that this build lacks: a later version wrote it. */
  public static final String UNKNOWN_PROPERTY = "unknown-property";

  /** No city file of this job names the city. */
  public static final String UNKNOWN_CITY = "unknown-city";

  /** A feed that the city cannot have. */
  public static final String UNKNOWN_FEED = "unknown-feed";

  /** An id or text longer than any honest one. */
  public static final String TEXT_TOO_LONG = "text-too-long";

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * With a stable code.
   *
   * @param code one of the words above, as consumers count by it
   */
  public WireException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
