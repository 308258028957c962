package citybrain.local.recording;

import citybrain.feed.RawMessage;
import citybrain.feed.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * All entries of one feed merged in time order and gathered into small documents: the header line
 * and up to {@link #MOST_LINES} data lines of one minute. Where a document ends depends on the
 * lines alone, never on the speed of the play, so that a second play sends the same messages.
 */
public final class FeedRecording implements Recording {

  static final int MOST_LINES = 500;

  private static final int FULL_BYTES = 256 * 1024;

  /** Where a cut would hide from the reader of what follows what its series told before. */
  private static final int FULL_BYTES_OF_ODD_HOUR = 768 * 1024;

  private static final long MINUTE = 60_000;

  /** An origin needs a moment to deliver. */
  private static final long DELIVERY_MILLIS = 30_000;

  /** With more entries than this each is one series, and nobody looks whether it is in order. */
  private static final int MOST_GROUPED = 16;

  private final FeedPlan plan;
  private final SourceFiles sources;
  private final List<LineCursor> opened = new ArrayList<>();
  private final PriorityQueue<Ranked> queue =
      new PriorityQueue<>(
          Comparator.<Ranked>comparingLong(Ranked::key).thenComparingInt(Ranked::rank));
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** A cursor and its place among the entries, which decides between equal times. */
  private record Ranked(LineCursor cursor, int rank, long key) {}

  private FeedRecording(FeedPlan plan) {
    this.plan = plan;
    this.sources = new SourceFiles(plan.root());
  }

  /**
   * Opens every entry at the first line of this time or later.
   *
   * @throws SettingException when there is nothing to read
   */
  static FeedRecording open(FeedPlan plan, Instant from) throws IOException {
    var recording = new FeedRecording(plan);
    try {
      recording.openEntries(from.toEpochMilli());
      return recording;
    } catch (IOException | RuntimeException e) {
      recording.close();
      throw e;
    }
  }

  /** Only says whether everything is there. */
  public static void check(FeedPlan plan) throws IOException {
    try (var sources = new SourceFiles(plan.root())) {
      entries(plan, sources);
    }
  }

  static List<Entry> entries(FeedPlan plan, SourceFiles sources) throws IOException {
    var entries = sources.find(plan.source());
    if (entries.isEmpty()) {
      throw new SettingException(
          "feed '%s' of city '%s': there is no %s in %s. It is published by %s"
              .formatted(
                  plan.feed(),
                  plan.city(),
                  plan.source(),
                  plan.root().toAbsolutePath(),
                  plan.origin()));
    }
    return entries;
  }

  private void openEntries(long from) throws IOException {
    Map<String, byte[]> headers = new HashMap<>();
    var entries = entries(plan, sources);
    for (var entry : entries) {
      var lines = SortedLines.open(entry, plan.clock(), entries.size() <= MOST_GROUPED);
      var header =
          headers.computeIfAbsent(
              new String(lines.header(), StandardCharsets.ISO_8859_1), text -> lines.header());
      var cursor = new LineCursor(entry, lines, header, new Times(header, plan.clock()), from);
      opened.add(cursor);
      enqueue(cursor, opened.size() - 1);
    }
  }

  private void enqueue(LineCursor cursor, int rank) {
    var line = cursor.current();
    if (line != null) {
      queue.add(new Ranked(cursor, rank, line.key()));
    }
  }

  @Override
  public @Nullable Message next() throws IOException {
    var first = peek();
    if (first == null) {
      return null;
    }
    body.reset();
    if (plan.clock().hasHeader()) {
      add(first.header());
    }
    int records = 0;
    boolean oneEntry = true;
    long expected = first.number();
    var last = first;
    do {
      var line = take();
      oneEntry &= line.entry() == first.entry() && line.number() == expected;
      expected += line.lines();
      add(line.line());
      records++;
      last = line;
    } while (belongs(first, last, peek(), records));
    var raw =
        new RawMessage(
            plan.city(),
            plan.feed(),
            oneEntry ? first.entry().name() : plan.source(),
            oneEntry ? first.number() : 0,
            Instant.ofEpochMilli(last.key() + DELIVERY_MILLIS),
            records,
            body.toByteArray());
    return new Message(raw, first.isOversize() ? first.bytes() : 0);
  }

  private boolean belongs(TimedLine first, TimedLine last, @Nullable TimedLine next, int records) {
    return next != null
        && (records < MOST_LINES || next.ofOddHour())
        && !last.isOversize()
        && !next.isOversize()
        && next.header() == first.header()
        && Math.floorDiv(next.key(), MINUTE) == Math.floorDiv(first.key(), MINUTE)
        && body.size() + next.line().length
            < (next.ofOddHour() ? FULL_BYTES_OF_ODD_HOUR : FULL_BYTES);
  }

  private void add(byte[] line) {
    body.writeBytes(line);
    body.write('\n');
  }

  private @Nullable TimedLine peek() {
    var head = queue.peek();
    return head == null ? null : head.cursor().current();
  }

  private TimedLine take() throws IOException {
    var head = queue.remove();
    var line = head.cursor().current();
    head.cursor().advance();
    enqueue(head.cursor(), head.rank());
    if (line == null) {
      throw new IllegalStateException("a queued cursor stands at a line");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    queue.clear();
    for (var cursor : opened) {
      cursor.close();
    }
    opened.clear();
    sources.close();
  }
}
