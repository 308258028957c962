package citybrain.bench.contender;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * How far an application of Kafka Streams is. It knows no end, so what its group has committed is
 * looked at from outside: with a position, all that was made of what lies before it is committed.
 */
final class StreamsProgress implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration STANDS_STILL = Duration.ofMinutes(2);

  private final Admin admin;
  private final String application;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  StreamsProgress(String bootstrap, String application) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    this.application = application;
  }

  /** What the application is told when one of its threads dies of something. */
  StreamThreadExceptionResponse fail(Throwable problem) {
    failure.compareAndSet(null, problem);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Returns when all that lies on these topics now is worked off. */
  void awaitEnd(List<String> topics) throws ExecutionException, InterruptedException {
    var open = offsets(topics, OffsetSpec.latest());
    // Where nothing lies, or what was read is deleted already, nothing will be committed.
    var begins = offsets(topics, OffsetSpec.earliest());
    open.entrySet().removeIf(one -> begins.getOrDefault(one.getKey(), 0L) >= one.getValue());
    Map<TopicPartition, Long> before = Map.of();
    long patience = System.nanoTime() + STANDS_STILL.toNanos();
    while (true) {
      var problem = failure.get();
      if (problem != null) {
        throw new IllegalStateException("Kafka Streams has ended", problem);
      }
      var committed = committed();
      open.entrySet().removeIf(one -> committed.getOrDefault(one.getKey(), 0L) >= one.getValue());
      if (open.isEmpty()) {
        return;
      }
      if (!committed.equals(before)) {
        before = committed;
        patience = System.nanoTime() + STANDS_STILL.toNanos();
      } else if (System.nanoTime() > patience) {
        throw new IllegalStateException(
            "nothing is committed any more; it has come to " + committed + " of " + open);
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** The ends include markers of transactions, which the application passes as well. */
  private Map<TopicPartition, Long> offsets(List<String> topics, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(one -> asked.put(new TopicPartition(topic.name(), one.partition()), which));
    }
    var offsets = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(application)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().offset()));
  }

  /** Those that the application made for itself. */
  void deleteTopics() throws ExecutionException, InterruptedException {
    var made = new HashSet<>(admin.listTopics().names().get());
    made.removeIf(topic -> !topic.startsWith(application + "-"));
    admin.deleteTopics(made).all().get();
  }

  @Override
  public void close() {
    admin.close();
  }
}
