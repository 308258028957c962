package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;

/**
 * The columns of the summary: what a zone was like in an hour and in a day. Its first files had
 * hours of districts alone (decision 32).
 */
public final class SummaryColumns {

  public static final String DATASET = "daily-summary";

  /** The zone layer; null in files of before, whose rows are all of {@value #FIRST_LAYER}. */
  public static final String LAYER = "layer";

  public static final String FIRST_LAYER = "district";

  /** Null in files of before, whose rows are all of an {@value #HOUR}. */
  public static final String WINDOW = AggregateRows.WINDOW;

  public static final String HOUR = "PT1H";
  public static final String DAY = "P1D";

  private static final String OF_UNIT = "that of column unit";

  private static final String NEAREST =
      ": a measured value, of the nearest rank; exact for a count of up to 200, beyond it off by"
          + " 1.65 % of the ranks at most, in 99 of 100 cases";

  public static final DatasetCard CARD =
      sketches(statistics(shares(first())))
          .card(
              DATASET,
              2,
              "what a zone saw of a property in an hour or a day, without what corrections took"
                  + " back. Windows and layers lie over each other: add up rows of one window and"
                  + " one layer only",
              "hour_start",
              "the file of a day is replaced when it is summarised again");

  private SummaryColumns() {}

  private static ColumnTypes first() {
    return new ColumnTypes()
        .string("zone")
        .means("the id of the zone in its layer; empty for what lies in none of it")
        .string("zone_name")
        .means("what people call it; empty for cells of h3")
        .string("domain")
        .means("transport, water, energy or environment")
        .string("property")
        .means("what was observed")
        .string("unit")
        .means("of all columns that are of values", "UCUM")
        .time("hour_start")
        .means("when the hour, or the day, begins", "UTC")
        .int32("local_hour")
        .means("the same on the city's clock", "0 to 23")
        .int64("count")
        .means("how many values were measured, those in doubt and those that came late as well")
        .optionalNumber("mean")
        .means("of those; null when nothing was measured", OF_UNIT)
        .optionalNumber("min")
        .means("the least that was measured", OF_UNIT)
        .optionalNumber("max")
        .means("the largest that was measured", OF_UNIT)
        .int64("estimated_count")
        .means(
            "how many values nobody measured: carried over, estimated, or imputed by their origin;"
                + " feeds do not tell these apart. They are in no statistic")
        .number("estimated_sum")
        .means("of those", OF_UNIT)
        .number("measured_share")
        .means("count by count and estimated_count: which part of all was measured", "0 to 1")
        .geometry();
  }

  private static ColumnTypes shares(ColumnTypes columns) {
    return columns
        .string(LAYER)
        .means("the zone layer: h3, or one that the city file names, such as district")
        .since(2)
        .string(WINDOW)
        .means(
            "PT1H, or P1D for a day of the city, also one of 23 or 25 hours", "ISO 8601 duration")
        .since(2)
        .int64("suspect")
        .means("how many of count are in doubt (quality SUSPECT): they are in the statistics")
        .since(2)
        .int64("late")
        .means(
            "how many of count and estimated_count came too late for a live window or rule (dataset"
                + " late). They hold, so they are in all figures here, and may be missing in those of"
                + " aggregates")
        .since(2);
  }

  private static ColumnTypes statistics(ColumnTypes columns) {
    columns
        .number("sum")
        .means("of what was measured, to 2^-40 of the unit a value, in whatever order", OF_UNIT)
        .since(2)
        .optionalNumber("stddev")
        .means(
            "standard deviation of what was measured, by count - 1; null below two values. Its"
                + " square times count - 1 is the sum of squares around the mean, to be merged",
            OF_UNIT)
        .since(2);
    for (int percent : new int[] {5, 25, 50, 75, 95}) {
      columns
          .optionalNumber(quantile(percent))
          .means("where " + percent + " % of the measured values end" + NEAREST, OF_UNIT)
          .since(2);
    }
    return columns
        .int64("features")
        .means(
            "of how many features (of all feeds) something was measured; by the sketch beside it:"
                + " exact but for chance for some hundreds, beyond them off by 3.3 % at most in 95 of"
                + " 100 cases")
        .since(2);
  }

  private static ColumnTypes sketches(ColumnTypes columns) {
    return columns
        .optionalBytes("quantiles_sketch")
        .means(
            "of what was measured, to be merged: KLL of doubles, k = 200, compact, of Apache"
                + " DataSketches; null when nothing was measured")
        .since(2)
        .optionalBytes("features_sketch")
        .means(
            "of the features, each as UTF-8 text feed/feature, to be merged: HLL, lgK = 12, compact,"
                + " of Apache DataSketches; null when nothing was measured")
        .since(2);
  }

  /** The name of the column of a quantile, such as p05. */
  public static String quantile(int percent) {
    return (percent < 10 ? "p0" : "p") + percent;
  }
}
