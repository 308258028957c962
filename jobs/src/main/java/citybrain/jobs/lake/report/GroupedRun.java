package citybrain.jobs.lake.report;

/**
 * Readings of one series on their way to the fold of one of its groups, in the order of their
 * times.
 *
 * @param from time of the first, epoch milliseconds
 * @param readings one and more, to be read by {@link OpenRun}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record GroupedRun(String group, long from, byte[] readings) {}
