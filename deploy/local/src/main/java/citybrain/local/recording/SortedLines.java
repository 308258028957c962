package citybrain.local.recording;

import citybrain.feed.RecordClock;
import citybrain.feed.SettingException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The lines of an entry in time order, for origins that publish series after series in one file
 * (all of transformer 1, then all of transformer 2). Such a file is held in memory, hence only up
 * to a limit; one that is in order, apart from stragglers, is read as a stream.
 */
final class SortedLines implements EntryLines {

  /** A step back of more than this begins a new series; less is a straggler. */
  static final long STEP_BACK_MILLIS = 86_400_000L;

  private static final long LARGEST = 64L << 20;

  private record Kept(byte[] line, long bytes, long number, long time) {}

  private final byte[] header;
  private final List<Kept> lines;
  private int at = -1;

  private SortedLines(byte[] header, List<Kept> lines) {
    this.header = header;
    this.lines = lines;
  }

  /** Opens the entry, sorted if it has to be. */
  static EntryLines open(Entry entry, RecordClock clock, boolean maybeGrouped) throws IOException {
    return maybeGrouped && isGrouped(entry, clock)
        ? sorted(entry, clock)
        : new LineReader(entry.open(), clock);
  }

  private static boolean isGrouped(Entry entry, RecordClock clock) {
    try (var reader = new LineReader(entry.open(), clock)) {
      var times = new Times(reader.header(), clock);
      var four = new long[4];
      int seen = 0;
      while (reader.next()) {
        long time = times.of(reader.line());
        if (time == Times.UNREADABLE) {
          continue;
        }
        System.arraycopy(four, 1, four, 0, 3);
        four[3] = time;
        seen++;
        // Two on either side agree, so it is not one line with a wrong clock.
        if (seen >= 4
            && Math.max(four[2], four[3]) < Math.min(four[0], four[1]) - STEP_BACK_MILLIS) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // what can be read of it is played, and then the break is reported
    }
  }

  private static EntryLines sorted(Entry entry, RecordClock clock) throws IOException {
    try (var reader = new LineReader(entry.open(), clock)) {
      var times = new Times(reader.header(), clock);
      var lines = new ArrayList<Kept>();
      long bytes = 0;
      long last = Instant.EPOCH.toEpochMilli();
      var passes = new Passes();
      while (reader.next()) {
        long time = times.of(reader.line());
        last = time == Times.UNREADABLE ? last : passOf(reader.line(), time, times, passes);
        bytes += reader.line().length;
        if (bytes > LARGEST) {
          throw new SettingException(
              String.format(
                  Locale.ROOT,
                  "%s is not in time order and too large to be sorted in memory (more than %d MiB):"
                      + " split it by series, or sort it by time",
                  entry.name(),
                  LARGEST >> 20));
        }
        lines.add(new Kept(reader.line(), reader.bytes(), reader.number(), last));
      }
      lines.sort(Comparator.comparingLong(Kept::time));
      return new SortedLines(reader.header(), lines);
    }
  }

  /** A time that its series told before is that of the second pass, if autumn repeats it. */
  private static long passOf(byte[] line, long time, Times times, Passes passes) {
    long second = times.secondOf(line);
    if (second == Times.UNREADABLE) {
      return time;
    }
    var series = times.seriesOf(line);
    boolean again = passes.hasTold(series, time);
    passes.tell(series, time, line);
    return again ? second : time;
  }

  @Override
  public byte[] header() {
    return header;
  }

  @Override
  public boolean next() {
    at++;
    return at < lines.size();
  }

  @Override
  public byte[] line() {
    return lines.get(at).line();
  }

  @Override
  public long bytes() {
    return lines.get(at).bytes();
  }

  @Override
  public long number() {
    return lines.get(at).number();
  }

  @Override
  public void close() {
    lines.clear();
  }
}
