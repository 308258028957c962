package citybrain.local.topics;

import citybrain.local.broker.Patience;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Counts what lies in topics by reading all of it: the other side of every tally. */
public final class TopicCounts {

  private static final Duration POLL = Duration.ofMillis(500);

  private TopicCounts() {}

  /**
   * What the raw topic holds of one feed.
   *
   * @param firstArrival of a message, on the city's clock, ms
   */
  public record Raw(long messages, long records, long firstArrival) {
    static final Raw NONE = new Raw(0, 0, Long.MAX_VALUE);

    Raw plus(long moreRecords, long arrival) {
      return new Raw(messages + 1, records + moreRecords, Math.min(firstArrival, arrival));
    }
  }

  /** The raw topic by "city/feed". */
  public static Map<String, Raw> raw(String bootstrap) {
    var feeds = new TreeMap<String, Raw>();
    try (var consumer = Consumers.headersOnly(bootstrap)) {
      Consumers.fromBeginning(consumer, java.util.List.of(Topics.RAW));
      readAll(
          consumer,
          record -> {
            var headers = record.headers();
            var feed = text(headers, "city") + "/" + text(headers, "feed");
            var before = feeds.getOrDefault(feed, Raw.NONE);
            feeds.put(
                feed, before.plus(Long.parseLong(text(headers, "records")), record.timestamp()));
          });
    }
    return feeds;
  }

  /** Committed records by topic. */
  public static Map<String, Long> records(String bootstrap, Collection<String> topics) {
    var counts = new TreeMap<String, Long>();
    topics.forEach(topic -> counts.put(topic, 0L));
    try (var consumer = Consumers.headersOnly(bootstrap)) {
      Consumers.fromBeginning(consumer, topics);
      readAll(consumer, record -> counts.merge(record.topic(), 1L, Long::sum));
    }
    return counts;
  }

  private static void readAll(
      Consumer<Void, Void> consumer, java.util.function.Consumer<ConsumerRecord<Void, Void>> each) {
    var partitions = consumer.assignment();
    var ends = consumer.endOffsets(partitions);
    long patience = System.nanoTime() + Patience.LONGEST.toNanos();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      var records = consumer.poll(POLL);
      records.forEach(each);
      if (!records.isEmpty()) {
        patience = System.nanoTime() + Patience.LONGEST.toNanos();
      } else if (System.nanoTime() > patience) {
        throw new IllegalStateException("the broker does not deliver " + partitions);
      }
    }
  }

  private static String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    if (header == null) {
      throw new IllegalStateException("a raw record has no header '" + name + "'");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
