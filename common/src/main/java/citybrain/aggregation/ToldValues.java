package citybrain.aggregation;

import java.util.Arrays;

/**
 * What a window remembers beside its sums where readings may be corrected, by place: how many were,
 * and what its least and largest values can be found from when one of them is taken back.
 *
 * <p>Extremes are of two kinds of values: those that are listed one by one, in the shortest window
 * around them, and those that are settled, for nothing of them can be taken back any more.
 */
public final class ToldValues {

  /** Of one place, as a snapshot has it. */
  public record OfPlace(int corrections, double settledMin, double settledMax, double[] listed) {}

  private static final double[] NOTHING = {};

  private int[] corrections = {};
  private double[] settledMins = {};
  private double[] settledMaxs = {};
  private double[][] listed = {};
  private int[] sizes = {};
  private long listedCount;

  ToldValues() {}

  private void require(int place) {
    int known = corrections.length;
    if (place >= known) {
      int room = Math.max(place + 1, 2 * known);
      corrections = Arrays.copyOf(corrections, room);
      settledMins = Arrays.copyOf(settledMins, room);
      settledMaxs = Arrays.copyOf(settledMaxs, room);
      listed = Arrays.copyOf(listed, room);
      sizes = Arrays.copyOf(sizes, room);
      Arrays.fill(settledMins, known, room, Double.POSITIVE_INFINITY);
      Arrays.fill(settledMaxs, known, room, Double.NEGATIVE_INFINITY);
      Arrays.fill(listed, known, room, NOTHING);
    }
  }

  /** Lists a value. */
  void add(int place, double value) {
    require(place);
    if (sizes[place] == listed[place].length) {
      listed[place] = Arrays.copyOf(listed[place], Math.max(2, 2 * sizes[place]));
    }
    listed[place][sizes[place]++] = value;
    listedCount++;
  }

  /** Takes a value off the list; false when it is not there. */
  boolean remove(int place, double value) {
    require(place);
    var values = listed[place];
    for (int i = 0; i < sizes[place]; i++) {
      if (Double.compare(values[i], value) == 0) {
        values[i] = values[--sizes[place]];
        listedCount--;
        return true;
      }
    }
    return false;
  }

  /** Another reading of this place is a correction. */
  void corrected(int place) {
    require(place);
    corrections[place]++;
  }

  int corrections(int place) {
    return place < corrections.length ? corrections[place] : 0;
  }

  /** These are extremes of values that stay. */
  void settle(int place, double min, double max) {
    require(place);
    settledMins[place] = Math.min(settledMins[place], min);
    settledMaxs[place] = Math.max(settledMaxs[place], max);
  }

  /** The least of all that is known here; infinite when nothing is. */
  double min(int place) {
    require(place);
    double min = settledMins[place];
    for (int i = 0; i < sizes[place]; i++) {
      min = Math.min(min, listed[place][i]);
    }
    return min;
  }

  /** The largest of all that is known here; infinite when nothing is. */
  double max(int place) {
    require(place);
    double max = settledMaxs[place];
    for (int i = 0; i < sizes[place]; i++) {
      max = Math.max(max, listed[place][i]);
    }
    return max;
  }

  /** How many values are listed. */
  long listedCount() {
    return listedCount;
  }

  OfPlace ofPlace(int place) {
    require(place);
    return new OfPlace(
        corrections[place],
        settledMins[place],
        settledMaxs[place],
        Arrays.copyOf(listed[place], sizes[place]));
  }

  void restore(int place, OfPlace of) {
    require(place);
    corrections[place] = of.corrections;
    settledMins[place] = of.settledMin;
    settledMaxs[place] = of.settledMax;
    listedCount += of.listed.length - sizes[place];
    listed[place] = of.listed;
    sizes[place] = of.listed.length;
  }
}
