package citybrain.local.flink;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Flink has announced while it starts, and of batches that it ran. What is no announcement is
 * noted and passed over.
 */
final class Announcements implements Consumer<String> {

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final int LONGEST_QUOTE = 200;

  private final Map<String, Boolean> resumed = new ConcurrentSkipListMap<>();
  private final JobNames names = new JobNames();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final BlockingQueue<String> batches = new LinkedBlockingQueue<>();
  private volatile Optional<String> web = Optional.empty();

  @Override
  public void accept(String line) {
    var said = Announcement.of(line).orElse(null);
    if (said instanceof Announcement.Web address) {
      web = Optional.of(address.address());
    } else if (said instanceof Announcement.Job job) {
      names.put(job.id(), job.name());
      resumed.put(job.name(), job.resumed());
    } else if (said instanceof Announcement.Ready) {
      ready.countDown();
    } else if (said instanceof Announcement.Batch batch) {
      batches.add(batch.failure());
    } else {
      LOG.warn(
          "no announcement of Flink: {}",
          line.substring(0, Math.min(line.length(), LONGEST_QUOTE)));
    }
  }

  /** The names of the jobs in lines of the log. */
  JobNames names() {
    return names;
  }

  String web() {
    return web.orElse("");
  }

  /** The jobs it announced; true where one goes on from what an earlier run left. */
  Map<String, Boolean> jobs() {
    return Map.copyOf(resumed);
  }

  /**
   * What went wrong with a batch, empty if nothing did; null when none has ended within this time.
   */
  @Nullable String batchWithin(long milliseconds) throws InterruptedException {
    return batches.poll(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** False when not all jobs were submitted within this time. */
  boolean areAllThereWithin(long milliseconds) throws InterruptedException {
    return ready.await(milliseconds, TimeUnit.MILLISECONDS);
  }
}
