package citybrain.wire;

import java.time.Duration;

/**
 * The contract of one topic.
 *
 * @param keyedBy what the record key is made of; records of one key keep their order
 * @param partitions at first; a deployment may have more
 * @param retention how long a record is kept; of a compacted topic that is not asked
 * @param compacted whether of each key the newest record is kept, for good
 * @param timestamp what the Kafka record timestamp means
 * @param content what lies there, for people
 * @param schema the file of the schema, or in words where there is none
 * @param largestRecord what the broker takes of one record or batch, in bytes, headers included
 */
public record Topic(
    String name,
    String keyedBy,
    int partitions,
    Duration retention,
    boolean compacted,
    String timestamp,
    String content,
    String schema,
    int largestRecord) {

  /** Of what our producers write, as the setting {@code compression.type} has it. */
  public String compression() {
    return name.startsWith(Topics.ALERTS) ? Topics.UNCOMPRESSED : Topics.COMPRESSION;
  }
}
