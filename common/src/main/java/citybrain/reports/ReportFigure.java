package citybrain.reports;

/**
 * A value and how far it may be trusted.
 *
 * @param value in the unit of its measure
 * @param low the lower end of its 95 % confidence interval; NaN where there is none
 * @param high the upper end likewise
 * @param at when it was reached, epoch milliseconds; {@link #NEVER} where that is no question
 * @param count of what it is made of, as its measure says
 * @param estimated how many values nobody measured were left out
 * @param coverage share of the span that is known, 0 to 1
 */
public record ReportFigure(
    double value, double low, double high, long at, long count, long estimated, double coverage) {

  public static final long NEVER = Long.MIN_VALUE;

  /** A value of so many, from a span that is known for this share. */
  public static ReportFigure of(double value, long count, double coverage) {
    return new ReportFigure(value, Double.NaN, Double.NaN, NEVER, count, 0, coverage);
  }

  public ReportFigure at(long time) {
    return new ReportFigure(value, low, high, time, count, estimated, coverage);
  }

  public ReportFigure without(long leftOut) {
    return new ReportFigure(value, low, high, at, count, leftOut, coverage);
  }

  public ReportFigure between(double from, double to) {
    return new ReportFigure(value, from, to, at, count, estimated, coverage);
  }
}
