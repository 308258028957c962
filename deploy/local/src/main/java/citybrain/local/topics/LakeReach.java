package citybrain.local.topics;

import citybrain.local.broker.Patience;
import citybrain.observation.Domain;
import citybrain.wire.BlockClock;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the lake is, by the first block of observations in each partition that the archive has
 * not committed: what stands before it is in files that readers see.
 */
public final class LakeReach {

  /** The consumer group of the job that writes the lake. */
  private static final String ARCHIVE = "archive";

  private static final Set<String> OBSERVATIONS =
      Arrays.stream(Domain.values()).map(Topics::observations).collect(Collectors.toSet());
  private static final Duration POLL = Duration.ofMillis(100);

  private LakeReach() {}

  /**
   * The clock of the feed of which the least is there, as that block tells it.
   *
   * @return empty when all there is lies in the lake
   * @throws IllegalStateException when the broker does not answer soon
   */
  public static Optional<Instant> read(String bootstrap, Backlog backlog) {
    var committed =
        Optional.ofNullable(backlog.progress().get(ARCHIVE))
            .map(GroupProgress::committed)
            .orElse(Map.of());
    var ends = new HashMap<TopicPartition, Long>();
    backlog
        .ends()
        .forEach(
            (partition, end) -> {
              if (OBSERVATIONS.contains(partition.topic())
                  && committed.getOrDefault(partition, 0L) < end) {
                ends.put(partition, end);
              }
            });
    if (ends.isEmpty()) {
      return Optional.empty();
    }
    try (var consumer = Consumers.first(bootstrap)) {
      consumer.assign(ends.keySet());
      ends.keySet()
          .forEach(
              partition -> {
                var at = committed.get(partition);
                if (at == null) {
                  consumer.seekToBeginning(Set.of(partition));
                } else {
                  consumer.seek(partition, at);
                }
              });
      return least(consumer, ends);
    }
  }

  private static Optional<Instant> least(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    var clocks = new BlockClock.Reader();
    var waiting = new HashSet<>(ends.keySet());
    long least = Long.MAX_VALUE;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Patience.GLANCE_MILLIS);
    while (!waiting.isEmpty()) {
      for (var record : consumer.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (waiting.contains(partition)) {
          var clock = clock(clocks, record);
          if (clock.isPresent()) {
            least = Math.min(least, clock.get());
            waiting.remove(partition);
          }
        }
      }
      // Markers of transactions, and records without a clock, are all there is.
      waiting.removeIf(
          partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
      var read = new HashSet<>(ends.keySet());
      read.removeAll(waiting);
      consumer.pause(read);
      if (!waiting.isEmpty() && System.nanoTime() > deadline) {
        throw new IllegalStateException("the broker does not deliver " + waiting);
      }
    }
    return least == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(least));
  }

  /** Empty of what is no block, or says nothing of its clock. */
  private static Optional<Long> clock(
      BlockClock.Reader clocks, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      long after = clocks.read(record.value()).after();
      return after == 0 ? Optional.empty() : Optional.of(after);
    } catch (WireException e) {
      return Optional.empty(); // the archive sets it aside and counts it
    }
  }
}
