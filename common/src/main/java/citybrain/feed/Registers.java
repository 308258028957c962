package citybrain.feed;

import citybrain.observation.ObservedProperty;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The last reading of each register of one lane of a feed, from which the next is subtracted. What
 * a register counted between two readings belongs to the later of them. A step back is a rollover
 * if little is missing to it and little comes after it, else a reset; after that, and after a step
 * that is too large, it is counted anew: no difference is ever larger than its register can count
 * between two readings. Flat arrays, 24 bytes a slot: a city has millions of meters.
 */
final class Registers {

  /** What a reading says. */
  enum Verdict {
    /** {@link #counted()} is what was counted since the reading before. */
    COUNTED,
    FIRST,
    REPEATED,
    /** Another reading for the time of the last one. */
    CHANGED,
    /** Of before the last reading, which holds what was counted until then. */
    PASSED,
    RESET
  }

  /** No lane of a feed remembers more; further ones stay without a value. */
  private static final int MOST = 1 << 22;

  private static final int FIRST_ROOM = 16;

  private final Map<ObservedProperty, RegisterRange> ranges = new HashMap<>();
  private final int most;

  /** Fingerprints of series; zero is a free slot. */
  private long[] series = new long[FIRST_ROOM];

  /** Epoch milliseconds. */
  private long[] times = new long[FIRST_ROOM];

  private double[] readings = new double[FIRST_ROOM];
  private int size;
  private double counted;

  Registers(Collection<RegisterRange> ranges) {
    this(ranges, MOST);
  }

  /**
   * Remembers nothing yet.
   *
   * @param most series
   */
  Registers(Collection<RegisterRange> ranges, int most) {
    ranges.forEach(range -> this.ranges.put(range.property(), range));
    this.most = most;
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** True when values of this property are readings of a register. */
  boolean read(ObservedProperty property) {
    return ranges.containsKey(property);
  }

  /** Takes a reading, whose property must be {@link #read}. */
  Verdict take(long fingerprint, ObservedProperty property, long time, double reading) {
    var range = ranges.get(property);
    if (range == null) {
      throw new IllegalArgumentException("no register: " + property);
    }
    long wanted = fingerprint == 0 ? 1 : fingerprint;
    int slot = find(wanted);
    if (series[slot] == 0) {
      if (size < most) {
        add(wanted, time, reading);
      }
      return Verdict.FIRST;
    }
    if (time < times[slot]) {
      return Verdict.PASSED;
    }
    double before = readings[slot];
    if (time == times[slot]) {
      return reading == before ? Verdict.REPEATED : Verdict.CHANGED;
    }
    times[slot] = time;
    readings[slot] = reading;
    double step = reading - before;
    counted = step < 0 ? step + range.rollover() : step;
    return counted <= range.most() ? Verdict.COUNTED : Verdict.RESET;
  }

  /** What the register counted up to the reading taken last, in the unit of its property. */
  double counted() {
    return counted;
  }

  private void add(long wanted, long time, double reading) {
    if (2 * (size + 1) > series.length) {
      var oldSeries = series;
      var oldTimes = times;
      var oldReadings = readings;
      series = new long[2 * oldSeries.length];
      times = new long[series.length];
      readings = new double[series.length];
      for (int i = 0; i < oldSeries.length; i++) {
        if (oldSeries[i] != 0) {
          put(oldSeries[i], oldTimes[i], oldReadings[i]);
        }
      }
    }
    put(wanted, time, reading);
    size++;
  }

  private void put(long fingerprint, long time, double reading) {
    int slot = find(fingerprint);
    series[slot] = fingerprint;
    times[slot] = time;
    readings[slot] = reading;
  }

  private int find(long wanted) {
    int mask = series.length - 1;
    int slot = (int) (wanted ^ (wanted >>> 32)) & mask;
    while (series[slot] != 0 && series[slot] != wanted) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** How many registers are remembered. */
  int count() {
    return size;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int slot = 0; slot < series.length; slot++) {
      if (series[slot] != 0) {
        out.writeLong(series[slot]);
        out.writeLong(times[slot]);
        out.writeDouble(readings[slot]);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int n = 0; n < count; n++) {
      add(in.readLong(), in.readLong(), in.readDouble());
    }
  }
}
