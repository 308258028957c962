package citybrain.reports;

import java.util.Arrays;

/** Many numbers and what they come to. */
public final class Values {

  private double[] all = new double[16];
  private int size;

  public void add(double value) {
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    all[size++] = value;
  }

  public int size() {
    return size;
  }

  public double at(int index) {
    return all[index];
  }

  /** A copy of them, in the order in which they came. */
  public double[] all() {
    return Arrays.copyOf(all, size);
  }

  /** NaN of none. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += all[i];
    }
    return sum / size;
  }

  /**
   * The value that this share of them does not pass, on the line between the two next to it (type 7
   * of Hyndman and Fan 1996, as most programs have it); NaN of none.
   */
  public double quantile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    var sorted = Arrays.copyOf(all, size);
    Arrays.sort(sorted);
    double place = share * (size - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(size - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
