package citybrain.local.topics;

import citybrain.alerting.Alert;
import citybrain.wire.AlertJson;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
  private static final int LOOK_MILLIS = 50;

  private final Tallies tallies = new Tallies();
  private final AlertBook alerts = new AlertBook();
  private final RejectedCounts rejected;
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Consumer<Alert> onAlert;
  private final Set<String> cities;
  private final AsideWriter aside;
  private final Map<TopicPartition, Long> past = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final AlertJson json = new AlertJson();
  private final Thread thread = new Thread(this::follow, "topic-watch");
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean closed;

  private TopicWatch(String bootstrap, Collection<String> feeds, Consumer<Alert> onAlert) {
    this.consumer = Consumers.whole(bootstrap);
    this.rejected = new RejectedCounts(feeds);
    this.cities =
        feeds.stream()
            .map(feed -> feed.substring(0, feed.indexOf('/')))
            .collect(Collectors.toUnmodifiableSet());
    this.aside = new AsideWriter(bootstrap);
    this.onAlert = onAlert;
  }

  /**
   * Begins to follow.
   *
   * @param feeds "city/feed" of all feeds of this run
   * @param onAlert gets every change of an alert that comes from now on, once
   */
  public static TopicWatch start(
      String bootstrap, Collection<String> feeds, Consumer<Alert> onAlert) {
    var watch = new TopicWatch(bootstrap, feeds, onAlert);
    var partitions =
        Consumers.fromBeginning(
            watch.consumer, List.of(Topics.TALLY, Topics.ALERTS, Topics.REJECTED));
    watch.past.putAll(watch.consumer.endOffsets(partitions));
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void follow() {
    try (consumer;
        aside) {
      while (!closed) {
        for (var record : consumer.poll(POLL)) {
          take(record);
        }
        for (var partition : consumer.assignment()) {
          positions.put(partition, consumer.position(partition));
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      // Whoever shows these figures must know that they stand still.
      if (!closed) {
        LOG.error("what the jobs say of themselves is read no further", e);
        failure = Optional.of(e.getClass().getSimpleName());
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.REJECTED)) {
      rejected.add(record);
    } else if (record.topic().equals(Topics.ALERTS)) {
      alert(record);
    } else if (!tallies.add(record.value())) {
      skip(record);
      // No job reads tallies, so they are counted and set aside here; alerts are by the archive.
      var why = new WireException(WireException.MALFORMED, "no tally of ours");
      rejected.addUnreadable(
          record.topic(),
          record.partition(),
          record.offset(),
          Topics.valuesIn(record.topic(), record.value()),
          why.code());
      if (isNew(record)) {
        aside.setAside(record, why);
      }
    }
  }

  private boolean isNew(ConsumerRecord<byte[], byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    return record.offset() >= past.getOrDefault(partition, 0L);
  }

  private void alert(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        throw new WireException(WireException.MALFORMED, "no value");
      }
      var alert = json.decode(record.value());
      if (!cities.contains(alert.city())) {
        throw new WireException(WireException.UNKNOWN_CITY, "of no city of this run");
      }
      if (alerts.add(alert) && isNew(record)) {
        onAlert.accept(alert);
      }
    } catch (WireException e) {
      skip(record);
    }
  }

  /** Where, not what: it may be anything. */
  private static void skip(ConsumerRecord<byte[], byte[]> record) {
    LOG.warn(
        "no record of ours in {}, partition {}, offset {}",
        record.topic(),
        record.partition(),
        record.offset());
  }

  /** True when all that lay there at the start has been taken in. */
  public boolean knowsThePast() {
    return past.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Why nothing is followed any more, when that is so: figures stand still from then on. */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * Waits until all that lies in these topics up to these ends has been taken in.
   *
   * @return false when that is not so after the time given, or will not be any more
   */
  public boolean awaitRead(Map<TopicPartition, Long> ends, Duration atMost)
      throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> positions.getOrDefault(end.getKey(), 0L) < end.getValue())) {
      if (failure.isPresent() || System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
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
    closed = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
