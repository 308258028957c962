package citybrain.local.player;

import citybrain.feed.SettingException;
import citybrain.local.broker.Patience;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What of each feed is in the raw topic already. The topic itself is the only memory of how far a
 * play came: a file beside it could disagree after a crash.
 */
record RawTotals(Map<String, Feed> feeds) {

  /**
   * @param messages as many as were ever sent; the next one bears this number
   * @param arrival of the newest
   */
  record Feed(long messages, long records, Instant arrival) {

    static final Feed NONE = new Feed(0, 0, Instant.MIN);
  }

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int LOOKS_FOR_TOPIC = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  Feed of(String key) {
    return feeds.getOrDefault(key, Feed.NONE);
  }

  boolean hasCity(String city) {
    return feeds.keySet().stream().anyMatch(key -> key.startsWith(city + "/"));
  }

  /** Reads the whole topic: a city of a day is some hundred megabytes, a matter of a second. */
  static RawTotals read(String bootstrap) {
    requireTopic(bootstrap);
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            20_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Patience.LONGEST_MILLIS,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    var feeds = new HashMap<String, Feed>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.RAW).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var patience = System.nanoTime() + Patience.LONGEST.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        var records = consumer.poll(POLL);
        records.forEach(record -> add(feeds, record));
        if (!records.isEmpty()) {
          patience = System.nanoTime() + Patience.LONGEST.toNanos();
        } else if (System.nanoTime() > patience) {
          throw new IllegalStateException("the broker at " + bootstrap + " does not answer");
        }
      }
    }
    return new RawTotals(Map.copyOf(feeds));
  }

  private static void requireTopic(String bootstrap) {
    try (var admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Patience.LONGEST_MILLIS))) {
      for (int look = 0; !admin.listTopics().names().get().contains(Topics.RAW); look++) {
        if (look == LOOKS_FOR_TOPIC) {
          throw new SettingException(
              "the broker at " + bootstrap + " has no topic " + Topics.RAW + "; create it first");
        }
        Thread.sleep(BETWEEN_LOOKS.toMillis()); // a topic just made shows a moment later
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker at " + bootstrap + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the broker", e);
    }
  }

  private static void add(Map<String, Feed> feeds, ConsumerRecord<String, byte[]> record) {
    var before = feeds.getOrDefault(record.key(), Feed.NONE);
    // Only a play numbers its messages; what a poller brought cannot be played again.
    long n = record.headers().lastHeader("n") == null ? before.messages() : number(record, "n");
    if (n != before.messages()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the raw topic misses messages of %s: after number %d comes %d (partition %d, offset %d)",
              record.key(),
              before.messages() - 1,
              n,
              record.partition(),
              record.offset()));
    }
    feeds.put(
        record.key(),
        new Feed(
            n + 1,
            before.records() + number(record, "records"),
            Instant.ofEpochMilli(record.timestamp())));
  }

  private static long number(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalStateException(
          "a record of %s in the raw topic has no header '%s'".formatted(record.key(), name));
    }
    return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
  }
}
