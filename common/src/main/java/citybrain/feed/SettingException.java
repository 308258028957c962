package citybrain.feed;

/**
 * A wrong setting: names the file, line, key, the value found and what is allowed. Thrown at start,
 * never later.
 */
public final class SettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
