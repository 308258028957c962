package citybrain.local.topics;

import citybrain.local.broker.Patience;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the data of a partition ends. That is not its end offset: transactions leave markers behind
 * that take an offset but are never delivered, so who has read everything stands before them.
 */
public final class TopicEnds {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long FIRST_LOOK = 16;
  private static final int WIDER = 32;

  private TopicEnds() {}

  /** The offset after the last record of each partition that holds any. */
  public static Map<TopicPartition, Long> read(String bootstrap, Collection<String> topics) {
    var ends = new HashMap<TopicPartition, Long>();
    try (var consumer = Consumers.headersOnly(bootstrap)) {
      for (var partition : Consumers.fromBeginning(consumer, topics)) {
        afterLast(consumer, partition).ifPresent(offset -> ends.put(partition, offset));
      }
    }
    return ends;
  }

  private static OptionalLong afterLast(Consumer<Void, Void> consumer, TopicPartition partition) {
    var only = List.of(partition);
    consumer.assign(only);
    long begin = consumer.beginningOffsets(only).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(only).getOrDefault(partition, 0L);
    long look = FIRST_LOOK;
    for (long from = end; from > begin; look *= WIDER) {
      from = Math.max(begin, end - look);
      consumer.seek(partition, from);
      var found = lastBefore(consumer, partition, end);
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong lastBefore(
      Consumer<Void, Void> consumer, TopicPartition partition, long end) {
    var last = OptionalLong.empty();
    long patience = System.nanoTime() + Patience.LONGEST.toNanos();
    while (consumer.position(partition) < end) {
      for (var record : consumer.poll(POLL)) {
        last = OptionalLong.of(record.offset() + 1);
        patience = System.nanoTime() + Patience.LONGEST.toNanos();
      }
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("the broker does not deliver " + partition);
      }
    }
    return last;
  }
}
