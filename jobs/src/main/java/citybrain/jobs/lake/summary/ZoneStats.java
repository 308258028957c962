package citybrain.jobs.lake.summary;

import citybrain.aggregation.ExactSum;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the readings of one zone, property and window. The first {@value #K} measured
 * values are kept as they are, more of them in a sketch; merging two halves equals adding all, up
 * to rounding and to what the sketch forgets.
 */
final class ZoneStats {

  /** Of the sketch, and how many values it keeps all of. */
  static final int K = 200;

  private static final int FIRST_ROOM = 4;
  private static final int GROWTH = 4;
  private static final int HUNDRED = 100;
  private static final int HEAD_BYTES = 5 * Long.BYTES + 2 * Integer.BYTES;

  private long suspect;
  private long late;
  private long estimated;

  /** Null while there is none. */
  private @Nullable ExactSum estimatedSum;

  /** Values that are neither in the sketch nor in the moments. */
  private double[] values = new double[FIRST_ROOM];

  private int kept;

  /** Null while all values are kept. */
  private @Nullable KllDoublesSketch sketch;

  /** Of the values in the sketch; null while there are none. */
  private @Nullable Moments moments;

  /** A value that was measured, a finite one. */
  void add(double value) {
    if (kept == values.length) {
      makeRoom();
    }
    values[kept++] = value;
  }

  void addEstimated(double value) {
    estimated++;
    sumOfEstimated().add(value);
  }

  private ExactSum sumOfEstimated() {
    var sum = estimatedSum == null ? new ExactSum() : estimatedSum;
    estimatedSum = sum;
    return sum;
  }

  private Moments ofSketch() {
    var all = moments == null ? new Moments() : moments;
    moments = all;
    return all;
  }

  /** Of those that were added, one is in doubt. */
  void countSuspect() {
    suspect++;
  }

  /** Of those that were added, one came late. */
  void countLate() {
    late++;
  }

  private void makeRoom() {
    if (kept < K) {
      values = Arrays.copyOf(values, Math.min(K, GROWTH * kept));
    } else {
      fold();
    }
  }

  private KllDoublesSketch fold() {
    var into = sketch == null ? KllDoublesSketch.newHeapInstance(K) : sketch;
    if (kept > 0) {
      into.update(values, 0, kept);
      ofSketch().add(values, kept);
    }
    kept = 0;
    sketch = into;
    return into;
  }

  /** Adds what another knows, which stays as it is. */
  void merge(ZoneStats other) {
    suspect += other.suspect;
    late += other.late;
    estimated += other.estimated;
    if (other.estimatedSum != null) {
      sumOfEstimated().add(other.estimatedSum);
    }
    if (other.sketch != null) {
      if (sketch == null) {
        sketch = KllDoublesSketch.newHeapInstance(K);
      }
      sketch.merge(other.sketch);
      ofSketch().merge(other.ofSketch());
    }
    for (int from = 0; from < other.kept; ) {
      if (kept == values.length) {
        makeRoom();
      }
      int some = Math.min(values.length - kept, other.kept - from);
      System.arraycopy(other.values, from, values, kept, some);
      kept += some;
      from += some;
    }
  }

  long suspect() {
    return suspect;
  }

  long late() {
    return late;
  }

  long estimated() {
    return estimated;
  }

  double estimatedSum() {
    return estimatedSum == null ? 0 : estimatedSum.value();
  }

  /** Of all that was measured. */
  Moments moments() {
    var all = new Moments();
    if (moments != null) {
      all.merge(moments);
    }
    all.add(values, kept);
    return all;
  }

  /**
   * Measured values of the nearest rank: the least one that is not below so many percent of all.
   * There must be a value.
   */
  double[] quantiles(int... percents) {
    if (sketch != null) {
      var ranks = Arrays.stream(percents).mapToDouble(p -> (double) p / HUNDRED).toArray();
      return fold().getQuantiles(ranks, QuantileSearchCriteria.INCLUSIVE);
    }
    Arrays.sort(values, 0, kept); // in which order they are kept is no matter
    return Arrays.stream(percents)
        .mapToDouble(p -> values[Math.max(1, (p * kept + HUNDRED - 1) / HUNDRED) - 1])
        .toArray();
  }

  /** The sketch of all that was measured, as it lies in files. */
  byte[] sketch() {
    if (sketch != null) {
      return fold().toByteArray();
    }
    var of = KllDoublesSketch.newHeapInstance(K);
    of.update(values, 0, kept);
    return of.toByteArray();
  }

  /** To be read by {@link #of}, in the same version of the job. */
  byte[] bytes() {
    var image = sketch == null ? new byte[0] : sketch.toByteArray();
    int more = sketch == null ? 0 : Moments.BYTES + image.length;
    var to = ByteBuffer.allocate(HEAD_BYTES + kept * Double.BYTES + more);
    to.putLong(suspect).putLong(late).putLong(estimated);
    to.putLong(estimatedSum == null ? 0 : estimatedSum.high());
    to.putLong(estimatedSum == null ? 0 : estimatedSum.low());
    to.putInt(kept).putInt(image.length);
    for (int i = 0; i < kept; i++) {
      to.putDouble(values[i]);
    }
    if (sketch != null) {
      ofSketch().write(to);
      to.put(image);
    }
    return to.array();
  }

  static ZoneStats of(byte[] bytes) {
    var from = ByteBuffer.wrap(bytes);
    var read = new ZoneStats();
    read.suspect = from.getLong();
    read.late = from.getLong();
    read.estimated = from.getLong();
    long high = from.getLong();
    long low = from.getLong();
    if (read.estimated > 0) {
      read.sumOfEstimated().add(high, low);
    }
    read.kept = from.getInt();
    int image = from.getInt();
    read.values = new double[Math.max(FIRST_ROOM, read.kept)];
    for (int i = 0; i < read.kept; i++) {
      read.values[i] = from.getDouble();
    }
    if (image > 0) {
      read.moments = Moments.read(from);
      read.sketch = KllDoublesSketch.heapify(Memory.wrap(bytes).region(from.position(), image));
    }
    return read;
  }
}
