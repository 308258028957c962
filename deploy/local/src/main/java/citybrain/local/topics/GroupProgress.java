package citybrain.local.topics;

import citybrain.local.broker.Patience;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a job has read, from the offsets its consumer group committed. A job reads whatever topic
 * it has ever committed an offset of, and then all partitions of it.
 *
 * @param committed by partition
 */
public record GroupProgress(Map<TopicPartition, Long> committed) {

  private static final String GROUPS = "citybrain.";

  /** What the consumer group of a job committed so far. */
  public static GroupProgress of(Admin admin, String job) {
    try {
      var offsets =
          admin
              .listConsumerGroupOffsets(GROUPS + job)
              .partitionsToOffsetAndMetadata()
              .get()
              .entrySet()
              .stream()
              .filter(entry -> entry.getValue() != null)
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
      return new GroupProgress(offsets);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not tell how far '" + job + "' is", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking how far '" + job + "' is", e);
    }
  }

  /** A glance at many jobs at once, by job; a job that committed nothing yet is left out. */
  public static Map<String, GroupProgress> of(Admin admin, Collection<String> jobs)
      throws ExecutionException, InterruptedException {
    var groups =
        jobs.stream()
            .collect(
                Collectors.toMap(job -> GROUPS + job, job -> new ListConsumerGroupOffsetsSpec()));
    var progress = new TreeMap<String, GroupProgress>();
    var glance = new ListConsumerGroupOffsetsOptions().timeoutMs(Patience.GLANCE_MILLIS);
    for (var group : admin.listConsumerGroupOffsets(groups, glance).all().get().entrySet()) {
      var committed = new HashMap<TopicPartition, Long>();
      group
          .getValue()
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
      if (!committed.isEmpty()) {
        progress.put(
            group.getKey().substring(GROUPS.length()), new GroupProgress(Map.copyOf(committed)));
      }
    }
    return progress;
  }

  /** With what it has taken since, which it need not have committed. */
  public GroupProgress further(Map<TopicPartition, Long> consumed) {
    var further = new HashMap<>(committed);
    consumed.forEach((partition, taken) -> further.merge(partition, taken, Math::max));
    return new GroupProgress(Map.copyOf(further));
  }

  /** What it has not read yet of the topics it reads: partition to number of offsets. */
  public Map<String, Long> behind(Map<TopicPartition, Long> ends) {
    return behind(
        ends, committed.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet()));
  }

  /** What it has not read yet of these topics. */
  public Map<String, Long> behind(Map<TopicPartition, Long> ends, Collection<String> topics) {
    var behind = new TreeMap<String, Long>();
    ends.forEach(
        (partition, end) -> {
          long at = committed.getOrDefault(partition, 0L);
          if (topics.contains(partition.topic()) && at < end) {
            behind.put(partition.toString(), end - at);
          }
        });
    return behind;
  }
}
