package citybrain.local.topics;

import citybrain.local.broker.Patience;
import citybrain.wire.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far jobs have read and how far they could, at one moment and at a glance. In offsets, to
 * which markers of transactions are counted: a little may seem to be left where nothing is.
 *
 * @param ends of all partitions of our topics, as far as what lies there is committed
 * @param progress by job; one that has committed nothing yet is left out
 */
public record Backlog(Map<TopicPartition, Long> ends, Map<String, GroupProgress> progress) {

  private static final GroupProgress NOTHING = new GroupProgress(Map.of());

  /**
   * Looks.
   *
   * @throws ExecutionException when the broker does not answer in time
   */
  public static Backlog look(Admin admin, Collection<String> jobs)
      throws ExecutionException, InterruptedException {
    return look(admin, jobs, Map.of());
  }

  /**
   * Looks, and knows what jobs have taken without having committed it.
   *
   * @param consumed by job, see {@link GroupProgress#further}
   * @throws ExecutionException when the broker does not answer in time
   */
  public static Backlog look(
      Admin admin, Collection<String> jobs, Map<String, Map<TopicPartition, Long>> consumed)
      throws ExecutionException, InterruptedException {
    // In this order, so that nobody seems to be further than the end.
    var progress = new HashMap<>(GroupProgress.of(admin, jobs));
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : Topics.all()) {
      IntStream.range(0, topic.partitions())
          .forEach(i -> latest.put(new TopicPartition(topic.name(), i), OffsetSpec.latest()));
    }
    var ends = new HashMap<TopicPartition, Long>();
    var glance =
        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(Patience.GLANCE_MILLIS);
    admin.listOffsets(latest, glance).all().get().forEach((at, end) -> ends.put(at, end.offset()));
    consumed.forEach(
        (job, taken) -> progress.put(job, progress.getOrDefault(job, NOTHING).further(taken)));
    return new Backlog(ends, progress);
  }

  /** How much lies in these topics. */
  public long end(Collection<String> topics) {
    return ends.entrySet().stream()
        .filter(end -> topics.contains(end.getKey().topic()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What a job has read of these topics. */
  public long read(String job, Collection<String> topics) {
    return of(job).committed().entrySet().stream()
        .filter(at -> topics.contains(at.getKey().topic()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What it has not read yet of these topics. */
  public long behind(String job, Collection<String> topics) {
    return of(job).behind(ends, topics).values().stream().mapToLong(Long::longValue).sum();
  }

  private GroupProgress of(String job) {
    return progress.getOrDefault(job, NOTHING);
  }
}
