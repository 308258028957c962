package citybrain.local.recording;

import citybrain.feed.RecordClock;
import citybrain.feed.lines.RecordLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The records of an entry as they stand there. A line beyond {@link #LONGEST} keeps its first bytes
 * and its true length: memory stays bounded whatever the source holds.
 */
final class LineReader implements EntryLines {

  /** What is kept of a longer line is enough to see what it was; it will be refused. */
  static final int LONGEST = 1_000_000;

  static final int KEPT_OF_LONGER = 64 * 1024;

  private final RecordLines lines;

  /** Of records that end where this clock says. */
  LineReader(InputStream in, RecordClock clock) throws IOException {
    lines = new RecordLines(in, clock, LONGEST, KEPT_OF_LONGER);
  }

  /** Of a file of which nothing more is known than that its first line names the columns. */
  static LineReader ofLines(InputStream in) throws IOException {
    return new LineReader(in, (header, line) -> Optional.empty());
  }

  @Override
  public byte[] header() {
    return lines.header();
  }

  @Override
  public boolean next() throws IOException {
    return lines.next();
  }

  @Override
  public byte[] line() {
    return lines.line();
  }

  @Override
  public long bytes() {
    return lines.bytes();
  }

  @Override
  public long number() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
