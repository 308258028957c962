package citybrain.local.topics;

import citybrain.alerting.Alert;
import citybrain.wire.AlertJson;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows tallies, alerts and rejections from the beginning of their topics, in a thread of its
 * own.
 */
public final class TopicWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Tallies tallies = new Tallies();
  private final AlertBook alerts = new AlertBook();
  private final RejectedCounts rejected = new RejectedCounts();
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Consumer<Alert> onAlert;
  private final Map<TopicPartition, Long> past = new HashMap<>();
  private final AlertJson json = new AlertJson();
  private final Thread thread = new Thread(this::follow, "topic-watch");

  private TopicWatch(String bootstrap, Consumer<Alert> onAlert) {
    this.consumer = Consumers.whole(bootstrap);
    this.onAlert = onAlert;
  }

  /**
   * Begins to follow.
   *
   * @param onAlert gets every change of an alert that comes from now on, once
   */
  public static TopicWatch start(String bootstrap, Consumer<Alert> onAlert) {
    var watch = new TopicWatch(bootstrap, onAlert);
    var partitions =
        Consumers.fromBeginning(
            watch.consumer, List.of(Topics.TALLY, Topics.ALERTS, Topics.REJECTED));
    watch.past.putAll(watch.consumer.endOffsets(partitions));
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void follow() {
    try (consumer) {
      while (true) {
        for (var record : consumer.poll(POLL)) {
          if (record.topic().equals(Topics.TALLY)) {
            tallies.add(record.value());
          } else if (record.topic().equals(Topics.REJECTED)) {
            rejected.add(record);
          } else {
            alert(record);
          }
        }
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  private void alert(ConsumerRecord<byte[], byte[]> record) {
    try {
      var alert = json.decode(record.value());
      var partition = new TopicPartition(record.topic(), record.partition());
      boolean isNew = record.offset() >= past.getOrDefault(partition, 0L);
      if (alerts.add(alert) && isNew) {
        onAlert.accept(alert);
      }
    } catch (WireException e) {
      // Where, not what: the message of the decoder may quote what it could not read.
      LOG.warn(
          "no alert of ours in {}, partition {}, offset {}",
          record.topic(),
          record.partition(),
          record.offset());
    }
  }

  public Tallies tallies() {
    return tallies;
  }

  public AlertBook alerts() {
    return alerts;
  }

  public RejectedCounts rejected() {
    return rejected;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
