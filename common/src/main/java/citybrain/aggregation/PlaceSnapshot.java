package citybrain.aggregation;

import org.jspecify.annotations.Nullable;

/**
 * What a snapshot has of a zone in a window.
 *
 * @param told the revision that was published last, -1 when none was
 * @param values what it remembers because of corrections; null when there can be none
 * @param estimates what it has of values that nobody measured
 */
public record PlaceSnapshot(
    long count,
    long high,
    long low,
    double min,
    double max,
    long told,
    ToldValues.@Nullable OfPlace values,
    OfEstimates estimates) {

  private static final double[] NOTHING = {};

  /**
   * The part of it that nobody measured.
   *
   * @param listed those that may be corrected
   */
  public record OfEstimates(long count, long high, long low, double[] listed) {

    /** Everything was measured. */
    public static final OfEstimates NONE = new OfEstimates(0, 0, 0, NOTHING);
  }
}
