package citybrain.bench.contender;

import citybrain.observation.Domain;
import citybrain.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics read from the beginning to their present end, by a consumer set like that of the jobs. */
final class Records {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STANDS_STILL = Duration.ofMinutes(1);

  private final String bootstrap;

  Records(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  static List<String> observationTopics() {
    return Arrays.stream(Domain.values()).map(Topics::observations).sorted().toList();
  }

  /** The present ends of the partitions of these topics. */
  Map<TopicPartition, Long> ends(List<String> topics) {
    try (var consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, topics));
    }
  }

  /** All that lies on the topics of observations. */
  void observations(Meter meter, Consumer<ConsumerRecord<byte[], byte[]>> take) {
    try (var consumer = consumer()) {
      var partitions = partitions(consumer, observationTopics());
      var begins = consumer.beginningOffsets(partitions);
      meter.begin();
      read(
          consumer,
          begins,
          record -> {
            meter.record();
            take.accept(record);
          });
    }
  }

  /** What lies on some topics from these offsets on. */
  void from(Map<TopicPartition, Long> begins, Consumer<ConsumerRecord<byte[], byte[]>> take) {
    try (var consumer = consumer()) {
      read(consumer, begins, take);
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> begins,
      Consumer<ConsumerRecord<byte[], byte[]>> take) {
    consumer.assign(begins.keySet());
    begins.forEach(consumer::seek);
    var ends = new HashMap<>(consumer.endOffsets(begins.keySet()));
    var open = new HashSet<>(ends.keySet());
    open.removeIf(
        partition -> begins.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L));
    long patience = System.nanoTime() + STANDS_STILL.toNanos();
    while (!open.isEmpty()) {
      var records = consumer.poll(POLL);
      records.forEach(take);
      if (!records.isEmpty()) {
        patience = System.nanoTime() + STANDS_STILL.toNanos();
      } else if (System.nanoTime() > patience) {
        throw new IllegalStateException("no record comes from " + open);
      }
      // Behind the last record of a transaction lies its marker, which is never delivered.
      open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }
  }

  private static Set<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
    var all = new ArrayList<TopicPartition>();
    for (var topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
    }
    return Set.copyOf(all);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrap,
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "max.poll.records", "20000",
            "max.partition.fetch.bytes", "4194304",
            "receive.buffer.bytes", "1048576"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
