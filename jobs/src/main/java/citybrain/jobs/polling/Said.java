package citybrain.jobs.polling;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of a fault in one line of a log. The client quotes in its messages what the
 * origin wrote; that is payload, or somebody else's secret, and may be as long as it likes.
 */
final class Said {

  private static final int LONGEST = 160;

  private Said() {}

  /** Of what the client complained about: its own words up to what it quotes. */
  static String of(@Nullable Throwable fault) {
    if (fault == null) {
      return "nothing is known of it";
    }
    var message = fault.getMessage();
    var own = message == null ? "" : message.split("[\"'“]", 2)[0].strip();
    var name = fault.getClass().getSimpleName();
    return text(own.isEmpty() ? name : name + ": " + own.replaceAll("[:\\s]+$", ""));
  }

  /** A fault of the code that read the answer: where, and nothing of what. */
  static String fault(Throwable fault) {
    var trace = fault.getStackTrace();
    return text(
        trace.length == 0
            ? fault.getClass().getSimpleName()
            : String.format(
                Locale.ROOT,
                "%s in %s, line %d",
                fault.getClass().getSimpleName(),
                trace[0].getClassName(),
                trace[0].getLineNumber()));
  }

  /** One line of bounded length. */
  static String text(String text) {
    var line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
