package citybrain.feed.lines;

import citybrain.feed.RecordClock;
import citybrain.feed.RecordClock.Shape;
import citybrain.feed.TextEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits bytes into records without decoding them, so that what is sent is what the origin wrote: a
 * line each, or several where a quoted field goes on.
 */
public final class RecordLines implements AutoCloseable {

  /** Of what stands before the records. */
  private static final int LONGEST_HEADER = 256 * 1024;

  private final PhysicalLines source;
  private final RecordClock clock;
  private final ArrayDeque<PhysicalLine> unread = new ArrayDeque<>();
  private final byte[] header;
  private final String headerText;
  private byte[] line = {};
  private long bytes;
  private long number;

  /**
   * Reads the header.
   *
   * @param clock says where header and records end
   * @param longest a line beyond it keeps its first bytes and its true length
   * @param keptOfLonger so many of them
   */
  public RecordLines(InputStream in, RecordClock clock, int longest, int keptOfLonger)
      throws IOException {
    this.clock = clock;
    var charset = clock.charset();
    source =
        new PhysicalLines(
            TextEncoding.isWide(charset) ? new Utf8Stream(in, charset) : in, longest, keptOfLonger);
    header = clock.hasHeader() ? readHeader() : new byte[0];
    headerText =
        new String(header, TextEncoding.isWide(charset) ? StandardCharsets.UTF_8 : charset);
  }

  /** The lines up to the one that names the columns; that one alone if its quotes stay open. */
  private byte[] readHeader() throws IOException {
    var read = new ArrayList<PhysicalLine>();
    int whole = 0;
    int size = 0;
    while (size < LONGEST_HEADER) {
      var next = take();
      if (next == null) {
        break;
      }
      read.add(next);
      size += next.line().length;
      var shape = clock.header(withoutReturn(join(read, read.size())));
      whole = whole == 0 && shape != Shape.TOO_SHORT ? read.size() : whole;
      if (shape == Shape.WHOLE) {
        whole = read.size();
      }
      boolean mayGoOn = whole == 0 || read.size() - whole < RecordClock.MOST_LINES_OF_A_RECORD;
      if (shape == Shape.WHOLE || shape == Shape.BROKEN || !mayGoOn) {
        break;
      }
    }
    int taken = whole == 0 ? read.size() : whole;
    for (int i = read.size() - 1; i >= taken; i--) {
      unread.addFirst(read.get(i));
    }
    return withoutReturn(join(read, taken));
  }

  private static byte[] join(List<PhysicalLine> lines, int count) {
    if (count == 1) {
      return lines.get(0).line();
    }
    var joined = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        joined.write('\n');
      }
      joined.writeBytes(lines.get(i).line());
    }
    return joined.toByteArray();
  }

  private static byte[] withoutReturn(byte[] line) {
    int end = line.length;
    return end > 0 && line[end - 1] == '\r' ? Arrays.copyOf(line, end - 1) : line;
  }

  /** What stands before the records, without the last line end; empty when nothing does. */
  public byte[] header() {
    return header;
  }

  /** Moves to the next record that is not blank; false at the end. */
  public boolean next() throws IOException {
    for (var next = take(); next != null; next = take()) {
      if (!next.isBlank()) {
        record(next);
        return true;
      }
    }
    return false;
  }

  private @Nullable PhysicalLine take() throws IOException {
    var kept = unread.poll();
    return kept == null ? source.next() : kept;
  }

  private void record(PhysicalLine first) throws IOException {
    line = first.line();
    bytes = first.bytes();
    number = first.number();
    if (first.hasQuote() && clock.record(headerText, line) == Shape.OPEN) {
      recordOfLines(first);
    }
  }

  /** What does not become one record is read line by line. */
  private void recordOfLines(PhysicalLine first) throws IOException {
    var read = new ArrayList<PhysicalLine>(List.of(first));
    int size = line.length;
    while (read.size() <= RecordClock.MOST_LINES_OF_A_RECORD
        && size <= RecordClock.LONGEST_RECORD_OF_LINES) {
      var next = take();
      if (next == null) {
        break;
      }
      read.add(next);
      size += 1 + next.line().length;
      var joined = join(read, read.size());
      var shape = clock.record(headerText, joined);
      if (shape == Shape.WHOLE) {
        line = joined;
        bytes = joined.length;
        return;
      }
      if (shape == Shape.BROKEN) {
        break;
      }
    }
    for (int i = read.size() - 1; i > 0; i--) {
      unread.addFirst(read.get(i));
    }
  }

  /** The record without its last line feed. */
  public byte[] line() {
    return line;
  }

  /** How long it was. */
  public long bytes() {
    return bytes;
  }

  /** The line on which it began, 1-based. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
