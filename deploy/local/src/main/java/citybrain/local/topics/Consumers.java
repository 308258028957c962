package citybrain.local.topics;

import citybrain.local.broker.Patience;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Consumers that see what is committed, from the beginning, and belong to no group. */
final class Consumers {

  /**
   * A consumer that is closed waits for the answer to what it asked last, at an end of a topic so
   * long: half a second, unless said otherwise.
   */
  private static final int LONGEST_WAIT_MILLIS = 50;

  private static final int SMALL_FETCH_BYTES = 1 << 16;

  private Consumers() {}

  static Consumer<byte[], byte[]> whole(String bootstrap) {
    return new KafkaConsumer<>(
        settings(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The same for who wants the next few records of each partition and no more, and soon or not at
   * all; what is gone from a topic is passed over.
   */
  static Consumer<byte[], byte[]> first(String bootstrap) {
    var settings = new HashMap<>(settings(bootstrap));
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SMALL_FETCH_BYTES);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Patience.GLANCE_MILLIS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Patience.GLANCE_MILLIS);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Sees that there are records and what their headers say, but does not copy their content. */
  static Consumer<Void, Void> headersOnly(String bootstrap) {
    Deserializer<Void> nothing = Consumers::nothing;
    return new KafkaConsumer<>(settings(bootstrap), nothing, nothing);
  }

  @SuppressWarnings("NullAway") // the one value of Void
  private static Void nothing(String topic, byte[] bytes) {
    return null;
  }

  private static Map<String, Object> settings(String bootstrap) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        50_000,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        4 << 20,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        LONGEST_WAIT_MILLIS,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        Patience.LONGEST_MILLIS,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false);
  }

  /** Assigns all partitions of these topics, from their beginning. */
  static List<TopicPartition> fromBeginning(Consumer<?, ?> consumer, Collection<String> topics) {
    var partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }
}
