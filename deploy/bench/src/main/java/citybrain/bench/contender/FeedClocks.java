package citybrain.bench.contender;

import citybrain.DeclaredFeeds;
import citybrain.bench.data.BenchSet;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** How far the feeds of a city are, each in its domains, so that loops know what is over. */
final class FeedClocks {

  private final Map<String, Map<String, long[]>> byTopic = new HashMap<>();
  private long slowest = Long.MIN_VALUE;

  static FeedClocks of(BenchSet set) throws IOException {
    var all = new FeedClocks();
    DeclaredFeeds.properties(set.city())
        .forEach(
            (feed, properties) ->
                properties.forEach(
                    property -> all.clock(Topics.observations(property.domain()), feed)));
    return all;
  }

  private long[] clock(String topic, String feed) {
    return byTopic
        .computeIfAbsent(topic, t -> new HashMap<>())
        .computeIfAbsent(feed, f -> new long[] {Long.MIN_VALUE});
  }

  /** The time all feeds of the city have passed. */
  long slowest() {
    return slowest;
  }

  /** A feed has come so far; true when all of them are further than before. */
  boolean tell(String topic, String feed, long time) {
    var clock = clock(topic, feed);
    if (time <= clock[0]) {
      return false;
    }
    boolean wasSlowest = clock[0] == slowest;
    clock[0] = time;
    if (!wasSlowest) {
      return false;
    }
    long before = slowest;
    slowest = Long.MAX_VALUE;
    for (var feeds : byTopic.values()) {
      for (var one : feeds.values()) {
        slowest = Math.min(slowest, one[0]);
      }
    }
    return slowest > before;
  }

  /** A record that is a mark and nothing else. */
  static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
    return isMark(record.headers());
  }

  /** The headers of such a record. */
  static boolean isMark(Headers headers) {
    return headers.lastHeader(ClockMark.HEADER) != null;
  }

  /** What a mark says; true when all feeds are further than before. */
  boolean tell(ConsumerRecord<byte[], byte[]> mark) {
    var text =
        new String(mark.headers().lastHeader(ClockMark.HEADER).value(), StandardCharsets.UTF_8);
    var key = new String(mark.key(), StandardCharsets.UTF_8);
    return tell(
        mark.topic(), key.substring(key.indexOf('/') + 1), ClockMark.parse(text, "").clock());
  }
}
