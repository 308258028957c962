package citybrain.local.view;

import citybrain.feed.PlainText;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The terminal: lines that stay, and below them a page that is redrawn in place. On a pipe there is
 * no page.
 */
public final class Screen {

  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  /** Where everything stood has moved: lines are folded anew. */
  private static final String CLEAR_ALL = "\u001b[H\u001b[2J";

  private final PrintStream out;
  private final boolean inPlace;
  private final Supplier<Optional<TerminalSize>> asked;
  private TerminalSize size;
  private TerminalSize drawnFor;
  private int drawn;

  private Screen(
      PrintStream out, boolean inPlace, TerminalSize size, Supplier<Optional<TerminalSize>> asked) {
    this.out = out;
    this.inPlace = inPlace;
    this.size = size;
    this.drawnFor = size;
    this.asked = asked;
  }

  /** Lines only. */
  public static Screen plain(PrintStream out) {
    return new Screen(out, false, TerminalSize.USUAL, Optional::empty);
  }

  /**
   * A page that is redrawn in place.
   *
   * @param size while the terminal does not tell
   * @param asked what it tells now
   */
  static Screen inPlace(
      PrintStream out, TerminalSize size, Supplier<Optional<TerminalSize>> asked) {
    return new Screen(out, true, size, asked);
  }

  /**
   * The terminal of this process; lines only when it is none, or when they are wished.
   *
   * @param size rows and columns as {@code stty size} prints them, empty on a pipe
   */
  public static Screen of(PrintStream out, String size, boolean wishPlain) {
    var terminal = System.getenv("TERM");
    return wishPlain || terminal == null || terminal.equals("dumb")
        ? plain(out)
        : TerminalSize.parse(size)
            .map(known -> inPlace(out, known, TerminalSize::ask))
            .orElseGet(() -> plain(out));
  }

  public boolean isInPlace() {
    return inPlace;
  }

  /** How much room a page has now; asks the terminal, which may have been resized. */
  public TerminalSize size() {
    var now = inPlace ? asked.get() : Optional.<TerminalSize>empty();
    synchronized (this) {
      size = now.orElse(size);
      return size;
    }
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    erase();
    out.println(PlainText.lines(line));
    out.flush();
  }

  /** Draws the page over the last one; what does not fit is left out. */
  public synchronized void draw(List<String> page) {
    if (!inPlace) {
      return;
    }
    var text = new StringBuilder(drawn > 0 && !size.equals(drawnFor) ? CLEAR_ALL : goUp());
    drawnFor = size;
    drawn = Math.min(page.size(), size.rows() - 1);
    page.stream()
        .limit(drawn)
        .forEach(line -> text.append(cut(PlainText.of(line))).append(CLEAR_LINE).append('\n'));
    out.print(text.append(CLEAR_BELOW));
    out.flush();
  }

  private String cut(String line) {
    return line.length() < size.columns()
        ? line
        : line.substring(0, Math.max(0, size.columns() - 2)) + "…";
  }

  private void erase() {
    out.print(drawn > 0 ? goUp() + CLEAR_BELOW : "");
    drawn = 0;
  }

  private String goUp() {
    return drawn > 0 ? "\u001b[" + drawn + "A" : "";
  }

  /** Leaves the page as it stands; what follows goes below it. */
  public synchronized void keep() {
    drawn = 0;
  }
}
