package citybrain.jobs.lake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Hive-style folder names: {@code key=value}, with odd characters percent-encoded as Hive does. */
public final class Partition {

  private static final String EMPTY = "__HIVE_DEFAULT_PARTITION__";

  private Partition() {}

  public static String folder(String key, String value) {
    return key + "=" + (value.isEmpty() ? EMPTY : escaped(value));
  }

  /** The value of a folder such as {@code city=demo}; empty when it is no folder of this key. */
  public static String value(String key, String folder) {
    if (!folder.startsWith(key + "=")) {
      return "";
    }
    var raw = folder.substring(key.length() + 1);
    return raw.equals(EMPTY)
        ? ""
        : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String escaped(String value) {
    var text = new StringBuilder(value.length());
    for (byte next : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (next & 0xff);
      if (isPlain(c)) {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return text.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
