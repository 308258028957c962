package citybrain.local.topics;

import citybrain.feed.Reason;
import citybrain.wire.Aside;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was rejected, by feed and reason, and which records of our own topics their readers set
 * aside. Names that are no feed of this run and words that are no reason are counted under {@code
 * unknown}: others may write to the topic. Safe for use by several threads.
 */
public final class RejectedCounts {

  private static final String UNKNOWN = Aside.UNKNOWN;
  private static final String NOBODY = UNKNOWN + "/" + UNKNOWN;
  private static final int PARTITION_BITS = 48;

  private static final Set<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.toUnmodifiableSet());

  private final Set<String> feeds;
  private final Map<String, Map<String, Long>> byFeed = new TreeMap<>();

  /** By topic, partition and offset in one number: a copy may come from several jobs, and twice. */
  private final Map<String, Set<Long>> unreadable = new HashMap<>();

  private final Map<String, Map<String, Long>> readers = new TreeMap<>();
  private final Map<String, Long> unreadableValues = new HashMap<>();
  private long copies;
  private long strangers;

  /**
   * Nothing yet.
   *
   * @param feeds "city/feed" of all feeds of this run
   */
  RejectedCounts(Collection<String> feeds) {
    this.feeds = Set.copyOf(feeds);
  }

  synchronized void add(ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers();
    var code = ForeignMessages.text(headers, "reason");
    if (!REASONS.contains(code)) {
      strangers++;
    } else if (headers.lastHeader(Aside.READER) != null) {
      copies++;
      addUnreadable(
          ForeignMessages.text(headers, Aside.TOPIC),
          RawHeaders.number(ForeignMessages.text(headers, Aside.PARTITION)),
          RawHeaders.number(ForeignMessages.text(headers, Aside.OFFSET)),
          Math.max(1, RawHeaders.number(ForeignMessages.text(headers, Aside.VALUES))),
          code);
      return;
    }
    var key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    byFeed
        .computeIfAbsent(feeds.contains(key) ? key : NOBODY, any -> new TreeMap<>())
        .merge(REASONS.contains(code) ? code : UNKNOWN, 1L, Long::sum);
  }

  /** A record of one of our topics that a reader could not take; once, whoever says it again. */
  synchronized void addUnreadable(
      String topic, long partition, long offset, long values, String code) {
    var known = Topics.names().contains(topic) ? topic : UNKNOWN;
    boolean isNew =
        unreadable
            .computeIfAbsent(known, any -> new HashSet<>())
            .add(partition << PARTITION_BITS | offset);
    if (isNew) {
      unreadableValues.merge(known, values, Long::sum);
      readers.computeIfAbsent(known, any -> new TreeMap<>()).merge(code, 1L, Long::sum);
    }
  }

  /** By reason, of one "city/feed". */
  public synchronized Map<String, Long> of(String feed) {
    return new TreeMap<>(byFeed.getOrDefault(feed, Map.of()));
  }

  /** How many values the records of one of our topics hold that its readers could not take. */
  public synchronized long unreadable(String topic) {
    return unreadableValues.getOrDefault(topic, 0L);
  }

  /** The same by topic and reason (see {@link WireException}), where there are any. */
  public synchronized Map<String, Map<String, Long>> unreadable() {
    var all = new TreeMap<String, Map<String, Long>>();
    readers.forEach((topic, reasons) -> all.put(topic, new TreeMap<>(reasons)));
    return all;
  }

  /** Records of the topic that no ingest wrote: copies of readers, and what strangers put there. */
  public synchronized long notOfIngest() {
    return copies + strangers;
  }
}
