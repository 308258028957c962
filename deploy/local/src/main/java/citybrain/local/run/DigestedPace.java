package citybrain.local.run;

import citybrain.local.flink.JobState;
import citybrain.local.player.PastPace;
import citybrain.local.player.Player;
import citybrain.local.player.Player.FeedProgress;
import citybrain.local.topics.Backlog;
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
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * The past no faster than all jobs digest it, and a bounded backlog before each: what the view
 * shows is then what the city has understood, and an end need not wait for what nobody has looked
 * at. Jobs are judged by what they have committed; one that has failed for good holds up nobody.
 */
final class DigestedPace implements PastPace, AutoCloseable {

  /** What may always be on its way to ingest, in records of the raw topic. */
  static final long LEAST_RECORDS = 50_000;

  /** What may always lie before those who read observations: about as much. */
  private static final long LEAST_OBSERVATIONS = 3 * LEAST_RECORDS;

  /** The same before the archive, which commits seven times as seldom: its steps are files. */
  private static final long LEAST_FOR_ARCHIVE = 7 * LEAST_OBSERVATIONS;

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final String INGEST = "ingest";
  private static final String ARCHIVE = "archive";
  private static final List<String> RAW = List.of(Topics.RAW);
  private static final List<String> OBSERVATIONS =
      Arrays.stream(Domain.values()).map(Topics::observations).toList();

  /** One step that it works on, and some that lies ready. */
  private static final double STEPS_OF_INGEST = 1.5;

  /** What they read comes in steps as well, those of ingest. */
  private static final double STEPS_OF_OTHERS = 2;

  private final Map<String, Appetite> appetites = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long allowed;

  /** Permits nothing until it follows a play. */
  DigestedPace() {}

  /** From now on, until the play is live, what may be sent follows what these jobs digest. */
  void follow(Player player, Admin admin, Supplier<List<JobState>> jobs) {
    var thread =
        new Thread(
            () -> {
              try {
                while (!player.progress().live() && !isClosedWithin(LOOK)) {
                  look(player, admin, jobs.get());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "pace");
    thread.setDaemon(true);
    thread.start();
  }

  private boolean isClosedWithin(Duration time) throws InterruptedException {
    return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Player player, Admin admin, List<JobState> jobs) throws InterruptedException {
    var names = jobs.stream().filter(DigestedPace::isAlive).map(JobState::name).toList();
    if (names.isEmpty()) {
      return;
    }
    try {
      var progress = player.progress();
      allow(progress, Backlog.look(admin, names), names);
    } catch (ExecutionException e) {
      // The broker is busy: nothing more is allowed until it answers.
    }
  }

  private static boolean isAlive(JobState job) {
    return switch (job.state()) {
      case "FAILED", "CANCELED", "FINISHED", "SUSPENDED" -> false;
      default -> true;
    };
  }

  private void allow(Player.Progress progress, Backlog backlog, List<String> jobs) {
    double perMessage = recordsPerMessage(progress);
    boolean hasRoom = true;
    double room = Double.MAX_VALUE;
    for (var job : jobs) {
      if (job.equals(INGEST)) {
        long least = (long) Math.ceil(LEAST_RECORDS / perMessage);
        room = room(job, backlog, RAW, STEPS_OF_INGEST, least) * perMessage;
      } else {
        long least = job.equals(ARCHIVE) ? LEAST_FOR_ARCHIVE : LEAST_OBSERVATIONS;
        hasRoom &= room(job, backlog, OBSERVATIONS, STEPS_OF_OTHERS, least) > 0;
      }
    }
    if (hasRoom) {
      // What is handed over and not in the topic yet lies before ingest as well.
      allowed = (long) Math.min(Long.MAX_VALUE / 2.0, records(progress) + room);
    }
  }

  private long room(String job, Backlog backlog, List<String> topics, double steps, long least) {
    return appetites
        .computeIfAbsent(job, any -> new Appetite(steps))
        .room(backlog.read(job, topics), backlog.behind(job, topics), least);
  }

  /** Offsets of the raw topic are messages. */
  private static double recordsPerMessage(Player.Progress progress) {
    long messages = progress.feeds().values().stream().mapToLong(FeedProgress::messages).sum();
    return messages == 0 ? LEAST_RECORDS : Math.max(1.0, records(progress) / (double) messages);
  }

  private static long records(Player.Progress progress) {
    return progress.feeds().values().stream().mapToLong(FeedProgress::records).sum();
  }

  @Override
  public boolean permits(long handed) {
    return handed < allowed;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
