package citybrain.local.run;

import citybrain.alerting.Alert;
import citybrain.local.broker.Broker;
import citybrain.local.broker.BrokerPulse;
import citybrain.local.choice.CityChoices;
import citybrain.local.flink.FlinkProcess;
import citybrain.local.flink.FlinkRest;
import citybrain.local.flink.JobState;
import citybrain.local.home.Home;
import citybrain.local.home.RunFile;
import citybrain.local.metrics.MetricsEndpoint;
import citybrain.local.player.Player;
import citybrain.local.player.PlayerSettings;
import citybrain.local.player.Players;
import citybrain.local.process.PeakMemory;
import citybrain.local.process.Ports;
import citybrain.local.process.ProcessId;
import citybrain.local.topics.TopicWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All parts of a running city, started in order and closed in reverse. */
final class RunningCity implements AutoCloseable {

  final RunSettings settings;
  final PlayerSettings play;
  final CityChoices.DataFolders data;
  final Broker broker;
  final Admin admin;
  final Player player;
  final DigestedPace pace;
  final FlinkProcess flink;
  final FlinkRest rest;
  final TopicWatch watch;
  final MetricsEndpoint metrics;
  final PeakMemory memory;

  /** "city/feed" of the feeds that are not played but polled. */
  final Set<String> polled;

  private final Optional<PollerProcess> poller;
  private final Vigil vigil;
  private final Deque<AutoCloseable> open;
  private @Nullable Thread closing;
  private List<JobState> jobsSeen = List.of();

  private RunningCity(
      RunSettings settings,
      CityChoices.DataFolders data,
      PlayerSettings play,
      Parts parts,
      Vigil vigil,
      Deque<AutoCloseable> open) {
    this.settings = settings;
    this.data = data;
    this.play = play;
    this.broker = parts.broker;
    this.admin = parts.admin;
    this.player = parts.player;
    this.pace = parts.pace;
    this.flink = parts.flink;
    this.watch = parts.watch;
    this.metrics = parts.metrics;
    this.rest = flink.rest();
    this.memory = new PeakMemory();
    memory.watch("orchestrator", ProcessHandle.current().pid());
    memory.watch("broker", broker.process().pid());
    memory.watch("flink", flink.process().pid());
    this.polled = PollerProcess.polled(settings.choices().cities());
    this.poller = parts.poller;
    poller.ifPresent(one -> memory.watch("poller", one.process().pid()));
    this.vigil = vigil;
    this.open = open;
  }

  private record Parts(
      Broker broker,
      Admin admin,
      Player player,
      DigestedPace pace,
      FlinkProcess flink,
      Optional<PollerProcess> poller,
      TopicWatch watch,
      MetricsEndpoint metrics) {}

  /**
   * Starts everything but the play.
   *
   * @param say gets progress and remarks
   * @param onAlert gets every change of an alert once
   * @param stop given up when this becomes true
   * @param vigil set over the child processes
   */
  static RunningCity start(
      RunSettings settings,
      Consumer<String> say,
      Consumer<Alert> onAlert,
      AtomicBoolean stop,
      Vigil vigil) {
    var open = new ArrayDeque<AutoCloseable>();
    try {
      return start(settings, say, onAlert, stop, vigil, open);
    } catch (RuntimeException e) {
      vigil.unwound();
      closeAll(open);
      throw e;
    }
  }

  private static RunningCity start(
      RunSettings settings,
      Consumer<String> say,
      Consumer<Alert> onAlert,
      AtomicBoolean stop,
      Vigil vigil,
      Deque<AutoCloseable> open) {
    var home = settings.home();
    var data = settings.choices().data(settings.data(), home);
    var cityFiles = settings.choices().keepIn(home);
    long began = System.nanoTime();
    say.accept("Starting the broker and Flink ...");
    var broker =
        opened(
            open,
            Broker.launch(
                home.kafka(), home.logs().resolve("kafka.log"), settings.brokerPort(), say));
    vigil.watch(broker.process());
    opened(
        open,
        BrokerPulse.start(
            broker.bootstrap(),
            say,
            seconds -> vigil.giveUp(broker.process(), silent(broker, seconds))));
    var flink =
        opened(
            open,
            FlinkProcess.start(
                home,
                broker.bootstrap(),
                cityFiles,
                data.setting(),
                settings.lakeUri(),
                settings.webPort(),
                say));
    vigil.watch(flink.process());
    var play =
        new PlayerSettings(
            broker.bootstrap(),
            cityFiles,
            data.recordings(),
            home.folder(),
            settings.speed(),
            settings.history(),
            settings.start(),
            settings.choices().goLive(),
            settings.seed(),
            settings.scale());
    // Beside the others, which wait for much else while they start.
    var prepared = Players.beginToPrepare(play);
    broker.awaitReady();
    giveUpIf(stop);
    var admin = broker.admin();
    open.push(() -> admin.close(Duration.ZERO));
    var pace = opened(open, new DigestedPace());
    var player = Players.open(play, prepared, pace);
    open.push(() -> close(player, vigil));
    var polled = PollerProcess.polled(settings.choices().cities());
    tellForeign(player, polled, say);
    pace.begin(player);
    player.begin(); // the first of the past is there when ingest is
    giveUpIf(stop);
    // Now that the files of a synthetic city are there.
    flink.go();
    flink.awaitReady();
    giveUpIf(stop);
    var watch = opened(open, TopicWatch.start(broker.bootstrap(), feeds(settings), onAlert));
    var rest = flink.rest();
    pace.follow(
        player,
        admin,
        watch.tallies(),
        () -> watch.knowsThePast() ? jobs(rest) : List.of(),
        taken(rest));
    var poller =
        polled.isEmpty()
            ? Optional.<PollerProcess>empty()
            : Optional.of(
                opened(
                    open,
                    PollerProcess.start(home, broker.bootstrap(), cityFiles, data.setting())));
    poller.ifPresent(one -> vigil.watch(one.process()));
    poller.ifPresent(one -> say.accept("Polling live origins: " + String.join(", ", polled)));
    var signs = new VitalSigns(settings.choices(), player, watch, admin, broker.bootstrap(), flink);
    var metrics =
        opened(
            open,
            MetricsEndpoint.start(
                Ports.free(settings.metricsPort(), "the metrics endpoint", say), signs::look));
    say.accept(started(flink, began));
    home.write(
        new RunFile(
            settings.choices().name(),
            ProcessId.of(ProcessHandle.current()),
            broker.process().id(),
            flink.process().id(),
            broker.bootstrap(),
            flink.web(),
            metrics.url(),
            settings.lakeUri(),
            settings.speed(),
            Instant.now().toString()));
    return new RunningCity(
        settings,
        data,
        play,
        new Parts(broker, admin, player, pace, flink, poller, watch, metrics),
        vigil,
        open);
  }

  /** None when Flink does not answer. */
  private static List<JobState> jobs(FlinkRest rest) {
    try {
      return rest.jobsAtAGlance();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What a job has taken; nothing is known when Flink does not answer. */
  private static Function<JobState, Map<TopicPartition, Long>> taken(FlinkRest rest) {
    return job -> {
      try {
        return rest.consumed(job.id());
      } catch (IOException e) {
        return Map.of();
      }
    };
  }

  private static String silent(Broker broker, long seconds) {
    return String.format(
        Locale.ROOT,
        "%s (process %d) has not answered for %d s.",
        broker.process().name(),
        broker.process().pid(),
        seconds);
  }

  private static void close(Player player, Vigil vigil) {
    if (vigil.isOver()) {
      player.abandon();
    }
    player.close();
  }

  private static String started(FlinkProcess flink, long began) {
    long resumed = flink.jobs().values().stream().filter(isResumed -> isResumed).count();
    return String.format(
        Locale.ROOT,
        "Broker and Flink with %d jobs are up after %.1f s%s. Web UI: %s",
        flink.jobs().size(),
        (System.nanoTime() - began) / 1e9,
        resumed > 0 ? "; " + resumed + " go on from where they stopped" : "",
        flink.web());
  }

  /** "city/feed" of all feeds. */
  private static List<String> feeds(RunSettings settings) {
    return settings.choices().cities().stream()
        .flatMap(city -> city.feeds().stream().map(feed -> city.city() + "/" + feed.name()))
        .toList();
  }

  private static void tellForeign(Player player, Set<String> polled, Consumer<String> say) {
    if (!polled.containsAll(player.foreign().keySet())) {
      say.accept(
          "The raw topic holds messages that are not of this play: "
              + player.foreign().entrySet().stream()
                  .filter(one -> !polled.contains(one.getKey()))
                  .map(one -> one.getKey() + " " + one.getValue())
                  .collect(Collectors.joining(", "))
              + ". They are read like any; the play goes on from its own.");
    }
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> open, T part) {
    open.push(part);
    return part;
  }

  private static void giveUpIf(AtomicBoolean stop) {
    if (stop.get()) {
      throw new Stopped();
    }
  }

  /** Asked to stop before everything was up. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Sends nothing any more; all that was sent is acknowledged on return. */
  void stopSenders() {
    poller.ifPresent(PollerProcess::close);
    player.stopAndFlush();
  }

  Home home() {
    return settings.home();
  }

  /** The jobs as Flink sees them now; as last seen when it does not answer. */
  List<JobState> jobs() {
    try {
      jobsSeen = rest.jobs();
    } catch (IOException e) {
      // Busy: the next look will tell. A dead Flink is noticed by its process.
    }
    return jobsSeen;
  }

  /** What a job failed with last, behind a colon; empty when nobody knows. */
  String why(JobState job) {
    try {
      var failure = rest.failure(job.id());
      return failure.isEmpty() ? "" : ": " + failure;
    } catch (IOException e) {
      return "";
    }
  }

  /** True when it cannot go on, and that has been said. */
  boolean isOver() {
    return vigil.isOver();
  }

  /**
   * Nothing more is asked of broker and jobs, which end while the rest is seen to: a broker takes
   * seconds.
   */
  void beginToClose() {
    vigil.unwound();
    flink.process().askToEnd();
    broker.process().askToEnd();
    var thread = new Thread(() -> closeAll(open), "closing");
    thread.start();
    closing = thread;
  }

  @Override
  public void close() {
    vigil.unwound();
    var begun = closing;
    if (begun == null) {
      closeAll(open);
      return;
    }
    try {
      begun.join();
    } catch (InterruptedException e) {
      // What is left open ends with this process.
      Thread.currentThread().interrupt();
    }
  }

  private static void closeAll(Deque<AutoCloseable> open) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        org.slf4j.LoggerFactory.getLogger(RunningCity.class).warn("while closing", e);
      }
    }
  }
}
