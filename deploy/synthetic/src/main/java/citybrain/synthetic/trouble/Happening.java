package citybrain.synthetic.trouble;

/**
 * One incident as the models see it: what, when (epoch seconds), to which feature (index in its
 * network), how hard (0..1), and the compound it belongs to, or empty.
 */
public record Happening(
    String id,
    Trouble trouble,
    long start,
    long end,
    int feature,
    double strength,
    String compound) {

  boolean touches(long from, long to) {
    return start < to && end + trouble.aftermathSeconds() > from;
  }

  public boolean covers(long time) {
    return start <= time && time < end;
  }

  /** Between two values by strength. */
  public double between(double weak, double strong) {
    return weak + (strong - weak) * strength;
  }
}
