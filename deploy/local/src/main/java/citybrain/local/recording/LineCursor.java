package citybrain.local.recording;

import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one entry and says when each line is played: at its own time; a line whose time
 * cannot be read, goes back, or runs more than a day ahead of what follows goes along with its
 * predecessor. So one wrong clock neither stops an entry nor is it put right. Times of the hour
 * that autumn repeats are those of the pass that is nearer to where the entry stands.
 */
final class LineCursor implements AutoCloseable {

  private static final int AHEAD = 8;
  private static final long DAY = 86_400_000L;

  private record Read(byte[] line, long bytes, long number, long time) {}

  private final Entry entry;
  private final EntryLines lines;
  private final byte[] header;
  private final Times times;
  private final ArrayDeque<Read> ahead = new ArrayDeque<>(AHEAD);
  private long key;
  private @Nullable TimedLine current;

  /**
   * Begins at the first line of this time or later.
   *
   * @param header the first line of the entry, the same object for equal headers
   */
  LineCursor(Entry entry, EntryLines lines, byte[] header, Times times, long from)
      throws IOException {
    this.entry = entry;
    this.lines = lines;
    this.header = header;
    this.times = times;
    this.key = Long.MIN_VALUE;
    skipTo(from);
  }

  private void skipTo(long from) throws IOException {
    while (advance()) {
      if (key >= from) {
        return;
      }
      if (key == Long.MIN_VALUE) {
        key = from;
        current = at(current, from);
        return;
      }
    }
  }

  private static @Nullable TimedLine at(@Nullable TimedLine line, long key) {
    return line == null
        ? null
        : new TimedLine(line.entry(), line.header(), line.line(), line.bytes(), line.number(), key);
  }

  /** The line at which the cursor stands; null behind the last one. */
  @Nullable TimedLine current() {
    return current;
  }

  /** Moves on; false behind the last line. */
  boolean advance() throws IOException {
    while (ahead.size() < AHEAD && lines.next()) {
      ahead.add(new Read(lines.line(), lines.bytes(), lines.number(), times.of(lines.line())));
    }
    var read = ahead.poll();
    if (read == null) {
      current = null;
      return false;
    }
    if (read.time != Times.UNREADABLE && !runsAhead(read.time)) {
      key = Math.max(key, read.time < key ? orSecond(read) : read.time);
    }
    current = new TimedLine(entry, header, read.line, read.bytes, read.number, key);
    return true;
  }

  private long orSecond(Read read) {
    long second = times.secondOf(read.line);
    return second != Times.UNREADABLE && second - key <= key - read.time ? second : read.time;
  }

  private boolean runsAhead(long time) {
    if (key != Long.MIN_VALUE && time <= key + DAY) {
      return false;
    }
    for (var later : ahead) {
      if (later.time != Times.UNREADABLE && later.time < time - DAY) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
