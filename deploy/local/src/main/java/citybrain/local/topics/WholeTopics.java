package citybrain.local.topics;

import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads topics from the beginning to where they end now, what is committed of them. */
public final class WholeTopics {

  private WholeTopics() {}

  /** Gives each record to this, those of a partition in order. */
  public static void read(
      String bootstrap,
      Collection<String> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try (var consumer = Consumers.whole(bootstrap)) {
      Consumers.fromBeginning(consumer, topics);
      TopicCounts.readAll(consumer, reader);
    }
  }
}
