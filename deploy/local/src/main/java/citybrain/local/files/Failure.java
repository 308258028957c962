package citybrain.local.files;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.LoggerFactory;

/**
 * Why a command failed. What lies in the surroundings (settings, files, a broker that does not
 * answer) is said in words; all else is a bug, whose stack trace goes to the log.
 */
public final class Failure {

  private static final String LOG = "citybrain.log";
  private static final int DEEPEST = 10;

  private Failure() {}

  /** Where this process keeps what is not meant for its terminal; call it before the first log. */
  public static void logTo(Path file) {
    try {
      PrivateFiles.prepare(file);
    } catch (IOException e) {
      throw new SettingException("the log cannot be written: " + FileTrouble.of(e));
    }
    System.setProperty(LOG, file.toString());
    // The library prints a stack trace when a thread is woken while the first logger is made.
    var unused = LoggerFactory.getLogger(Failure.class);
  }

  public static String inWords(Exception e) {
    if (e instanceof SettingException || e instanceof IllegalStateException) {
      return text(e);
    }
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      if (cause instanceof IOException trouble) {
        return before(e, trouble) + FileTrouble.of(trouble);
      }
      if (cause instanceof TimeoutException) {
        return "the broker did not answer in time: " + text(cause);
      }
      if (cause instanceof ApiException) {
        return "the broker refused: " + text(cause);
      }
    }
    return "this is a bug: %s. Its stack trace: %s".formatted(e, keep(e));
  }

  /** What we were about, if whoever wrapped it said so. */
  private static String before(Exception e, IOException trouble) {
    return e instanceof UncheckedIOException && !text(e).contains(trouble.toString())
        ? text(e) + ": "
        : "";
  }

  private static String text(Throwable e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Writes the stack trace where it can; the place. */
  private static String keep(Exception e) {
    try {
      var named = System.getProperty(LOG);
      var file = named == null ? Files.createTempFile("citybrain-", ".log") : Path.of(named);
      try (var out =
          new PrintWriter(
              Files.newBufferedWriter(
                  file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
        out.println(Instant.now() + " a bug");
        e.printStackTrace(out);
      }
      return file.toString();
    } catch (IOException lost) {
      e.printStackTrace();
      return "above (" + FileTrouble.of(lost) + ")";
    }
  }
}
