package citybrain.feed;

import citybrain.observation.Observation;
import citybrain.observation.Pseudonym;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;

/**
 * The readings of one feed over a span of event time behind its clock, to recognise what comes
 * twice and what is told anew with another value. Of each series also the latest time is kept, for
 * some hours after it was mentioned last: a reading older than the span is new only if it is later
 * than that, for otherwise nobody could tell. What is forgotten depends on the clock alone, so that
 * a restart changes nothing. Flat arrays, because every observation asks: about 40 bytes a reading
 * of the span and 50 a series. Times are epoch milliseconds.
 */
final class SeenReadings {

  /** What is known of a reading. */
  enum Verdict {
    NEW,
    /** The same value of the same quality was there for this time. */
    REPEATED,
    /** The same value was there for this time, of another quality. */
    REQUALIFIED,
    /** Another value for this time was there. */
    CORRECTED,
    /** Of a time before the span, and the series is further: it may have been there. */
    TOO_OLD
  }

  /** A series that is not mentioned for longer is forgotten, unless the span is longer still. */
  private static final long KEEP = 6 * 3_600_000L;

  /** Parts of the span, which are forgotten as a whole. */
  private static final int PARTS = 8;

  private static final long SHORTEST_PART = 1_000;

  /** With stamps of the future there might be any number of them. */
  private static final int MOST_PARTS = 1_024;

  private static final int FIRST_ROOM = 16;
  private static final Quality[] QUALITIES = Quality.values();

  private final long span;
  private final long keep;
  private final long part;

  /** Fingerprints of series by slot; zero is a free slot. */
  private long[] series = new long[FIRST_ROOM];

  private long[] latest = new long[FIRST_ROOM];

  /** Where the clock was when it was mentioned last, or the time it was mentioned for. */
  private long[] mentioned = new long[FIRST_ROOM];

  private int size;
  private final TreeMap<Long, Readings> parts = new TreeMap<>();
  private long clock;

  /** Of the message that is read; it comes with each, so that it need not be written. */
  private long arrival;

  /**
   * The first time of the clock: what was mentioned before it had any, counts as mentioned then.
   */
  private long begun;

  /** The moment of the last snapshot, for feeds that deliver such. */
  private long snapshot = Long.MIN_VALUE;

  /** Of a key: the rest of it tells series and time, these the quality of the value. */
  private static final long QUALITY = 3;

  /** Values by series, time and quality; zero is a free slot. */
  private static final class Readings {
    long[] keys = new long[FIRST_ROOM];
    long[] values = new long[FIRST_ROOM];
    int size;

    int slot(long key) {
      int mask = keys.length - 1;
      int slot = (int) ((key >>> 2) ^ (key >>> 32)) & mask;
      while (keys[slot] != 0 && (keys[slot] ^ key) >>> 2 != 0) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    void put(long key, long value) {
      if (2 * (size + 1) > keys.length) {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
          if (oldKeys[i] != 0) {
            int slot = slot(oldKeys[i]);
            keys[slot] = oldKeys[i];
            values[slot] = oldValues[i];
          }
        }
      }
      int slot = slot(key);
      size += keys[slot] == 0 ? 1 : 0;
      keys[slot] = key;
      values[slot] = value;
    }
  }

  /**
   * Remembers nothing yet.
   *
   * @param span how far behind the clock every reading is remembered, ms
   */
  SeenReadings(long span) {
    this.span = span;
    this.keep = Math.max(KEEP, span);
    this.part = Math.max(SHORTEST_PART, span / PARTS);
  }

  /**
   * True when the feed delivers a snapshot of the same moment again; from now on it is the last
   * one.
   *
   * @param moment epoch milliseconds; {@code Long.MIN_VALUE} when this is no snapshot
   */
  boolean isSnapshotAgain(long moment) {
    boolean again = moment != Long.MIN_VALUE && moment == snapshot;
    snapshot = moment == Long.MIN_VALUE ? snapshot : moment;
    return again;
  }

  /**
   * Before the next message: what the clock has passed by the span is forgotten.
   *
   * @param now the clock of the feed
   * @param arrives when the message arrives: times beyond it keep nothing alive
   */
  void advance(long now, long arrives) {
    arrival = arrives;
    clock = Math.max(clock, now);
    begun = begun == 0 ? clock : begun;
    while (!parts.isEmpty() && (parts.firstKey() + 1) * part <= clock - span) {
      parts.pollFirstEntry();
    }
  }

  /**
   * What is known of a reading, as below. A series whose name ended longer ago than is remembered
   * is further by another name, which nobody can tell to be its own.
   */
  Verdict judge(long seriesFingerprint, Observation reading) {
    if (Pseudonym.isOver(reading.feature(), Math.floorDiv(clock - span, 1000L))) {
      return Verdict.TOO_OLD;
    }
    long time = reading.phenomenonTime().toEpochMilli();
    return judge(seriesFingerprint, time, reading.result(), reading.quality());
  }

  /** What is known of a reading; if it is new, it is remembered from now on. */
  Verdict judge(long seriesFingerprint, long time, double value, Quality quality) {
    int slot = slot(seriesFingerprint == 0 ? 1 : seriesFingerprint);
    boolean isKnown = isLive(mentioned[slot]);
    // A message may be far ahead of the clock before it, as a table sent once a day is.
    mentioned[slot] = Math.max(mentioned[slot], Math.max(clock, Math.min(time, arrival)));
    boolean isInSpan = time >= clock - span;
    long key = key(seriesFingerprint, time, quality);
    long bits = Double.doubleToLongBits(value);
    if (isKnown && time <= latest[slot] && !isInSpan) {
      return Verdict.TOO_OLD;
    }
    if (isInSpan && (!isKnown || time <= latest[slot])) {
      var readings = parts.get(Math.floorDiv(time, part));
      if (readings != null) {
        int found = readings.slot(key);
        if (readings.keys[found] != 0) {
          if (readings.values[found] != bits) {
            return Verdict.CORRECTED;
          }
          return readings.keys[found] == key ? Verdict.REPEATED : Verdict.REQUALIFIED;
        }
      }
    }
    latest[slot] = isKnown ? Math.max(latest[slot], time) : time;
    if (isInSpan) {
      remember(key, time, bits);
    }
    return Verdict.NEW;
  }

  /**
   * Puts a value in the place of one, where it was judged {@link Verdict#CORRECTED} or {@link
   * Verdict#REQUALIFIED}.
   *
   * @return what was told before
   */
  Replaced correct(long seriesFingerprint, long time, double value, Quality quality) {
    long key = key(seriesFingerprint, time, quality);
    var readings = parts.get(Math.floorDiv(time, part));
    if (readings == null || readings.keys[readings.slot(key)] == 0) {
      throw new IllegalStateException("nothing was told for this time");
    }
    int slot = readings.slot(key);
    var before =
        new Replaced(
            Double.longBitsToDouble(readings.values[slot]),
            QUALITIES[(int) (readings.keys[slot] & QUALITY) - 1]);
    readings.keys[slot] = key;
    readings.values[slot] = Double.doubleToLongBits(value);
    return before;
  }

  /** Never zero: qualities count from one. */
  @SuppressWarnings("EnumOrdinal") // append-only, as the wire has them
  private static long key(long seriesFingerprint, long time, Quality quality) {
    return (Fingerprint.mix(seriesFingerprint, time) & ~QUALITY) | (quality.ordinal() + 1);
  }

  private boolean isLive(long when) {
    return (when == 0 ? begun : when) >= clock - keep;
  }

  private void remember(long key, long time, long bits) {
    parts.computeIfAbsent(Math.floorDiv(time, part), p -> new Readings()).put(key, bits);
    if (parts.size() > MOST_PARTS) {
      parts.pollLastEntry();
    }
  }

  private int slot(long wanted) {
    int slot = find(wanted);
    if (series[slot] == 0) {
      if (2 * (size + 1) > series.length) {
        makeRoom();
        slot = find(wanted);
      }
      series[slot] = wanted;
      mentioned[slot] = Long.MIN_VALUE;
      latest[slot] = Long.MIN_VALUE;
      size++;
    }
    return slot;
  }

  private int find(long wanted) {
    int mask = series.length - 1;
    int slot = (int) (wanted ^ (wanted >>> 32)) & mask;
    while (series[slot] != 0 && series[slot] != wanted) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Those that nobody mentions any more go; only where they are many does the table grow. */
  private void makeRoom() {
    var oldSeries = series;
    var oldLatest = latest;
    var oldMentioned = mentioned;
    int live = 0;
    for (int i = 0; i < oldSeries.length; i++) {
      live += oldSeries[i] != 0 && isLive(oldMentioned[i]) ? 1 : 0;
    }
    int room = FIRST_ROOM;
    while (room < 3 * (live + 1)) {
      room *= 2;
    }
    series = new long[room];
    latest = new long[room];
    mentioned = new long[room];
    size = live;
    for (int i = 0; i < oldSeries.length; i++) {
      if (oldSeries[i] != 0 && isLive(oldMentioned[i])) {
        put(oldSeries[i], oldLatest[i], oldMentioned[i]);
      }
    }
  }

  private void put(long fingerprint, long last, long when) {
    int slot = find(fingerprint);
    series[slot] = fingerprint;
    latest[slot] = last;
    mentioned[slot] = when;
  }

  /** Of how many series something is kept. */
  int seriesCount() {
    return size;
  }

  /** How many readings are kept. */
  int readingCount() {
    return parts.values().stream().mapToInt(readings -> readings.size).sum();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(snapshot);
    out.writeLong(clock);
    out.writeLong(begun);
    out.writeInt(size);
    for (int slot = 0; slot < series.length; slot++) {
      if (series[slot] != 0) {
        out.writeLong(series[slot]);
        out.writeLong(latest[slot]);
        out.writeLong(mentioned[slot]);
      }
    }
    out.writeInt(parts.size());
    for (var one : parts.entrySet()) {
      var readings = one.getValue();
      out.writeLong(one.getKey());
      out.writeInt(readings.size);
      for (int slot = 0; slot < readings.keys.length; slot++) {
        if (readings.keys[slot] != 0) {
          out.writeLong(readings.keys[slot]);
          out.writeLong(readings.values[slot]);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote, with the same span or another. */
  void read(DataInput in) throws IOException {
    snapshot = in.readLong();
    clock = in.readLong();
    begun = in.readLong();
    int count = in.readInt();
    for (int n = 0; n < count; n++) {
      int slot = slot(in.readLong());
      latest[slot] = in.readLong();
      mentioned[slot] = in.readLong();
    }
    int stretches = in.readInt();
    for (int n = 0; n < stretches; n++) {
      long number = in.readLong();
      int readings = in.readInt();
      for (int r = 0; r < readings; r++) {
        parts.computeIfAbsent(number, p -> new Readings()).put(in.readLong(), in.readLong());
      }
    }
  }
}
