package citybrain.local.recording;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one entry and says when each line is played: at its own time; a line whose time
 * cannot be read, goes back, or runs more than a day ahead of what follows goes along with its
 * predecessor. So one wrong clock neither stops an entry nor is it put right. Times of the hour
 * that autumn repeats are of the second pass when their series told them before, unless that is a
 * copy in the midst of the first; else of the pass that is nearer to where the entry stands.
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
  private final Passes passes = new Passes();

  /** The time that was looked at last, and whether autumn repeats it: neighbours share theirs. */
  private long looked = Times.UNREADABLE;

  private boolean repeats;
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
        : new TimedLine(
            line.entry(),
            line.header(),
            line.line(),
            line.bytes(),
            line.number(),
            key,
            line.ofOddHour());
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
    boolean ofOddHour = false;
    if (read.time != Times.UNREADABLE && !runsAhead(read.time)) {
      boolean repeated = isRepeated(read);
      long time = repeated ? passOf(read) : read.time;
      ofOddHour = repeated && time < key;
      key = Math.max(key, time);
    }
    current = new TimedLine(entry, header, read.line, read.bytes, read.number, key, ofOddHour);
    return true;
  }

  private boolean isRepeated(Read read) {
    if (read.time != looked) {
      looked = read.time;
      repeats = times.secondOf(read.line) != Times.UNREADABLE;
    }
    return repeats;
  }

  private long passOf(Read read) {
    long second = times.secondOf(read.line);
    if (second == Times.UNREADABLE) {
      return read.time; // an instant beside local times
    }
    var series = times.seriesOf(read.line);
    boolean again = passes.hasTold(series, read.time) && !isCopy(read, series);
    passes.tell(series, read.time, read.line);
    boolean isNearer = read.time < key && second - key <= key - read.time;
    return again || isNearer ? second : read.time;
  }

  /**
   * True when a line comes once more while most of what follows has not been told yet: then the
   * first pass is not over.
   */
  private boolean isCopy(Read read, List<String> series) {
    if (!passes.isRepetition(series, read.time, read.line)) {
      return false;
    }
    int told = 0;
    int untold = 0;
    for (var later : ahead) {
      if (later.time == Times.UNREADABLE) {
        continue;
      }
      if (!isRepeated(later)) {
        break;
      }
      if (passes.hasTold(times.seriesOf(later.line), later.time)) {
        told++;
      } else {
        untold++;
      }
    }
    return untold > told;
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
