package citybrain.local.topics;

import citybrain.local.broker.Patience;
import citybrain.wire.ClockMark;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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

    Raw and(Raw other) {
      return new Raw(
          messages + other.messages,
          records + other.records,
          Math.min(firstArrival, other.firstArrival));
    }
  }

  /**
   * The raw topic.
   *
   * @param played messages that the play sent, by "city/feed"
   * @param polled likewise those of feeds that are polled
   * @param foreign how many messages and heartbeats are of others, by where they say they belong
   * @param all messages together
   */
  public record RawTopic(
      Map<String, Raw> played, Map<String, Raw> polled, Map<String, Long> foreign, Raw all) {

    /** What the play or the poller sent. */
    public Map<String, Raw> sent() {
      var sent = new TreeMap<>(polled);
      sent.putAll(played);
      return sent;
    }

    public long foreignMessages() {
      return foreign.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Reads the raw topic.
   *
   * @param mark of the play
   * @param polled "city/feed" of the feeds that a poller brings, without any mark
   */
  public static RawTopic raw(String bootstrap, String mark, Set<String> polled) {
    var feeds = new TreeMap<String, Raw>();
    var brought = new TreeMap<String, Raw>();
    var foreign = new ForeignMessages();
    var all = new Raw[] {Raw.NONE};
    try (var consumer = Consumers.headersOnly(bootstrap)) {
      Consumers.fromBeginning(consumer, java.util.List.of(Topics.RAW));
      readAll(
          consumer,
          record -> {
            var headers = record.headers();
            var play = ForeignMessages.text(headers, RawHeaders.PLAY);
            boolean isOurs = play.equals(mark);
            var feed =
                ForeignMessages.text(headers, RawHeaders.CITY)
                    + "/"
                    + ForeignMessages.text(headers, RawHeaders.FEED);
            boolean isPolled = play.isEmpty() && polled.contains(feed);
            if (ForeignMessages.isBeat(headers)) {
              if (!isOurs && !isPolled) {
                foreign.add(headers);
              }
              return;
            }
            long records = RawHeaders.records(ForeignMessages.text(headers, RawHeaders.RECORDS));
            all[0] = all[0].plus(records, record.timestamp());
            if (isPolled) {
              brought.merge(feed, Raw.NONE.plus(records, record.timestamp()), Raw::and);
              return;
            }
            var before = feeds.getOrDefault(feed, Raw.NONE);
            long n = RawHeaders.number(ForeignMessages.text(headers, RawHeaders.NUMBER));
            // A number that was there already is on a copy that somebody made.
            if (isOurs && n >= before.messages()) {
              feeds.put(feed, before.plus(records, record.timestamp()));
            } else {
              foreign.add(headers);
            }
          });
    }
    return new RawTopic(feeds, brought, foreign.byName(), all[0]);
  }

  /** What is committed by topic: records, or the values in them, without marks of clocks. */
  public static Map<String, Long> records(String bootstrap, Collection<String> topics) {
    var counts = new TreeMap<String, Long>();
    topics.forEach(topic -> counts.put(topic, 0L));
    try (var consumer = Consumers.whole(bootstrap)) {
      Consumers.fromBeginning(consumer, topics);
      readAll(
          consumer,
          record -> {
            if (record.headers().lastHeader(ClockMark.HEADER) == null) {
              long values = Topics.valuesIn(record.topic(), record.value());
              counts.merge(record.topic(), values, Long::sum);
            }
          });
    }
    return counts;
  }

  static <T> void readAll(
      Consumer<T, T> consumer, java.util.function.Consumer<ConsumerRecord<T, T>> each) {
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
}
