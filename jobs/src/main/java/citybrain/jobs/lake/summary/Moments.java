package citybrain.jobs.lake.summary;

import citybrain.aggregation.ExactSum;
import java.nio.ByteBuffer;

/**
 * Count, sum, extremes and the sum of squares around the mean, a stretch of values at a time. Means
 * and squares are merged as Chan, Golub and LeVeque do (1979): the difference of two large sums of
 * squares would leave nothing of the spread of values far from zero. For the same reason a mean is
 * kept as its distance from one of the values.
 */
final class Moments {

  static final int BYTES = 8 * Long.BYTES;

  private long count;
  private final ExactSum sum = new ExactSum();
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** The first value. */
  private double origin;

  /** From there. */
  private double mean;

  private double squares;

  void add(double[] values, int to) {
    if (to == 0) {
      return;
    }
    double first = values[0];
    double distances = 0;
    for (int i = 0; i < to; i++) {
      double value = values[i];
      sum.add(value);
      distances += value - first;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double middle = distances / to;
    double off = 0;
    double around = 0;
    for (int i = 0; i < to; i++) {
      double distance = values[i] - first - middle;
      off += distance;
      around += distance * distance;
    }
    // What rounding has left of the middle.
    merge(to, first, middle + off / to, around - off * off / to);
  }

  void merge(Moments other) {
    sum.add(other.sum);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    merge(other.count, other.origin, other.mean, other.squares);
  }

  private void merge(long otherCount, double otherOrigin, double otherMean, double otherSquares) {
    if (otherCount == 0) {
      return;
    }
    if (count == 0) {
      origin = otherOrigin;
    }
    long all = count + otherCount;
    double distance = otherOrigin - origin + (otherMean - mean);
    double share = (double) otherCount / all;
    squares += otherSquares + distance * distance * count * share;
    mean += distance * share;
    count = all;
  }

  long count() {
    return count;
  }

  double sum() {
    return sum.value();
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** By count - 1; only of two values or more. */
  double deviation() {
    return Math.sqrt(Math.max(0, squares) / (count - 1));
  }

  void write(ByteBuffer to) {
    to.putLong(count).putLong(sum.high()).putLong(sum.low());
    to.putDouble(min).putDouble(max).putDouble(origin).putDouble(mean).putDouble(squares);
  }

  static Moments read(ByteBuffer from) {
    var read = new Moments();
    read.count = from.getLong();
    read.sum.add(from.getLong(), from.getLong());
    read.min = from.getDouble();
    read.max = from.getDouble();
    read.origin = from.getDouble();
    read.mean = from.getDouble();
    read.squares = from.getDouble();
    return read;
  }
}
