package citybrain.bench.contender;

import citybrain.aggregation.Aggregate;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums by minute and series in flat arrays. A window is published when all feeds have passed its
 * end, again when more came, and forgotten when nothing in time can come.
 */
final class FlatWindows {

  /** Minutes that can be open at once: more than two days. */
  private static final int RING = 1 << 12;

  private static final int PAGE_BITS = 6;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int COUNT = 0;
  private static final int SUM = 1;
  private static final int MIN = 2;
  private static final int MAX = 3;
  private static final int FIELDS = 4;

  private final SeriesTable series;
  private final AggregateLog log;
  private final @Nullable Minute[] ring = new Minute[RING];
  private final TreeMap<Long, Minute> minutes = new TreeMap<>();
  private final TreeMap<Long, Minute> unseen = new TreeMap<>();
  private final TreeMap<Long, long[]> unseenQuarters = new TreeMap<>();
  private final double[] quarter = new double[FIELDS];
  private long published = Long.MIN_VALUE;
  private @Nullable Minute recent;

  FlatWindows(SeriesTable series, AggregateLog log) {
    this.series = series;
    this.log = log;
  }

  /** The sums of one minute: for each series that has some, count, sum, minimum and maximum. */
  static final class Minute {

    private final long start;
    private double[][] pages = new double[16][];

    /** A bit a series of which something is unpublished. */
    private long[] masks = new long[16];

    private boolean isSeen = true;

    Minute(long start) {
      this.start = start;
    }

    void add(int series, double value) {
      int number = series >>> PAGE_BITS;
      if (number >= pages.length || pages[number] == null) {
        makePage(number);
      }
      masks[number] |= 1L << series;
      var page = pages[number];
      int at = (series & (PAGE - 1)) * FIELDS;
      page[at + COUNT]++;
      page[at + SUM] += value;
      if (value < page[at + MIN]) {
        page[at + MIN] = value;
      }
      if (value > page[at + MAX]) {
        page[at + MAX] = value;
      }
    }

    private void makePage(int number) {
      if (number >= pages.length) {
        int room = Math.max(number + 1, 2 * pages.length);
        pages = Arrays.copyOf(pages, room);
        masks = Arrays.copyOf(masks, room);
      }
      var page = new double[PAGE * FIELDS];
      for (int i = 0; i < page.length; i += FIELDS) {
        page[i + MIN] = Double.POSITIVE_INFINITY;
        page[i + MAX] = Double.NEGATIVE_INFINITY;
      }
      pages[number] = page;
    }
  }

  /** The sums of the minute around this time, to which something is added. */
  Minute minute(long time) {
    var found = recent;
    if (found == null || time < found.start || time >= found.start + WindowSpans.MINUTE) {
      found = find(WindowSpans.startOf(time, WindowSpans.MINUTE));
      recent = found;
    }
    if (found.isSeen) {
      found.isSeen = false;
      unseen.put(found.start, found);
    }
    return found;
  }

  private Minute find(long start) {
    int slot = (int) (start / WindowSpans.MINUTE) & (RING - 1);
    var found = ring[slot];
    if (found == null) {
      found = new Minute(start);
      ring[slot] = found;
      minutes.put(start, found);
    } else if (found.start != start) {
      throw new IllegalStateException("more minutes are open than there is room for");
    }
    return found;
  }

  /** All feeds have passed this time. */
  void publishUpTo(long slowest) {
    if (slowest < published + WindowSpans.MINUTE) {
      return;
    }
    published = WindowSpans.startOf(slowest, WindowSpans.MINUTE);
    while (!unseen.isEmpty() && isDue(unseen.firstKey() + WindowSpans.MINUTE, slowest)) {
      publish(unseen.pollFirstEntry().getValue());
    }
    while (!unseenQuarters.isEmpty()
        && isDue(unseenQuarters.firstKey() + WindowSpans.QUARTER, slowest)) {
      var entry = unseenQuarters.pollFirstEntry();
      publishQuarter(entry.getKey(), entry.getValue());
    }
    while (!minutes.isEmpty() && WindowSpans.isOver(minutes.firstKey(), slowest)) {
      var over = minutes.pollFirstEntry().getValue();
      ring[(int) (over.start / WindowSpans.MINUTE) & (RING - 1)] = null;
      recent = null;
    }
  }

  private static boolean isDue(long end, long slowest) {
    return end + WindowSpans.DELAY <= slowest;
  }

  /** Nothing more comes. */
  void publishAll() {
    unseen.values().forEach(this::publish);
    unseenQuarters.forEach(this::publishQuarter);
  }

  private void publish(Minute minute) {
    minute.isSeen = true;
    var ofQuarter =
        unseenQuarters.computeIfAbsent(
            WindowSpans.startOf(minute.start, WindowSpans.QUARTER),
            start -> new long[minute.masks.length]);
    if (ofQuarter.length < minute.masks.length) {
      ofQuarter = Arrays.copyOf(ofQuarter, minute.masks.length);
      unseenQuarters.put(WindowSpans.startOf(minute.start, WindowSpans.QUARTER), ofQuarter);
    }
    for (int number = 0; number < minute.masks.length; number++) {
      long mask = minute.masks[number];
      minute.masks[number] = 0;
      ofQuarter[number] |= mask;
      for (; mask != 0; mask &= mask - 1) {
        int bit = Long.numberOfTrailingZeros(mask);
        write(
            number * PAGE + bit,
            minute.start,
            WindowSpans.MINUTE,
            minute.pages[number],
            bit * FIELDS);
      }
    }
  }

  private void publishQuarter(long start, long[] masks) {
    for (int number = 0; number < masks.length; number++) {
      for (long mask = masks[number]; mask != 0; mask &= mask - 1) {
        int bit = Long.numberOfTrailingZeros(mask);
        merge(start, number, bit * FIELDS);
        write(number * PAGE + bit, start, WindowSpans.QUARTER, quarter, 0);
      }
    }
  }

  private void merge(long start, int number, int at) {
    quarter[COUNT] = 0;
    quarter[SUM] = 0;
    quarter[MIN] = Double.POSITIVE_INFINITY;
    quarter[MAX] = Double.NEGATIVE_INFINITY;
    int first = (int) (start / WindowSpans.MINUTE);
    for (int i = 0; i < WindowSpans.MINUTES_OF_QUARTER; i++) {
      var minute = ring[(first + i) & (RING - 1)];
      if (minute != null && number < minute.pages.length && minute.pages[number] != null) {
        var page = minute.pages[number];
        quarter[COUNT] += page[at + COUNT];
        quarter[SUM] += page[at + SUM];
        quarter[MIN] = Math.min(quarter[MIN], page[at + MIN]);
        quarter[MAX] = Math.max(quarter[MAX], page[at + MAX]);
      }
    }
  }

  private void write(int number, long start, long size, double[] fields, int at) {
    var name = series.name(number);
    long count = (long) fields[at + COUNT];
    log.write(
        new Aggregate(
            series.city(),
            name.zone().layer(),
            name.zone().zone(),
            name.property(),
            Instant.ofEpochMilli(start),
            Instant.ofEpochMilli(start + size),
            (int) count,
            name.isMeasured() ? count : 0,
            name.isMeasured() ? fields[at + SUM] : 0,
            fields[at + MIN],
            fields[at + MAX],
            name.isMeasured() ? 0 : count,
            name.isMeasured() ? 0 : fields[at + SUM],
            name.zone().centre()));
  }
}
