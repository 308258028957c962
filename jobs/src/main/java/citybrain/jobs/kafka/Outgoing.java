package citybrain.jobs.kafka;

/**
 * One record on its way to any topic. All that a job writes goes through one sink, so that
 * observations, rejections and tallies become visible in the same transaction or not at all.
 *
 * @param timestamp the Kafka record timestamp, epoch milliseconds: event time
 * @param headers name and value alternating
 */
public record Outgoing(String topic, byte[] key, byte[] value, long timestamp, String[] headers) {

  public static final String[] NO_HEADERS = {};
}
