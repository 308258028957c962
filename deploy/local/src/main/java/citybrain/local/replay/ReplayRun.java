package citybrain.local.replay;

import citybrain.cityfile.PropertySpec;
import citybrain.local.broker.Broker;
import citybrain.local.choice.CityChoice;
import citybrain.local.flink.FlinkProcess;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Program;
import citybrain.local.topics.GroupProgress;
import citybrain.local.topics.TopicEnds;
import citybrain.observation.Vocabulary;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The jobs over a recording, in one way, in a broker of their own. */
final class ReplayRun {

  private static final String INGEST = "ingest";
  private static final String ARCHIVE = "archive";
  private static final String LAKE_REPLAY = "citybrain.jobs.lake.history.LakeReplayMain";
  private static final List<String> OTHERS = List.of("city-aggregates", "rules");
  private static final int BROKER_PORTS_FROM = 19392;
  private static final Duration AHEAD = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMillis(1_500);
  private static final Duration STANDS_STILL = Duration.ofMinutes(3);

  /** When nothing new has come for so long, what is shown by the wall clock has been shown. */
  private static final Duration SHOWN = Duration.ofSeconds(5);

  /** Of each job after that: they commit what was shown. */
  private static final int CHECKPOINTS_TO_TRUST = 2;

  private final RawLog log;
  private final Way way;
  private final Path folder;
  private final List<Path> cities;
  private final String data;
  private final Duration writing;
  private final Random chance;

  /**
   * @param writing the time over which the recording is written
   * @param seed decides when the jobs are stopped and killed
   */
  ReplayRun(
      RawLog log,
      Way way,
      Path folder,
      List<Path> cities,
      String data,
      Duration writing,
      long seed) {
    this.log = log;
    this.way = way;
    this.folder = folder;
    this.cities = List.copyOf(cities);
    this.data = data;
    this.writing = writing;
    this.chance = new Random(seed);
  }

  /**
   * What came of it.
   *
   * @param results what stands on the topics, and what the lake comes to when it is judged again
   * @param reading from the first job that ran until all had been read and come to rest
   */
  record Outcome(List<Results> results, Duration reading) {

    Outcome with(Results more) {
      return new Outcome(Stream.concat(results.stream(), Stream.of(more)).toList(), reading);
    }
  }

  Outcome run() throws InterruptedException {
    try (var broker =
            Broker.start(
                folder.resolve("kafka"),
                folder.resolve("logs").resolve("broker.log"),
                BROKER_PORTS_FROM,
                ignored -> {});
        var admin = broker.admin()) {
      if (writing.isZero()) {
        RawLogWriter.write(log, broker.bootstrap(), writing);
      }
      var setup =
          new JobsProcess.Setup(folder, broker.bootstrap(), cities, data, way.parallelism());
      var outcome = way.late() ? late(broker, admin, setup) : together(broker, admin, setup);
      return way.lake() ? outcome.with(lake(setup)) : outcome;
    }
  }

  /** Those that do not ingest. */
  private List<String> others() {
    return way.lake() ? Stream.concat(OTHERS.stream(), Stream.of(ARCHIVE)).toList() : OTHERS;
  }

  /** What the lake comes to; nobody writes to it any more. */
  private Results lake(JobsProcess.Setup setup) {
    var lake = setup.home().resolve(way.late() ? OTHERS.get(0) : INGEST).resolve("lake");
    var figures = setup.home().resolve("lake.json");
    var wire = setup.home().resolve("wire");
    var names = String.join(",", cities.stream().map(Path::toString).toList());
    var arguments =
        List.of(
            "--lake=" + lake.toUri(),
            "--cities=" + names,
            "--data=" + data,
            "--json=" + figures,
            "--wire=" + wire);
    var log = setup.home().resolve("logs").resolve("lake-replay.log");
    var command = Program.jobs(FlinkProcess.heapMebibytes(), LAKE_REPLAY, arguments);
    try (var process = ChildProcess.java("replay", command, log, line -> {})) {
      if (!process.awaitEnd(STANDS_STILL.multipliedBy(2))
          || !process.ending().equals(ChildProcess.WELL)) {
        throw new IllegalStateException("the lake cannot be judged again, see " + log);
      }
    }
    try {
      var ofCity = new ObjectMapper().readTree(figures.toFile()).path(0);
      var name = ofCity.path("city").asText();
      return Results.in(wire.resolve(name), ofCity.path("inputs"), vocabulary());
    } catch (IOException e) {
      throw new UncheckedIOException("the replay of the lake cannot be read", e);
    }
  }

  private Outcome together(Broker broker, Admin admin, JobsProcess.Setup setup)
      throws InterruptedException {
    var jobs = new ArrayList<>(List.of(INGEST));
    jobs.addAll(others());
    try (var process = new JobsProcess(setup, jobs)) {
      process.start();
      return untilAtRest(broker, admin, List.of(process));
    }
  }

  private Outcome late(Broker broker, Admin admin, JobsProcess.Setup setup)
      throws InterruptedException {
    try (var ingest = new JobsProcess(setup, List.of(INGEST));
        var others = new JobsProcess(setup, others())) {
      ingest.start();
      var write = writeBeside(broker);
      awaitHourAhead(admin, ingest);
      others.start();
      var outcome = untilAtRest(broker, admin, List.of(ingest, others));
      write.join();
      return outcome;
    }
  }

  private CompletableFuture<Void> writeBeside(Broker broker) {
    return writing.isZero()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(() -> write(broker));
  }

  private void write(Broker broker) {
    try {
      RawLogWriter.write(log, broker.bootstrap(), writing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a recording is written", e);
    }
  }

  /** Until ingest has read in all partitions what arrived in the first hour. */
  private void awaitHourAhead(Admin admin, JobsProcess ingest) throws InterruptedException {
    var until = log.records().get(0).message().arrival().plus(AHEAD);
    var ends = new HashMap<TopicPartition, Long>();
    for (var record : log.records()) {
      if (record.message().arrival().isBefore(until)) {
        ends.put(new TopicPartition(Topics.RAW, record.partition()), record.offset() + 1);
      }
    }
    long patience = System.nanoTime() + STANDS_STILL.toNanos();
    while (!GroupProgress.of(admin, INGEST).behind(ends, List.of(Topics.RAW)).isEmpty()) {
      requireLiving(List.of(ingest), patience, "ingest is not an hour ahead");
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** Until all jobs have read everything and nothing more comes of it; harms them meanwhile. */
  private Outcome untilAtRest(Broker broker, Admin admin, List<JobsProcess> processes)
      throws InterruptedException {
    long begun = System.nanoTime();
    var write = way.late() ? CompletableFuture.<Void>completedFuture(null) : writeBeside(broker);
    var harm = new Harm(processes);
    var rest = new Rest(processes);
    var jobs = new TreeSet<String>();
    processes.forEach(process -> jobs.addAll(process.jobs()));
    var topics = new TreeSet<>(Topics.names());
    topics.remove(Topics.TALLY);
    var before = Map.<TopicPartition, Long>of();
    long since = System.nanoTime();
    long patience = begun + STANDS_STILL.toNanos();
    while (true) {
      harm.perhaps();
      var ends = TopicEnds.read(broker.bootstrap(), topics);
      boolean isRead = write.isDone() && harm.isDone() && isRead(admin, jobs, ends);
      if (!isRead || !ends.equals(before)) {
        since = System.nanoTime();
        rest.disturb();
      }
      if (!ends.equals(before)) {
        patience = since + STANDS_STILL.toNanos();
      }
      if (System.nanoTime() - since > SHOWN.toNanos() && rest.isReached()) {
        write.join();
        var reading = Duration.ofNanos(since - begun);
        return new Outcome(List.of(Results.on(broker.bootstrap(), vocabulary())), reading);
      }
      before = ends;
      requireLiving(processes, patience, "not all jobs have read everything");
      Thread.sleep(LOOK.toMillis());
    }
  }

  private Vocabulary vocabulary() {
    return PropertySpec.of(
        cities.stream().map(file -> CityChoice.of(file.toString()).city()).toList());
  }

  private static boolean isRead(Admin admin, Set<String> jobs, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    try {
      var progress = GroupProgress.of(admin, jobs);
      return progress.size() == jobs.size()
          && progress.values().stream().allMatch(job -> job.behind(ends).isEmpty());
    } catch (ExecutionException e) {
      return false; // busy: the next look will tell
    }
  }

  private void requireLiving(List<JobsProcess> processes, long patience, String what) {
    if (System.nanoTime() > patience || !processes.stream().allMatch(JobsProcess::isAlive)) {
      throw new IllegalStateException(what + " in way '" + way.name() + "', see " + folder);
    }
  }

  /** All jobs have made checkpoints since something happened last. */
  private static final class Rest {

    private final List<JobsProcess> processes;
    private Map<String, Long> before = Map.of();

    Rest(List<JobsProcess> processes) {
      this.processes = processes;
    }

    void disturb() {
      before = Map.of();
    }

    boolean isReached() {
      var now = new TreeMap<String, Long>();
      try {
        for (var process : processes) {
          now.putAll(process.checkpoints());
        }
      } catch (IOException e) {
        return false; // busy: the next look will tell
      }
      if (before.isEmpty()) {
        before = now;
      }
      return now.entrySet().stream()
          .allMatch(
              job ->
                  job.getValue()
                      >= before.getOrDefault(job.getKey(), Long.MAX_VALUE / 2)
                          + CHECKPOINTS_TO_TRUST);
    }
  }

  /** Stops, kills and rescales, at times that are drawn. */
  private final class Harm {

    private static final int LONGEST_PAUSE_MILLIS = 5_000;
    private static final int SHORTEST_STOP_MILLIS = 300;
    private static final int LONGEST_STOP_MILLIS = 7_000;

    private final List<JobsProcess> processes;
    private int stops = way.stops();
    private int kills = way.kills();
    private final ArrayDeque<Integer> rescaled = new ArrayDeque<>(way.rescaled());
    private long next;

    Harm(List<JobsProcess> processes) {
      this.processes = processes;
      pause();
    }

    boolean isDone() {
      return stops == 0 && kills == 0 && rescaled.isEmpty();
    }

    void perhaps() throws InterruptedException {
      if (isDone() || System.nanoTime() < next) {
        return;
      }
      var victim = processes.get(chance.nextInt(processes.size()));
      int which = chance.nextInt(stops + kills + rescaled.size());
      if (which >= stops + kills) {
        int parallelism = rescaled.removeFirst();
        for (var process : processes) {
          process.rescale(parallelism);
        }
      } else if (which < stops) {
        stops--;
        victim.standStill(
            Duration.ofMillis(SHORTEST_STOP_MILLIS + chance.nextInt(LONGEST_STOP_MILLIS)));
      } else {
        kills--;
        victim.killAndStart();
      }
      pause();
    }

    private void pause() {
      next = System.nanoTime() + 1_000_000L * chance.nextInt(LONGEST_PAUSE_MILLIS);
    }
  }
}
