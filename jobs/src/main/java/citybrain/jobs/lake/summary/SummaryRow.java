package citybrain.jobs.lake.summary;

/**
 * A zone in one window, as it will lie in the file.
 *
 * @param zone id of the zone, empty for what lies in none of its layer
 * @param start of the window, epoch milliseconds
 */
record SummaryRow(
    String layer, String zone, String property, boolean isDay, long start, ZoneFigures figures) {}
