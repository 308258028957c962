package citybrain.jobs.polling;

import citybrain.jobs.kafka.ClientSettings;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Where each origin stood when a poller last wrote what it had brought. The raw topic is the only
 * memory: a file beside it could disagree after a crash. Looks back a limited way; an origin of
 * which nothing is found there is asked from its beginning.
 */
final class Positions {

  private static final int FIRST_LOOK = 1_000;
  private static final int FARTHEST_LOOK = 100_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int SILENT_POLLS = 20;

  private Positions() {}

  /**
   * Reads them.
   *
   * @param keys {@code city/feed}
   */
  static Map<String, String> read(
      String bootstrap, ClientSettings client, Collection<String> keys) {
    var found = new HashMap<String, String>();
    try (var consumer =
        new KafkaConsumer<>(
            client.with(
                Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrap,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false)),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.RAW).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      var begins = consumer.beginningOffsets(partitions);
      var ends = consumer.endOffsets(partitions);
      var missing = new TreeSet<>(keys);
      for (int back = FIRST_LOOK; !missing.isEmpty() && back <= FARTHEST_LOOK; back *= 10) {
        boolean more = false;
        for (var partition : partitions) {
          long begin = begins.getOrDefault(partition, 0L);
          long from = Math.max(begin, ends.getOrDefault(partition, 0L) - back);
          more |= from > begin;
          consumer.seek(partition, from);
        }
        readUpTo(consumer, ends, missing, found);
        missing.removeAll(found.keySet());
        if (!more) {
          break;
        }
      }
    }
    return found;
  }

  private static void readUpTo(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Set<String> wanted,
      Map<String, String> found) {
    int silent = 0;
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var records = consumer.poll(POLL);
      silent = records.isEmpty() ? silent + 1 : 0;
      if (silent > SILENT_POLLS) {
        throw new IllegalStateException("the broker does not answer for " + Topics.RAW);
      }
      for (var record : records) {
        var position = record.headers().lastHeader(RawTopic.POSITION);
        if (position != null && record.key() != null && wanted.contains(record.key())) {
          found.put(record.key(), new String(position.value(), StandardCharsets.UTF_8));
        }
      }
    }
  }
}
