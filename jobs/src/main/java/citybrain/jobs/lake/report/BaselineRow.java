package citybrain.jobs.lake.report;

/**
 * A half hour of the baseline of one series, as its file has it.
 *
 * @param property by its name
 * @param zone that its readings named last
 * @param from the first local day that the baseline was learned from, days since 1970
 * @param to the last
 * @param halfHour among those of working days and weekends, see {@link
 *     citybrain.detection.LocalSlot}
 * @param firstDay days since 1970
 */
public record BaselineRow(
    String feed,
    String feature,
    String property,
    String zone,
    int from,
    int to,
    int halfHour,
    double median,
    double mad,
    double p05,
    double p95,
    int days,
    long readings,
    int firstDay) {}
