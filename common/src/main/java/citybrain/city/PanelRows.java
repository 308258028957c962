package citybrain.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The row of a panel that is being read, and the one before.
 *
 * @param row that runs, in intervals since the epoch
 * @param names of the series, sorted, see {@link PanelLook#name}
 * @param sums of the readings of this row, by series
 * @param counts of these
 * @param missed rows in a row without a reading, by series
 * @param before the row before; empty when it was not whole
 */
public record PanelRows(
    long row, List<String> names, double[] sums, int[] counts, int[] missed, float[] before) {

  private static final PanelRows BLANK =
      new PanelRows(0, List.of(), new double[0], new int[0], new int[0], new float[0]);

  /** A value stands for the rows behind it where these have none, as many as these. */
  private static final int CARRIED = 2;

  /** One object, because arrays are equal to themselves only. */
  static PanelRows blank() {
    return BLANK;
  }

  /** With one more reading of this row; with one more series where it is new. */
  PanelRows plus(String name, double value) {
    int at = at(name);
    var wide = at >= 0 ? this : with(name, -at - 1);
    int place = at >= 0 ? at : -at - 1;
    var nextSums = wide.sums.clone();
    var nextCounts = wide.counts.clone();
    nextSums[place] += value;
    nextCounts[place]++;
    return new PanelRows(row, wide.names, nextSums, nextCounts, wide.missed, wide.before);
  }

  private int at(String name) {
    return java.util.Collections.binarySearch(names, name);
  }

  private PanelRows with(String name, int place) {
    var more = new ArrayList<>(names);
    more.add(place, name);
    var wideSums = new double[more.size()];
    var wideCounts = new int[more.size()];
    var wideMissed = new int[more.size()];
    for (int i = 0; i < names.size(); i++) {
      int to = i < place ? i : i + 1;
      wideSums[to] = sums[i];
      wideCounts[to] = counts[i];
      wideMissed[to] = missed[i];
    }
    return new PanelRows(row, List.copyOf(more), wideSums, wideCounts, wideMissed, new float[0]);
  }

  /** Whether a series was known before. */
  boolean knows(String name) {
    return at(name) >= 0;
  }

  /** The values of this row; empty where one is missing for too long. */
  float[] values() {
    var values = new float[names.size()];
    for (int i = 0; i < values.length; i++) {
      if (counts[i] > 0) {
        values[i] = (float) (sums[i] / counts[i]);
      } else if (before.length > 0 && missed[i] < CARRIED) {
        values[i] = before[i];
      } else {
        return new float[0];
      }
    }
    return values;
  }

  /** The next row that is read, once this one is over. */
  PanelRows next(long nextRow) {
    var missing = missed.clone();
    for (int i = 0; i < missing.length; i++) {
      missing[i] = counts[i] > 0 ? 0 : missing[i] + 1;
    }
    return new PanelRows(
        nextRow,
        names,
        new double[sums.length],
        new int[counts.length],
        missing,
        nextRow == row + 1 ? values() : new float[0]);
  }

  /** Which series stay when those are left out that were missing for so many rows. */
  int[] present(int most) {
    var kept = new int[names.size()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      if (missed[i] < most) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** With these series alone. */
  PanelRows only(int[] kept) {
    var someNames = new ArrayList<String>();
    var someSums = new double[kept.length];
    var someCounts = new int[kept.length];
    var someMissed = new int[kept.length];
    for (int i = 0; i < kept.length; i++) {
      someNames.add(names.get(kept[i]));
      someSums[i] = sums[kept[i]];
      someCounts[i] = counts[kept[i]];
      someMissed[i] = missed[kept[i]];
    }
    return new PanelRows(
        row, List.copyOf(someNames), someSums, someCounts, someMissed, new float[0]);
  }

  /** The columns of these series in a pair of rows. */
  static float[] only(int[] kept, float[] pair) {
    var some = new float[2 * kept.length];
    for (int i = 0; i < kept.length; i++) {
      some[i] = pair[kept[i]];
      some[kept.length + i] = pair[pair.length / 2 + kept[i]];
    }
    return some;
  }
}
