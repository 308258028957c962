package citybrain.local.view;

import citybrain.feed.PlainText;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The terminal: lines that stay, and below them a page that is redrawn in place. On a pipe there is
 * no page.
 */
public final class Screen {

  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,3} [1-9]\\d{0,3}");
  private static final int USUAL_ROWS = 24;
  private static final int USUAL_COLUMNS = 80;

  private final PrintStream out;
  private final boolean inPlace;
  private final int rows;
  private final int columns;
  private int drawn;

  private Screen(PrintStream out, boolean inPlace, int rows, int columns) {
    this.out = out;
    this.inPlace = inPlace;
    this.rows = rows;
    this.columns = columns;
  }

  /** Lines only. */
  public static Screen plain(PrintStream out) {
    return new Screen(out, false, USUAL_ROWS, USUAL_COLUMNS);
  }

  /** A page of this size that is redrawn in place. */
  static Screen inPlace(PrintStream out, int rows, int columns) {
    return new Screen(out, true, rows, columns);
  }

  /**
   * The terminal of this process; lines only when it is none, or when they are wished.
   *
   * @param size rows and columns as {@code stty size} prints them, empty on a pipe
   */
  public static Screen of(PrintStream out, String size, boolean wishPlain) {
    var terminal = System.getenv("TERM");
    if (wishPlain || terminal == null || terminal.equals("dumb") || !SIZE.matcher(size).matches()) {
      return plain(out);
    }
    int space = size.indexOf(' ');
    return inPlace(
        out,
        Integer.parseInt(size.substring(0, space)),
        Integer.parseInt(size.substring(space + 1)));
  }

  public boolean isInPlace() {
    return inPlace;
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
    var text = new StringBuilder(goUp());
    drawn = Math.min(page.size(), rows - 1);
    page.stream()
        .limit(drawn)
        .forEach(line -> text.append(cut(PlainText.of(line))).append(CLEAR_LINE).append('\n'));
    out.print(text.append(CLEAR_BELOW));
    out.flush();
  }

  private String cut(String line) {
    return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 2)) + "…";
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
