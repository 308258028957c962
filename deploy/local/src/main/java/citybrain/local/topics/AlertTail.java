package citybrain.local.topics;

import citybrain.alerting.Alert;
import citybrain.wire.AlertJson;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the alerts topic as a foreign consumer would, each change once. */
public final class AlertTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(300);

  private final Consumer<byte[], byte[]> consumer;
  private final AlertBook known = new AlertBook();
  private final AlertJson codec = new AlertJson();

  private AlertTail(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  public static AlertTail of(String bootstrap) {
    return new AlertTail(Consumers.whole(bootstrap));
  }

  /**
   * Hands over alerts, those in the topic first.
   *
   * @param since only those not older than this, counted back from the newest in the topic
   * @param goOn waits for new ones and does not return
   * @param out gets the alert and its JSON as it was sent
   */
  public void follow(Optional<Duration> since, boolean goOn, BiConsumer<Alert, String> out) {
    var partitions = Consumers.fromBeginning(consumer, List.of(Topics.ALERTS));
    var ends = consumer.endOffsets(partitions);
    since.ifPresent(age -> seekTo(partitions, ends, age));
    while (goOn || isBefore(ends)) {
      for (var record : consumer.poll(POLL)) {
        try {
          var alert = codec.decode(record.value());
          if (known.add(alert)) {
            out.accept(alert, new String(record.value(), StandardCharsets.UTF_8));
          }
        } catch (WireException e) {
          // Somebody else wrote to the topic; who follows alerts is not helped by knowing.
        }
      }
    }
  }

  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private void seekTo(
      List<TopicPartition> partitions, Map<TopicPartition, Long> ends, Duration age) {
    long newest = newest(partitions, ends);
    var wanted = new java.util.HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> wanted.put(partition, newest - age.toMillis()));
    consumer
        .offsetsForTimes(wanted)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                consumer.seek(partition, found.offset());
              }
            });
  }

  private long newest(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    long newest = 0;
    while (isBefore(ends)) {
      for (var record : consumer.poll(POLL)) {
        newest = Math.max(newest, record.timestamp());
      }
    }
    consumer.seekToBeginning(partitions);
    return newest;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
