package citybrain.local.player;

import citybrain.feed.PlainText;
import citybrain.feed.SettingException;
import citybrain.local.broker.Patience;
import citybrain.local.topics.ForeignMessages;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What of each feed is in the raw topic already. The topic itself is the only memory of how far a
 * play came: a file beside it could disagree after a crash.
 *
 * @param feeds of this play, by "city/feed"
 * @param foreign messages of others, by where they say they belong; they are no part of the play
 * @param othersPlays cities of which the topic holds another play
 */
public record RawTotals(
    Map<String, Feed> feeds, Map<String, Long> foreign, Set<String> othersPlays) {

  /**
   * @param messages as many as were ever sent; the next one bears this number
   * @param arrival of the newest, be it a message or a heartbeat
   */
  record Feed(long messages, long records, Instant arrival) {

    static final Feed NONE = new Feed(0, 0, Instant.MIN);

    Feed message(long moreRecords, long time) {
      return new Feed(messages + 1, records + moreRecords, later(time));
    }

    Feed beat(long time) {
      return new Feed(messages, records, later(time));
    }

    private Instant later(long time) {
      var other = Instant.ofEpochMilli(time);
      return other.isAfter(arrival) ? other : arrival;
    }
  }

  private static final Duration POLL = Duration.ofMillis(500);

  /** Closing waits so long for an answer, half a second unless said otherwise. */
  private static final int LONGEST_WAIT_MILLIS = 50;

  private static final int MOST_CITIES = 1_000;
  private static final int LOOKS_FOR_TOPIC = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  Feed of(String key) {
    return feeds.getOrDefault(key, Feed.NONE);
  }

  boolean hasCity(String city) {
    return feeds.keySet().stream().anyMatch(key -> key.startsWith(city + "/"));
  }

  public boolean isPlayedByOthers(String city) {
    return othersPlays.contains(city);
  }

  /**
   * Reads the whole topic: a city of a day is some hundred megabytes, a matter of a second.
   *
   * @param mark of the play whose messages are counted
   */
  public static RawTotals read(String bootstrap, String mark) {
    requireTopic(bootstrap);
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            20_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            LONGEST_WAIT_MILLIS,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Patience.LONGEST_MILLIS,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    var gathering = new Gathering(mark);
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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
        records.forEach(gathering::add);
        if (!records.isEmpty()) {
          patience = System.nanoTime() + Patience.LONGEST.toNanos();
        } else if (System.nanoTime() > patience) {
          throw new IllegalStateException("the broker at " + bootstrap + " does not answer");
        }
      }
    }
    return gathering.totals();
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

  /** Tells the messages of one play from all others. */
  private static final class Gathering {

    private final String mark;
    private final Map<String, Feed> feeds = new HashMap<>();
    private final ForeignMessages foreign = new ForeignMessages();
    private final Set<String> othersPlays = new TreeSet<>();

    Gathering(String mark) {
      this.mark = mark;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
      var headers = record.headers();
      var play = ForeignMessages.text(headers, RawHeaders.PLAY);
      if (!play.equals(mark)) {
        foreign.add(headers);
        if (!play.isEmpty() && othersPlays.size() < MOST_CITIES) {
          othersPlays.add(ForeignMessages.text(headers, RawHeaders.CITY));
        }
        return;
      }
      var key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      if (ForeignMessages.isBeat(headers)) {
        feeds.computeIfPresent(key, (any, feed) -> feed.beat(record.timestamp()));
        return;
      }
      var before = feeds.getOrDefault(key, Feed.NONE);
      long n = RawHeaders.number(ForeignMessages.text(headers, RawHeaders.NUMBER));
      if (n < before.messages()) {
        // Somebody copied it: it was counted when it came first.
        foreign.add(headers);
        return;
      }
      if (n > before.messages()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "the raw topic misses messages of this play: after number %d of %s comes %d (partition %d, offset %d); begin with another --home",
                before.messages() - 1,
                PlainText.of(key),
                n,
                record.partition(),
                record.offset()));
      }
      feeds.put(
          key,
          before.message(
              RawHeaders.records(ForeignMessages.text(headers, RawHeaders.RECORDS)),
              record.timestamp()));
    }

    RawTotals totals() {
      return new RawTotals(Map.copyOf(feeds), foreign.byName(), Set.copyOf(othersPlays));
    }
  }
}
