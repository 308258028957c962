package citybrain.reports;

/**
 * One figure of a report. All reports have these columns, so that one reader reads them all.
 *
 * @param layer of the zone, such as {@code district}
 * @param zone id within the layer
 * @param span word of a {@link Span}
 * @param start of the span, epoch milliseconds
 * @param date local, on which it starts, as YYYY-MM-DD
 * @param measure name of one of the report's measures
 * @param about what of the zone it is about, such as a pollutant; empty when that is no question
 */
public record ReportRow(
    String layer,
    String zone,
    String span,
    long start,
    String date,
    String measure,
    String about,
    double value,
    double low,
    double high,
    long at,
    long count,
    long estimated,
    double coverage) {}
