package citybrain.feed;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last readings of each series of one feed, and its last snapshot, to recognise what comes
 * twice. Flat arrays, because every observation asks: a look-up touches two lines of memory and
 * makes no garbage. About 150 bytes a series.
 */
final class RecentReadings {

  /** How many readings of a series are remembered; a power of two. */
  static final int REMEMBERED = 8;

  /** Fingerprints of series by slot; zero is a free slot. */
  private long[] series = new long[64];

  private long[] readings = new long[64 * REMEMBERED];
  private byte[] next = new byte[64];
  private int size;

  /** The moment of the last snapshot, for feeds that deliver such. */
  private long snapshot = Long.MIN_VALUE;

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

  /** True when this reading is among the last of its series; otherwise it is from now on. */
  boolean isRepeated(long seriesFingerprint, long reading) {
    int slot = slot(seriesFingerprint);
    int from = slot * REMEMBERED;
    for (int i = from; i < from + REMEMBERED; i++) {
      if (readings[i] == reading) {
        return true;
      }
    }
    readings[from + next[slot]] = reading;
    next[slot] = (byte) ((next[slot] + 1) & (REMEMBERED - 1));
    return false;
  }

  private int slot(long seriesFingerprint) {
    long wanted = seriesFingerprint == 0 ? 1 : seriesFingerprint;
    int slot = find(wanted);
    if (series[slot] == 0) {
      if (2 * (size + 1) > series.length) {
        grow();
        slot = find(wanted);
      }
      series[slot] = wanted;
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

  private void grow() {
    var oldSeries = series;
    var oldReadings = readings;
    var oldNext = next;
    series = new long[oldSeries.length * 2];
    readings = new long[oldReadings.length * 2];
    next = new byte[oldNext.length * 2];
    for (int i = 0; i < oldSeries.length; i++) {
      if (oldSeries[i] != 0) {
        int slot = find(oldSeries[i]);
        series[slot] = oldSeries[i];
        next[slot] = oldNext[i];
        System.arraycopy(oldReadings, i * REMEMBERED, readings, slot * REMEMBERED, REMEMBERED);
      }
    }
  }

  int size() {
    return size;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(snapshot);
    out.writeInt(size);
    for (int slot = 0; slot < series.length; slot++) {
      if (series[slot] != 0) {
        out.writeLong(series[slot]);
        out.writeByte(next[slot]);
        for (int i = slot * REMEMBERED; i < (slot + 1) * REMEMBERED; i++) {
          out.writeLong(readings[i]);
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    snapshot = in.readLong();
    int count = in.readInt();
    for (int n = 0; n < count; n++) {
      int slot = slot(in.readLong());
      next[slot] = in.readByte();
      for (int i = slot * REMEMBERED; i < (slot + 1) * REMEMBERED; i++) {
        readings[i] = in.readLong();
      }
    }
  }
}
