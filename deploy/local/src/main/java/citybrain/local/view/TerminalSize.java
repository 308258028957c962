package citybrain.local.view;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** How many rows and columns a terminal has; its owner may pull it larger at any moment. */
public record TerminalSize(int rows, int columns) {

  /** Of a terminal that does not tell. */
  static final TerminalSize USUAL = new TerminalSize(24, 80);

  private static final Pattern SAID = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})\\s*");
  private static final long PATIENCE_MILLIS = 500;

  /** As {@code stty size} prints it; empty for anything else. */
  public static Optional<TerminalSize> parse(String said) {
    var size = SAID.matcher(said);
    return size.matches()
        ? Optional.of(
            new TerminalSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
        : Optional.empty();
  }

  /** The terminal of this process now; empty when it has none, or does not tell. */
  static Optional<TerminalSize> ask() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
