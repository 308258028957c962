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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings a city to rest, upstream first: each job reads all there is, then stops with a savepoint,
 * which commits its last outputs; only then are those who read them waited for.
 */
final class Drain {

  private static final String INGEST = "ingest";
  private static final String AGGREGATES = "city-aggregates";
  private static final String ARCHIVE = "archive";
  private static final Set<String> READ_ALL = Set.of(INGEST, AGGREGATES, "rules", ARCHIVE);
  private static final List<String> OBSERVATIONS =
      Arrays.stream(Domain.values()).map(Topics::observations).toList();
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Between two lines about a wait that takes long. */
  private static final Duration TELL = Duration.ofSeconds(5);

  private static final Duration STANDSTILL = Duration.ofSeconds(180);

  /** Of a job of which it is not known what it reads. */
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
   * @param ingested runs when what was sent is ingested, beside what is left to do
   * @throws DrainException when a job does not get on or cannot stop
   */
  void run(List<JobState> jobs, TopicWatch watch, Runnable ingested) throws IOException {
    var derive = new ArrayList<>(jobs);
    derive.removeIf(job -> Set.of(INGEST, AGGREGATES, ARCHIVE).contains(job.name()));
    var archived = new ArrayList<>(OBSERVATIONS);
    archived.addAll(List.of(Topics.AGGREGATES, Topics.ALERTS, Topics.REJECTED, Topics.LATE));
    try (var ends = new TopicEnds(bootstrap)) {
      step(
          "Waiting for ingest to read what was sent ...",
          named(jobs, INGEST),
          ends,
          List.of(Topics.RAW));
      ingested.run();
      // Who derives observations stops before it is asked how many there are.
      step("Waiting for the rules ...", derive, ends, OBSERVATIONS);
      step("Waiting for the aggregates ...", named(jobs, AGGREGATES), ends, OBSERVATIONS);
      step("Waiting for the lake ...", named(jobs, ARCHIVE), ends, archived);
      awaitWatch(watch, ends.read(List.of(Topics.TALLY, Topics.ALERTS, Topics.REJECTED)));
    }
  }

  private static List<JobState> named(List<JobState> jobs, String name) {
    return jobs.stream().filter(job -> job.name().equals(name)).toList();
  }

  /** These jobs read all of these topics, to which nobody writes any more, and stop. */
  private void step(String what, List<JobState> jobs, TopicEnds ends, List<String> topics)
      throws IOException {
    if (!jobs.isEmpty()) {
      say.accept(what);
      awaitRead(jobs, ends.read(topics));
      stop(jobs);
    }
  }

  /** What is counted at the end are figures of this watch. */
  private void awaitWatch(TopicWatch watch, Map<TopicPartition, Long> ends) {
    try {
      if (!watch.awaitRead(ends, STANDSTILL)) {
        throw new DrainException("tallies, alerts and rejections could not be read to their end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DrainException("interrupted while the city comes to rest");
    }
  }

  /** Waits until these jobs have taken all data; the savepoint they stop with commits it. */
  private void awaitRead(List<JobState> jobs, Map<TopicPartition, Long> ends) throws IOException {
    var topics = ends.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    var waiting = new TreeMap<String, JobState>();
    var standstills = new HashMap<String, Standstill>();
    for (var job : jobs) {
      waiting.put(job.name(), job);
      standstills.put(job.name(), new Standstill(job.name()));
    }
    var hurried = new HurriedCheckpoints(flink);
    var teller = new Teller();
    while (!waiting.isEmpty()) {
      var left = new TreeMap<String, Long>();
      for (var job : List.copyOf(waiting.values())) {
        boolean isOurs = READ_ALL.contains(job.name());
        var consumed = flink.consumed(job.id());
        var progress = GroupProgress.of(admin, job.name()).further(consumed);
        var behind = isOurs ? progress.behind(ends, topics) : progress.behind(ends);
        // What it read before it was started last is known when it commits it again.
        boolean isKnown = isOurs && consumed.keySet().containsAll(ends.keySet());
        long checkpoints = isKnown ? CHECKPOINTS_TO_TRUST : hurried.hurry(job);
        if (behind.isEmpty() && (isOurs || checkpoints >= CHECKPOINTS_TO_TRUST)) {
          waiting.remove(job.name());
        } else {
          left.put(job.name(), sum(behind));
          var standstill = standstills.get(job.name());
          if (standstill != null) {
            standstill.check(sum(behind) + (checkpoints == 0 ? 1 : 0));
          }
        }
      }
      teller.tell(() -> toRead(left));
      pause();
    }
  }

  private static String toRead(Map<String, Long> left) {
    return left.entrySet().stream()
        .map(
            job ->
                job.getValue() == 0
                    ? job.getKey() + " commits what it did"
                    : String.format(
                        Locale.ROOT, "%s has %,d to read", job.getKey(), job.getValue()))
        .collect(Collectors.joining(", "));
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
    var standstill = new Standstill("the stop with a savepoint of " + asked.keySet());
    var teller = new Teller();
    while (!asked.isEmpty()) {
      standstill.check(asked.size());
      teller.tell(() -> String.join(", ", asked.keySet()) + ": a savepoint is made");
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
      var last = flink.failure(job.id());
      throw new DrainException(
          "job '"
              + job.name()
              + "' did not stop with a savepoint: "
              + failed.why()
              + (last.isEmpty() ? "" : "; it failed last with: " + last));
    }
    return state instanceof FlinkRest.Request.Done;
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

  /** Says what is waited for, now and then. */
  private final class Teller {

    private final long began = System.nanoTime();
    private long told = began;

    void tell(Supplier<String> what) {
      long now = System.nanoTime();
      if (now - told > TELL.toNanos()) {
        told = now;
        say.accept(
            String.format(
                Locale.ROOT,
                "  %s (%d s)",
                what.get(),
                TimeUnit.NANOSECONDS.toSeconds(now - began)));
      }
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
