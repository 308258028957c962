package citybrain.jobs.lake.summary;

import org.jspecify.annotations.Nullable;

/**
 * What the readings of one zone, property and window come to, computed to the end: rows are
 * computed side by side, and written one behind the other.
 *
 * @param measured of all that was measured
 * @param quantiles measured values of the ranks {@link #PERCENTS}; none when nothing was measured
 * @param values the sketch of what was measured; null when nothing was
 * @param features the sketch of features, see {@link FeatureSet}; likewise
 * @param featureCount how many that one has seen
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ZoneFigures(
    Moments measured,
    long suspect,
    long late,
    long estimated,
    double estimatedSum,
    double[] quantiles,
    byte @Nullable [] values,
    byte @Nullable [] features,
    long featureCount) {

  static final int[] PERCENTS = {5, 25, 50, 75, 95};

  private static final double[] NONE = {};

  /**
   * Of all that is known.
   *
   * @param features of the same readings
   */
  static ZoneFigures of(ZoneStats stats, byte[] features) {
    var measured = stats.moments();
    boolean isMeasured = measured.count() > 0;
    return new ZoneFigures(
        measured,
        stats.suspect(),
        stats.late(),
        stats.estimated(),
        stats.estimatedSum(),
        isMeasured ? stats.quantiles(PERCENTS) : NONE,
        isMeasured ? stats.sketch() : null,
        isMeasured ? features : null,
        FeatureSet.estimate(features));
  }

  boolean isMeasured() {
    return measured.count() > 0;
  }
}
