package citybrain.local.topics;

import citybrain.local.broker.Patience;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the data of a partition ends. That is not its end offset: transactions leave markers behind
 * that take an offset but are never delivered, so who has read everything stands before them.
 * Whoever asks again and again asks the same one: a new client needs longer than its answer.
 */
public final class TopicEnds implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long FIRST_LOOK = 16;
  private static final int WIDER = 32;

  private final Consumer<Void, Void> consumer;

  public TopicEnds(String bootstrap) {
    this.consumer = Consumers.headersOnly(bootstrap);
  }

  /** The same, asked once. */
  public static Map<TopicPartition, Long> read(String bootstrap, Collection<String> topics) {
    try (var ends = new TopicEnds(bootstrap)) {
      return ends.read(topics);
    }
  }

  /**
   * The offset after the last record of each partition that holds any. All partitions are asked
   * beside each other: one by one, each would cost a busy broker some answers.
   */
  public Map<TopicPartition, Long> read(Collection<String> topics) {
    var found = new HashMap<TopicPartition, Long>();
    var partitions = Consumers.fromBeginning(consumer, topics);
    var begins = consumer.beginningOffsets(partitions);
    var ends = new HashMap<>(consumer.endOffsets(partitions));
    ends.entrySet().removeIf(end -> end.getValue() <= begins.getOrDefault(end.getKey(), 0L));
    for (long look = FIRST_LOOK; !ends.isEmpty(); look *= WIDER) {
      var starts = new HashMap<TopicPartition, Long>();
      for (var end : ends.entrySet()) {
        long begin = begins.getOrDefault(end.getKey(), 0L);
        starts.put(end.getKey(), Math.max(begin, end.getValue() - look));
      }
      found.putAll(lastBetween(starts, ends));
      // Where nothing lies but markers, another look further back.
      ends.keySet()
          .removeIf(
              partition ->
                  found.containsKey(partition)
                      || starts.getOrDefault(partition, 0L).equals(begins.get(partition)));
    }
    return found;
  }

  private Map<TopicPartition, Long> lastBetween(
      Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    var last = new HashMap<TopicPartition, Long>();
    var waiting = new HashSet<>(ends.keySet());
    consumer.assign(waiting);
    consumer.resume(waiting);
    starts.forEach(consumer::seek);
    long patience = System.nanoTime() + Patience.LONGEST.toNanos();
    while (!waiting.isEmpty()) {
      for (var record : consumer.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          last.put(partition, record.offset() + 1);
        }
        patience = System.nanoTime() + Patience.LONGEST.toNanos();
      }
      var done = new HashSet<TopicPartition>();
      for (var partition : waiting) {
        if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
          done.add(partition);
        }
      }
      waiting.removeAll(done);
      consumer.pause(done);
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("the broker does not deliver " + waiting);
      }
    }
    return last;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
