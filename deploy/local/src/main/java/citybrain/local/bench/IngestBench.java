package citybrain.local.bench;

import citybrain.local.broker.Broker;
import citybrain.local.flink.Announcement;
import citybrain.local.flink.FlinkProcess;
import citybrain.local.flink.FlinkRest;
import citybrain.local.generate.CityToTopic;
import citybrain.local.player.SyntheticFiles;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Ports;
import citybrain.local.process.Program;
import citybrain.local.process.ThreadTimes;
import citybrain.local.topics.GroupProgress;
import citybrain.local.topics.TopicEnds;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** A broker with a filled raw topic, and fresh Flink processes that read it to the end. */
final class IngestBench implements AutoCloseable {

  private static final String CITY = BenchCity.NAME;
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
  private static final Duration STANDS_STILL = Duration.ofMinutes(2);
  private static final int BETWEEN_LOOKS_MILLIS = 500;
  private static final long METRICS_TAKE_MILLIS = 2_000;
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  private final BenchPlan plan;
  private final Path folder;
  private final Path cityFile;
  private final Set<String> feeds;
  private final SyntheticSettings settings;
  private final int parallelism;
  private final double warmUp;
  private final Broker broker;
  private long wanted;
  private long played;

  private IngestBench(
      BenchPlan plan,
      Path folder,
      Path cityFile,
      Set<String> feeds,
      SyntheticSettings settings,
      int parallelism,
      double warmUp,
      Broker broker) {
    this.plan = plan;
    this.folder = folder;
    this.cityFile = cityFile;
    this.feeds = feeds;
    this.settings = settings;
    this.parallelism = parallelism;
    this.warmUp = warmUp;
    this.broker = broker;
  }

  static IngestBench start(
      BenchPlan plan,
      Path folder,
      BenchCity city,
      int parallelism,
      double warmUp,
      int kafkaPort,
      Consumer<String> say)
      throws IOException {
    var usual = SyntheticSettings.defaults();
    var settings = new SyntheticSettings(city.seed(), city.scale(), usual.start(), usual.zone());
    Path cityFile = Files.createDirectories(folder).resolve(CITY + ".yaml");
    Files.writeString(cityFile, city.text());
    new SyntheticFiles(settings).writeReference(folder.resolve("synthetic").resolve(CITY));
    var broker =
        Broker.start(folder.resolve("kafka"), folder.resolve("broker.log"), kafkaPort, say);
    return new IngestBench(
        plan, folder, cityFile, city.feeds(), settings, parallelism, warmUp, broker);
  }

  /**
   * Plays at least this many raw records into the topic, or, for the whole city, in each round
   * anew: first the warm-up share, and the rest when all jobs are through with it.
   */
  void fill(long records) {
    wanted = records;
    if (!plan.isWholeCity()) {
      played = play(Long.MAX_VALUE, reached -> {});
    }
  }

  private long play(long pauseRecords, CityToTopic.Pause pause) {
    return new CityToTopic(CITY, settings, feeds)
        .write(Instant.MAX, wanted, broker.bootstrap(), pauseRecords, pause);
  }

  /** Lets a fresh Flink read everything once. */
  BenchRound round(int number) {
    emptyTopics();
    var begins = new CompletableFuture<Meter>();
    int port = Ports.free(18081, "the web UI of the bench", ignored -> {});
    Path home = folder.resolve("round-" + number);
    var arguments = new ArrayList<String>();
    if (!plan.checkpoints().isEmpty()) {
      arguments.add("--checkpoint-interval=" + plan.checkpoints());
    }
    arguments.addAll(
        List.of(
            "--home=" + home,
            "--rest-port=" + port,
            "--bootstrap=" + broker.bootstrap(),
            "--cities=" + cityFile,
            "--data=" + folder.resolve("synthetic"),
            "--lake=" + home.resolve("lake").toUri(),
            "--jobs=" + plan.jobs(),
            "--parallelism=" + parallelism));
    var pid = new CompletableFuture<Long>();
    var web = new CompletableFuture<String>();
    var jobs = new ConcurrentSkipListMap<String, String>();
    try (var flink =
        ChildProcess.java(
            "flink",
            Program.jobs(
                FlinkProcess.heapMebibytes(), "citybrain.jobs.local.LocalFlink", arguments),
            folder.resolve("round-" + number + ".log"),
            line -> {
              var said = Announcement.of(line).orElse(null);
              if (said instanceof Announcement.Web address) {
                web.complete(address.address());
              } else if (said instanceof Announcement.Job job) {
                jobs.put(job.name(), job.id());
                begins.complete(Meter.read(pid.join(), broker.process().pid(), Map::of));
              }
            })) {
      pid.complete(flink.pid());
      var from = begins.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
      var rest = new FlinkRest(web.join(), "");
      Supplier<Meter> meter =
          () -> Meter.read(flink.pid(), broker.process().pid(), () -> busy(rest, jobs));
      var spans =
          plan.isWholeCity()
              ? inTwoParts(flink, from, meter, rest, jobs)
              : throughout(flink, from, meter);
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      flink.stop(STOPS_WITHIN);
      return new BenchRound(played, spans.cold(), spans.sustained(), load);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "Flink did not start a job, see " + folder.resolve("round-" + number + ".log"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink starts", e);
    }
  }

  /** Wall clock and processor time at one moment. */
  private record Meter(long nanos, double flinkSeconds, double brokerSeconds, BenchParts parts) {

    /** What the jobs say comes last, for that takes a while. */
    static Meter read(long flink, long broker, Supplier<Map<String, Double>> busy) {
      var threads = ThreadTimes.of(flink).orElse(new ThreadTimes(0, 0, 0));
      long nanos = System.nanoTime();
      double flinkSeconds = cpu(flink);
      double brokerSeconds = cpu(broker);
      return new Meter(
          nanos,
          flinkSeconds,
          brokerSeconds,
          new BenchParts(threads.compilers(), threads.collector(), busy.get()));
    }

    BenchSpan since(Meter from, long observations) {
      return new BenchSpan(
          observations,
          (nanos - from.nanos) / 1e9,
          flinkSeconds - from.flinkSeconds,
          brokerSeconds - from.brokerSeconds,
          parts.since(from.parts));
    }

    private static double cpu(long pid) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().totalCpuDuration())
          .map(time -> time.toNanos() / 1e9)
          .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
    }
  }

  /** From the start, and after the warm-up, both to the end. */
  private record Spans(BenchSpan cold, BenchSpan sustained) {}

  /**
   * All lies on the topic from the start. The aggregates are behind when ingest is through with the
   * warm-up, so that the work measured after it is rather more than what is counted for it.
   */
  private Spans throughout(ChildProcess flink, Meter from, Supplier<Meter> meter) {
    try (var tally = new TallyWatch(broker.bootstrap(), flink, STANDS_STILL)) {
      long before = tally.untilIngested((long) (warmUp * played));
      var warm = meter.get();
      long all = tally.untilSummed(played);
      var to = meter.get();
      return new Spans(to.since(from, all), to.since(warm, all - before));
    }
  }

  /** The rest is played when every job is through with the warm-up. */
  private Spans inTwoParts(
      ChildProcess flink,
      Meter from,
      Supplier<Meter> meter,
      FlinkRest rest,
      Map<String, String> jobs)
      throws InterruptedException {
    var reached = new CompletableFuture<Long>();
    var goOn = new CompletableFuture<Boolean>();
    var player =
        CompletableFuture.supplyAsync(
            () ->
                play(
                    (long) (warmUp * wanted),
                    records -> {
                      reached.complete(records);
                      goOn.join();
                    }));
    var unused =
        player.whenComplete((records, failure) -> reached.complete(records == null ? 0 : records));
    try (var tally = new TallyWatch(broker.bootstrap(), flink, STANDS_STILL)) {
      long before = tally.untilSummed(reached.get());
      untilAllIsRead(flink, rest, jobs);
      var warm = meter.get();
      goOn.complete(true);
      played = player.get();
      long all = tally.untilSummed(played);
      untilAllIsRead(flink, rest, jobs);
      var to = meter.get();
      return new Spans(to.since(from, all), to.since(warm, all - before));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the raw records cannot be played", e.getCause());
    } finally {
      goOn.complete(true); // the player ends, whatever happened
    }
  }

  /** Waits until all jobs have read all there is, and nothing new came of it. */
  private void untilAllIsRead(ChildProcess flink, FlinkRest rest, Map<String, String> jobs)
      throws InterruptedException {
    var topics = new TreeSet<>(Topics.names());
    topics.remove(Topics.TALLY);
    long patience = System.nanoTime() + STANDS_STILL.toNanos();
    var before = Map.<TopicPartition, Long>of();
    try (var admin = broker.admin()) {
      while (System.nanoTime() < patience && flink.isAlive()) {
        var ends = TopicEnds.read(broker.bootstrap(), topics);
        var progress = GroupProgress.of(admin, jobs.keySet());
        boolean isRead = true;
        for (var job : jobs.entrySet()) {
          var committed = progress.get(job.getKey());
          isRead =
              isRead
                  && committed != null
                  && committed.further(rest.consumed(job.getValue())).behind(ends).isEmpty();
        }
        if (isRead && ends.equals(before)) {
          return;
        }
        patience = ends.equals(before) ? patience : System.nanoTime() + STANDS_STILL.toNanos();
        before = ends;
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not tell how far the jobs are", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Flink does not tell how far the jobs are", e);
    }
    throw new IllegalStateException("not all jobs have read everything, see " + flink.log());
  }

  /**
   * Seconds by job; none where Flink does not answer. Asked twice: the first time it answers with
   * what it knew when it was asked before, and goes to see.
   */
  private static Map<String, Double> busy(FlinkRest rest, Map<String, String> jobs) {
    var busy = new TreeMap<String, Double>();
    try {
      for (int time = 0; time < 2; time++) {
        Thread.sleep(time * METRICS_TAKE_MILLIS);
        for (var job : jobs.entrySet()) {
          busy.put(job.getKey(), rest.busySeconds(job.getValue()));
        }
      }
      return busy;
    } catch (IOException e) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink is asked", e);
    }
  }

  /** Each round writes into new topics; the raw one stays where it is filled beforehand. */
  private void emptyTopics() {
    var outputs =
        Topics.all().stream()
            .filter(topic -> plan.isWholeCity() || !topic.name().equals(Topics.RAW))
            .toList();
    Set<String> names = new TreeSet<>();
    outputs.forEach(topic -> names.add(topic.name()));
    try (var admin = broker.admin()) {
      admin.deleteTopics(names).all().get();
      for (var topic : outputs) {
        create(admin, new NewTopic(topic.name(), topic.partitions(), (short) 1));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be made anew", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics are made", e);
    }
  }

  private static void create(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        admin.createTopics(List.of(topic)).all().get();
        return;
      } catch (ExecutionException e) {
        // A deleted topic keeps its name for a moment.
        if (!(e.getCause() instanceof TopicExistsException) || attempt == 100) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
