package citybrain.bench.aggregates;

import citybrain.bench.data.JsonForm;
import citybrain.wire.Topic;
import citybrain.wire.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Makes room for the next set. */
final class EmptyTopics {

  private static final long ALL = -1;

  private EmptyTopics() {}

  /** Deletes whatever lies on our topics and that of JSON. */
  static void make(String bootstrap) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      var topics = new HashSet<>(Set.of(JsonForm.TOPIC));
      topics.retainAll(admin.listTopics().names().get());
      // A compacted topic cannot be emptied, and no contender writes to one.
      Topics.all().stream()
          .filter(topic -> !topic.compacted())
          .map(Topic::name)
          .forEach(topics::add);
      var deleted = new HashMap<TopicPartition, RecordsToDelete>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach(
              (topic, found) ->
                  found
                      .partitions()
                      .forEach(
                          one ->
                              deleted.put(
                                  new TopicPartition(topic, one.partition()),
                                  RecordsToDelete.beforeOffset(ALL))));
      admin.deleteRecords(deleted).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be emptied", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics are emptied", e);
    }
  }
}
