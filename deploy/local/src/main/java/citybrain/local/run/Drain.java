package citybrain.local.run;

import citybrain.local.flink.FlinkRest;
import citybrain.local.flink.JobState;
import citybrain.local.home.Home;
import citybrain.local.topics.GroupProgress;
import citybrain.local.topics.TopicEnds;
import citybrain.local.topics.TopicWatch;
import citybrain.observation.Domain;
import citybrain.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings a city to rest, upstream first: each job reads all there is, then stops with a savepoint,
 * which commits its last outputs; only then are those who read them waited for.
 */
final class Drain {

  private static final String INGEST = "ingest";
  private static final String ARCHIVE = "archive";
  private static final Set<String> READ_ALL = Set.of(INGEST, "city-aggregates", "rules", ARCHIVE);
  private static final Duration LOOK = Duration.ofMillis(250);

  /** Between requests for a checkpoint of the same job: a new one only when the last is done. */
  private static final Duration CHECKPOINT_WITHIN = Duration.ofSeconds(5);

  private static final Duration STANDSTILL = Duration.ofSeconds(180);
  private static final int CHECKPOINTS_TO_TRUST = 2;

  private final FlinkRest flink;
  private final Admin admin;
  private final String bootstrap;
  private final Home home;
  private final Consumer<String> say;
  private final BooleanSupplier flinkLives;

  Drain(
      FlinkRest flink,
      Admin admin,
      String bootstrap,
      Home home,
      Consumer<String> say,
      BooleanSupplier flinkLives) {
    this.flink = flink;
    this.admin = admin;
    this.bootstrap = bootstrap;
    this.home = home;
    this.say = say;
    this.flinkLives = flinkLives;
  }

  /**
   * Waits and stops.
   *
   * @param watch of the topics that no job reads
   * @throws DrainException when a job does not get on or cannot stop
   */
  void run(List<JobState> jobs, TopicWatch watch) throws IOException {
    var ingest = jobs.stream().filter(job -> job.name().equals(INGEST)).toList();
    var archive = jobs.stream().filter(job -> job.name().equals(ARCHIVE)).toList();
    var middle =
        jobs.stream()
            .filter(job -> !job.name().equals(INGEST) && !job.name().equals(ARCHIVE))
            .toList();
    say.accept("Waiting for ingest to read what was sent ...");
    awaitRead(ingest, TopicEnds.read(bootstrap, List.of(Topics.RAW)));
    stop(ingest);
    say.accept("Waiting for aggregates and alerts ...");
    awaitRest(middle);
    stop(middle);
    say.accept("Waiting for the lake ...");
    var archived = new ArrayList<>(observationTopics());
    archived.addAll(List.of(Topics.AGGREGATES, Topics.ALERTS, Topics.REJECTED, Topics.LATE));
    awaitAll(archive, archived);
    stop(archive);
    awaitWatch(watch);
  }

  /** What is counted at the end are figures of this watch. */
  private void awaitWatch(TopicWatch watch) {
    var ends = TopicEnds.read(bootstrap, List.of(Topics.TALLY, Topics.ALERTS, Topics.REJECTED));
    try {
      if (!watch.awaitRead(ends, STANDSTILL)) {
        throw new DrainException("tallies, alerts and rejections could not be read to their end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DrainException("interrupted while the city comes to rest");
    }
  }

  private static List<String> observationTopics() {
    return Arrays.stream(Domain.values()).map(Topics::observations).toList();
  }

  /** Some of these jobs write observations that others read: until no more come. */
  private void awaitRest(List<JobState> jobs) throws IOException {
    awaitAll(jobs, observationTopics());
  }

  /** Until these jobs have read all of these topics, and what they wrote there meanwhile. */
  private void awaitAll(List<JobState> jobs, List<String> topics) throws IOException {
    var ends = TopicEnds.read(bootstrap, topics);
    var before = Map.<TopicPartition, Long>of();
    while (!ends.equals(before)) {
      awaitRead(jobs, ends);
      before = ends;
      ends = TopicEnds.read(bootstrap, topics);
    }
  }

  /** Waits until these jobs have committed offsets up to the end of the data. */
  private void awaitRead(List<JobState> jobs, Map<TopicPartition, Long> ends) throws IOException {
    var topics = ends.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    var waiting = new TreeMap<String, JobState>();
    var checkpointsBefore = new HashMap<String, Long>();
    var standstills = new HashMap<String, Standstill>();
    for (var job : jobs) {
      waiting.put(job.name(), job);
      checkpointsBefore.put(job.name(), flink.completedCheckpoints(job.id()));
      standstills.put(job.name(), new Standstill(job.name()));
    }
    var hurried = new Checkpoints();
    while (!waiting.isEmpty()) {
      for (var job : List.copyOf(waiting.values())) {
        long completed = flink.completedCheckpoints(job.id());
        long checkpoints = completed - checkpointsBefore.getOrDefault(job.name(), 0L);
        hurried.hurry(job, completed);
        var progress = GroupProgress.of(admin, job.name());
        var behind =
            READ_ALL.contains(job.name()) ? progress.behind(ends, topics) : progress.behind(ends);
        if (behind.isEmpty() && checkpoints >= CHECKPOINTS_TO_TRUST) {
          waiting.remove(job.name());
        } else {
          var standstill = standstills.get(job.name());
          if (standstill != null) {
            standstill.check(sum(behind) + (checkpoints == 0 ? 1 : 0));
          }
        }
      }
      pause();
    }
  }

  private static long sum(Map<String, Long> behind) {
    return behind.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Stops all of these with savepoints, at the same time. */
  void stop(Collection<JobState> jobs) throws IOException {
    var asked = new TreeMap<String, String>();
    var byName = new TreeMap<String, JobState>();
    for (var job : jobs) {
      asked.put(job.name(), flink.stop(job.id(), home.savepoints(job.name())));
      byName.put(job.name(), job);
    }
    var standstill = new Standstill("stop with savepoint");
    while (!asked.isEmpty()) {
      standstill.check(asked.size());
      pause();
      for (var request : Map.copyOf(asked).entrySet()) {
        var job = byName.get(request.getKey());
        if (job != null && isStopped(job, request.getValue())) {
          asked.remove(request.getKey());
        }
      }
    }
  }

  private boolean isStopped(JobState job, String request) throws IOException {
    var state = flink.stopped(job.id(), request);
    if (state instanceof FlinkRest.Request.Failed failed) {
      throw new DrainException(
          "job '" + job.name() + "' did not stop with a savepoint: " + failed.why());
    }
    return state instanceof FlinkRest.Request.Done;
  }

  /** Asks for one checkpoint after the other: offsets and outputs are committed by them. */
  private final class Checkpoints {

    private record Asked(long completed, long at) {}

    private final Map<String, Asked> asked = new HashMap<>();

    /** Asks for the next one when the last is done, or seems lost. */
    void hurry(JobState job, long completed) {
      var last = asked.get(job.name());
      long now = System.nanoTime();
      if (last != null
          && last.completed() == completed
          && now - last.at() < CHECKPOINT_WITHIN.toNanos()) {
        return;
      }
      asked.put(job.name(), new Asked(completed, now));
      try {
        flink.checkpoint(job.id());
      } catch (IOException e) {
        // Only a hint to hurry: the job makes checkpoints by itself as well.
      }
    }
  }

  private void pause() {
    if (!flinkLives.getAsBoolean()) {
      throw new DrainException("Flink ended before the city had come to rest");
    }
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DrainException("interrupted while the city comes to rest");
    }
  }

  /** Notices when a figure has not moved for too long. */
  private static final class Standstill {

    private final String what;
    private long last = Long.MIN_VALUE;
    private long since = System.nanoTime();

    Standstill(String what) {
      this.what = what;
    }

    void check(long figure) {
      if (figure != last) {
        last = figure;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STANDSTILL.toNanos()) {
        throw new DrainException(
            String.format(Locale.ROOT, "%s has not got on for %d s", what, STANDSTILL.toSeconds()));
      }
    }
  }

  /** Why a city did not come to rest. */
  static final class DrainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DrainException(String message) {
      super(message);
    }
  }
}
