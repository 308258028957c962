package citybrain.bench;

import java.util.List;
import java.util.Locale;

/** A figure of several rounds; spread is (largest - smallest) / median. */
public record Figure(double median, double smallest, double largest) {
  public static Figure of(List<Double> values) {
    var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Figure(median, sorted[0], sorted[sorted.length - 1]);
  }

  public double spread() {
    return largest == smallest ? 0 : (largest - smallest) / Math.abs(median);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f, spread %.0f %%)",
        median,
        smallest,
        largest,
        100 * spread());
  }
}
