package citybrain.feed.table;

import citybrain.feed.RecordClock;
import citybrain.feed.lines.PhysicalLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks over the lines of a table and splits them into fields (RFC 4180 quotes, spaces around
 * fields dropped). Own code because a quoted field may go on in further lines only if that makes a
 * sound record of as many fields as the header has, so that a stray quote cannot swallow its
 * neighbours; refused records keep their bytes, and fields are read without becoming strings.
 */
final class TableCursor implements Cells {

  /** A longer line is refused unread. */
  static final int LONGEST_LINE = 1 << 20;

  /** Any number of fields will do. */
  static final int ANY = -1;

  private static final int LONGEST_RAW = 64 * 1024;

  private final byte[] body;
  private final byte separator;
  private final byte lineFeed;
  private int next;
  private long line = -1;
  private int lineStart;
  private int lineEnd;
  private int count;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean escapes;

  /** The line ends within quotes. */
  private boolean open;

  private boolean openAtEnd;

  /** Further lines of the record at which it stands. */
  private int more;

  TableCursor(byte[] body, char separator) {
    this.body = body;
    this.separator = (byte) separator;
    next = startsWithByteOrderMark(body) ? 3 : 0;
    lineFeed = PhysicalLines.lineEnd(body, body.length);
  }

  private static boolean startsWithByteOrderMark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }

  /**
   * Moves to the line that names the columns: behind so many lines, blank ones included, and behind
   * one that only names the separator, as spreadsheets write it ({@code sep=;}).
   */
  boolean nextHeader(int skip) {
    return skip(skip) && next() && (!namesSeparator() || next());
  }

  /** Moves behind so many lines, blank ones included; false when there are fewer. */
  boolean skip(int lines) {
    for (int i = 0; i < lines; i++) {
      if (!nextLine()) {
        return false;
      }
    }
    return true;
  }

  private boolean namesSeparator() {
    return line == 0
        && lineEnd - lineStart == 5
        && new String(body, lineStart, 4, StandardCharsets.ISO_8859_1).equalsIgnoreCase("sep=");
  }

  /** Lines are counted from the one at which it stands, or from before the first. */
  void countFromHere() {
    line = 0;
  }

  /** Moves to the next line that is not blank; blank lines are no records. */
  boolean next() {
    while (nextLine()) {
      if (!isBlank()) {
        return true;
      }
    }
    return false;
  }

  private boolean nextLine() {
    if (next >= body.length) {
      return false;
    }
    lineStart = next;
    toLineEnd(lineStart);
    line += 1L + more;
    more = 0;
    return true;
  }

  private void toLineEnd(int from) {
    lineEnd = from;
    while (lineEnd < body.length && body[lineEnd] != lineFeed) {
      lineEnd++;
    }
    next = lineEnd + 1;
  }

  private boolean isBlank() {
    while (lineEnd > lineStart && isSpace(body[lineEnd - 1])) {
      lineEnd--;
    }
    return lineEnd == lineStart;
  }

  private boolean isSpace(byte b) {
    return (b == ' ' || b == '\t' || b == '\r') && b != separator;
  }

  /** How many lines lie before this one. */
  @Override
  public long line() {
    return line;
  }

  boolean isTooLong() {
    return lineEnd - lineStart > LONGEST_LINE;
  }

  /**
   * Splits the line, and those into which a quoted field goes on if all that is a record of so many
   * fields; false when its quotes are broken, and then of this line alone.
   */
  boolean split(int columns) {
    openAtEnd = false;
    return splitLine() || (open && splitLines(columns));
  }

  /** True when it could not be split because the text ends within quotes. */
  boolean isOpen() {
    return openAtEnd;
  }

  private boolean splitLines(int columns) {
    int end = lineEnd;
    int following = next;
    while (open && more < RecordClock.MOST_LINES_OF_A_RECORD && next < body.length) {
      toLineEnd(next);
      more++;
      isBlank();
      if (lineEnd - lineStart > RecordClock.LONGEST_RECORD_OF_LINES) {
        break;
      }
      if (splitLine() && fits(columns)) {
        return true;
      }
    }
    openAtEnd = open && next >= body.length;
    lineEnd = end;
    next = following;
    more = 0;
    return false;
  }

  /** True when there are as many fields as the header has, or an empty one more. */
  boolean fits(int columns) {
    return columns == ANY || count == columns || (count == columns + 1 && isEmpty(columns));
  }

  private boolean splitLine() {
    count = 0;
    escapes = false;
    open = false;
    int at = lineStart;
    while (true) {
      at = field(at);
      if (at < 0) {
        return false;
      }
      if (at >= lineEnd) {
        return true;
      }
      at++;
    }
  }

  /** Reads the field that begins here; answers where it ends, or -1 when its quotes are broken. */
  private int field(int from) {
    int start = from;
    while (start < lineEnd && isSpace(body[start])) {
      start++;
    }
    if (start < lineEnd && body[start] == '"') {
      return quoted(start + 1);
    }
    int stop = start;
    while (stop < lineEnd && body[stop] != separator) {
      stop++;
    }
    int end = stop;
    while (end > start && isSpace(body[end - 1])) {
      end--;
    }
    add(start, end);
    return stop;
  }

  private int quoted(int start) {
    int end = start;
    while (true) {
      if (end >= lineEnd) {
        open = true;
        return -1;
      }
      if (body[end] != '"') {
        end++;
      } else if (end + 1 < lineEnd && body[end + 1] == '"') {
        escapes = true;
        end += 2;
      } else {
        break;
      }
    }
    add(start, end);
    int stop = end + 1;
    while (stop < lineEnd && isSpace(body[stop])) {
      stop++;
    }
    return stop >= lineEnd || body[stop] == separator ? stop : -1;
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  int count() {
    return count;
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public int start(int field) {
    return starts[field];
  }

  @Override
  public int end(int field) {
    return ends[field];
  }

  @Override
  public boolean isEmpty(int field) {
    return starts[field] == ends[field];
  }

  @Override
  public String text(int field) {
    String text =
        new String(body, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    return escapes ? text.replace("\"\"", "\"") : text;
  }

  List<String> texts() {
    var texts = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text(i));
    }
    return texts;
  }

  /** The bytes of the line, cut at 64 KiB. */
  @Override
  public byte[] raw() {
    return Arrays.copyOfRange(body, lineStart, Math.min(lineEnd, lineStart + LONGEST_RAW));
  }

  /** True when the line has exactly these bytes. */
  boolean isSameLine(byte[] other) {
    return Arrays.equals(body, lineStart, lineEnd, other, 0, other.length);
  }

  byte[] wholeLine() {
    return Arrays.copyOfRange(body, lineStart, lineEnd);
  }
}
