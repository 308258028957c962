package citybrain.local.run;

import citybrain.local.flink.FlinkRest;
import citybrain.local.flink.JobState;
import citybrain.local.player.PastPace;
import citybrain.local.player.Player;
import citybrain.local.topics.Backlog;
import citybrain.local.topics.Tallies;
import citybrain.observation.Domain;
import citybrain.wire.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The past no faster than all jobs digest it, and a bounded backlog before each: what the view
 * shows is then what the city has understood, and an end need not wait for what nobody has looked
 * at. Ingest is judged by what it has accounted for, the others by what they have taken; one that
 * has failed for good holds up nobody.
 */
final class DigestedPace implements PastPace, AutoCloseable {

  /** What may always be on its way to ingest, in records of the raw topic. */
  static final long LEAST_RECORDS = 75_000;

  /** What may always lie before those who read observations: about as much. */
  private static final long LEAST_OBSERVATIONS = 3 * LEAST_RECORDS;

  private static final Logger LOG = LoggerFactory.getLogger(DigestedPace.class);
  private static final Duration LAST_LOOK = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(250);

  /** Each of these asks Flink for the metrics of all tasks. */
  private static final long LOOK_AT_OTHERS_NANOS = 1_000_000_000L;

  private static final Duration BEHIND_INGEST = Duration.ofSeconds(2);
  private static final String INGEST = "ingest";
  private static final List<String> OBSERVATIONS =
      Arrays.stream(Domain.values()).map(Topics::observations).toList();

  /** What it works on: while it waits for more, the others have what it brought. */
  private static final double STEPS_OF_INGEST = 1;

  /** What they read comes in steps as well, those of ingest. */
  private static final double STEPS_OF_OTHERS = 2;

  private final Map<String, Appetite> appetites = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long allowed;
  private volatile long end = Long.MAX_VALUE;
  private @Nullable Thread thread;

  /** Of the last look at all jobs; of the thread that looks. */
  private long lookedAt;

  private boolean mayGoOn;
  private boolean isIngested;

  /** Permits nothing until it is told of a play. */
  DigestedPace() {}

  /**
   * Lets a play begin while the jobs still start: of a new one, what may always lie before ingest.
   * Where one goes on nobody knows yet what lies there.
   */
  void begin(Player player) {
    if (player.progress().handed() == 0) {
      allowed = LEAST_RECORDS;
    }
  }

  /**
   * From now on, until the play is live, what may be sent follows what these jobs digest.
   *
   * @param tallies what the jobs say they did
   * @param jobs as they are; none while that is not known, and then nothing more is allowed
   * @param consumed what a job has taken since it was started, see {@link FlinkRest#consumed}
   */
  void follow(
      Player player,
      Admin admin,
      Tallies tallies,
      Supplier<List<JobState>> jobs,
      Function<JobState, Map<TopicPartition, Long>> consumed) {
    thread =
        new Thread(
            () -> follow(player, () -> look(player, admin, tallies, jobs, consumed)), "pace");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * From then on nothing more will be sent: what is sent before is what ingest takes before, and a
   * moment earlier, which the others need for what it brings last.
   *
   * @param nanos of {@link System#nanoTime}
   */
  void endAt(long nanos) {
    end = nanos;
  }

  /** One look at those who read along. */
  @FunctionalInterface
  private interface Look {
    void look() throws ExecutionException, InterruptedException;
  }

  private void follow(Player player, Look look) {
    try {
      while (!player.progress().live() && !isClosedWithin(LOOK)) {
        try {
          look.look();
        } catch (ExecutionException e) {
          // The broker is busy: nothing more is allowed until it answers.
        } catch (RuntimeException e) {
          if (closed.getCount() > 0) {
            LOG.warn("how far the jobs are is not known just now", e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosedWithin(Duration time) throws InterruptedException {
    return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(
      Player player,
      Admin admin,
      Tallies tallies,
      Supplier<List<JobState>> jobs,
      Function<JobState, Map<TopicPartition, Long>> consumed)
      throws ExecutionException, InterruptedException {
    if (lookedAt == 0 || System.nanoTime() - lookedAt >= LOOK_AT_OTHERS_NANOS) {
      mayGoOn = false; // should it not be known
      lookAtOthers(admin, tallies, jobs, consumed);
      lookedAt = System.nanoTime();
    }
    if (mayGoOn) {
      allowed = isIngested ? roomOfIngest(player, tallies) : Long.MAX_VALUE;
    }
  }

  private void lookAtOthers(
      Admin admin,
      Tallies tallies,
      Supplier<List<JobState>> jobs,
      Function<JobState, Map<TopicPartition, Long>> consumed)
      throws ExecutionException, InterruptedException {
    var alive = jobs.get().stream().filter(DigestedPace::isAlive).toList();
    if (alive.isEmpty()) {
      return;
    }
    var names = alive.stream().map(JobState::name).toList();
    var taken = new HashMap<String, Map<TopicPartition, Long>>();
    for (var job : alive) {
      if (!job.name().equals(INGEST)) {
        taken.put(job.name(), consumed.apply(job));
      }
    }
    var backlog = Backlog.look(admin, names, taken);
    boolean hasRoom = true;
    for (var job : names) {
      hasRoom &= job.equals(INGEST) || room(job, backlog, tallies) > 0;
    }
    isIngested = names.contains(INGEST);
    mayGoOn = hasRoom;
  }

  private static boolean isAlive(JobState job) {
    return switch (job.state()) {
      case "FAILED", "CANCELED", "FINISHED", "SUSPENDED" -> false;
      default -> true;
    };
  }

  /**
   * Counted in records, not in messages: those of some feeds hold a hundred times what others do.
   */
  private long roomOfIngest(Player player, Tallies tallies) {
    long read =
        player.progress().feeds().keySet().stream()
            .mapToLong(feed -> tallies.ingested(feed).records())
            .sum();
    long handed = player.progress().handed();
    long now = System.nanoTime();
    long left = left(now);
    long leftOfIt = left == Long.MAX_VALUE ? left : left - BEHIND_INGEST.toNanos();
    return handed
        + appetite(INGEST, STEPS_OF_INGEST)
            .room(read, Math.max(0, handed - read), LEAST_RECORDS, now, leftOfIt);
  }

  /** Until the end, ns. */
  private long left(long now) {
    return end == Long.MAX_VALUE ? end : end - now;
  }

  private long room(String job, Backlog backlog, Tallies tallies) {
    long now = System.nanoTime();
    return appetite(job, STEPS_OF_OTHERS)
        .room(
            backlog.read(job, OBSERVATIONS),
            backlog.behind(job, OBSERVATIONS),
            offsets(LEAST_OBSERVATIONS, backlog, tallies),
            now,
            left(now));
  }

  /** What so many observations take in their topics, where many may lie in one record. */
  private static long offsets(long observations, Backlog backlog, Tallies tallies) {
    long all = tallies.ingested().observations() + tallies.derived();
    return all == 0
        ? observations
        : (long) Math.ceil((double) observations / all * backlog.end(OBSERVATIONS));
  }

  private Appetite appetite(String job, double steps) {
    return appetites.computeIfAbsent(job, any -> new Appetite(steps));
  }

  @Override
  public boolean permits(long handed) {
    return handed < allowed;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread != null) {
        thread.join(LAST_LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
