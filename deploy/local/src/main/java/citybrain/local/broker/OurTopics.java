package citybrain.local.broker;

import citybrain.wire.Topic;
import citybrain.wire.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the contract, made where they are missing. */
record OurTopics(Admin admin) {

  private static final int BETWEEN_MILLIS = 200;

  /** Creates what is missing; what is there must agree with the contract. */
  void create() {
    long deadline = System.nanoTime() + Patience.LONGEST.toNanos();
    try {
      while (!isDone(System.nanoTime() > deadline)) {
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics are created", e);
    }
  }

  /** False when the broker is busy; then the whole of it is asked again. */
  private boolean isDone(boolean isLast) throws InterruptedException {
    try {
      var present = admin.listTopics().names().get();
      createAllBut(List.copyOf(present));
      check();
      return true;
    } catch (ExecutionException e) {
      if (isLast || !(e.getCause() instanceof RetriableException)) {
        throw new IllegalStateException("the broker refused the topics: " + e.getCause(), e);
      }
      return false;
    }
  }

  private void createAllBut(List<String> present) throws ExecutionException, InterruptedException {
    var missing =
        Topics.all().stream()
            .filter(topic -> !present.contains(topic.name()))
            .map(OurTopics::asContracted)
            .toList();
    for (var created : admin.createTopics(missing).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        // Asked twice, since the answer to the first time was lost.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static NewTopic asContracted(Topic topic) {
    return new NewTopic(topic.name(), topic.partitions(), (short) 1)
        .configs(
            Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(topic.largestRecord()),
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted()
                    ? TopicConfig.CLEANUP_POLICY_COMPACT
                    : TopicConfig.CLEANUP_POLICY_DELETE));
  }

  private void check() throws ExecutionException, InterruptedException {
    var names = Topics.all().stream().map(Topic::name).collect(Collectors.toSet());
    var described = admin.describeTopics(names).allTopicNames().get();
    for (var topic : Topics.all()) {
      var found = described.get(topic.name());
      if (found == null || found.partitions().size() != topic.partitions()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "topic %s has %d partitions, this version needs %d: begin with another --home",
                topic.name(),
                found == null ? 0 : found.partitions().size(),
                topic.partitions()));
      }
    }
  }
}
