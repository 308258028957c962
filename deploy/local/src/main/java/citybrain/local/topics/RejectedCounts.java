package citybrain.local.topics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was rejected, by feed and reason. Safe for use by several threads. */
public final class RejectedCounts {

  private static final String UNKNOWN = "UNKNOWN";

  private final Map<String, Map<String, Long>> byFeed = new TreeMap<>();

  synchronized void add(ConsumerRecord<byte[], byte[]> record) {
    var header = record.headers().lastHeader("reason");
    var reason = header == null ? UNKNOWN : new String(header.value(), StandardCharsets.UTF_8);
    var feed = record.key() == null ? UNKNOWN : new String(record.key(), StandardCharsets.UTF_8);
    byFeed.computeIfAbsent(feed, any -> new TreeMap<>()).merge(reason, 1L, Long::sum);
  }

  /** By reason, of one "city/feed". */
  public synchronized Map<String, Long> of(String feed) {
    return new TreeMap<>(byFeed.getOrDefault(feed, Map.of()));
  }
}
