package citybrain.jobs.ingest;

import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;

/**
 * Notices where the raw log goes on further than it was read: its retention, or a lost disk, took
 * records that nobody had read, and Kafka's client goes on without a word. Its senders write
 * without transactions, so that offsets follow each other; marks of the transactions of strangers
 * would be counted among what is missing.
 */
final class LogGaps {

  private final Collection<String> feeds;
  private final Map<Integer, Long> next = new TreeMap<>();

  /**
   * Knows nothing yet.
   *
   * @param feeds {@code city/feed} of all that may lie there
   */
  LogGaps(Collection<String> feeds) {
    this.feeds = feeds;
  }

  /** From the state of an earlier run: its next offset of this partition. */
  void restore(int partition, long offset) {
    next.merge(partition, offset, Math::max);
  }

  /** The next offset of each partition that was read. */
  Map<Integer, Long> next() {
    return next;
  }

  /**
   * The next record of a partition.
   *
   * @return how many are missing before it
   */
  long read(int partition, long offset) {
    var expected = next.put(partition, offset + 1);
    return expected == null ? 0 : Math.max(0, offset - expected);
  }

  /** In a line. */
  String told(int partition, long offset, long missing) {
    return String.format(
        Locale.ROOT,
        "feeds=%s partition=%d of %s: %d records (offsets %d to %d) are gone from the log and were"
            + " never read",
        String.join(",", onPartition(partition)),
        partition,
        Topics.RAW,
        missing,
        offset - missing,
        offset - 1);
  }

  /** Whose records lie on a partition, as Kafka's producers deal them out by their keys. */
  private List<String> onPartition(int partition) {
    int partitions =
        Topics.all().stream()
            .filter(topic -> topic.name().equals(Topics.RAW))
            .findFirst()
            .orElseThrow()
            .partitions();
    return feeds.stream()
        .filter(
            feed ->
                Utils.toPositive(Utils.murmur2(feed.getBytes(StandardCharsets.UTF_8))) % partitions
                    == partition)
        .sorted()
        .toList();
  }
}
