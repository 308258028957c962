package citybrain.jobs.polling;

import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.cities.DataFolder;
import citybrain.jobs.kafka.ClientSettings;
import citybrain.jobs.runtime.Config;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fetches all live feeds of some cities until it is stopped. A process of its own: what happens to
 * an origin or a network must not disturb a job. When the broker refuses a message it ends, and
 * whoever runs it starts it again; it goes on where the raw topic says it was.
 */
public final class Poller implements AutoCloseable {

  static final String NAME = "poller";

  private final List<PolledFeed> feeds;
  private final RawTopic topic;
  private final ScheduledExecutorService threads;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

  Poller(List<PolledFeed> feeds, RawTopic topic) {
    this.feeds = List.copyOf(feeds);
    this.topic = topic;
    // One each: origins that hang would otherwise hold up the others.
    this.threads = Executors.newScheduledThreadPool(feeds.size());
  }

  private record Settings(
      String bootstrap,
      String client,
      PollPlan plan,
      Duration giveUp,
      int metricsPort,
      String metricsHost,
      boolean endsWithInput) {

    /** Reads them; empty when only help was asked for. */
    static Optional<Settings> from(Config config) {
      var bootstrap =
          config.text("bootstrap", "Kafka bootstrap servers, host:port,…", "localhost:9092");
      var client =
          config.text(
              "kafka-client",
              "file of further settings of Kafka's clients, such as TLS; none when empty",
              "");
      var names = config.text("cities", "city files, comma separated", "demo");
      var data = config.text("data", "folder of reference data", "data");
      var wanted =
          config.text("feeds", "city/feed, comma separated; all that are polled when empty", "");
      var giveUp =
          config.duration(
              "give-up",
              "rules do not wait for a feed whose polls have failed for longer; PT0S: they always do",
              Duration.ofDays(1));
      int port = config.count("metrics-port", "of the Prometheus endpoint /metrics; 0 for none", 0);
      var host = config.text("metrics-host", "address the endpoint listens on", "127.0.0.1");
      boolean endsWithInput =
          config
              .text(
                  "end-with-input",
                  "true: end when standard input does, for whoever starts it and holds that open",
                  "false")
              .equals("true");
      if (config.helpWanted()) {
        return Optional.empty();
      }
      config.refuseUnknown();
      if (giveUp.isNegative()) {
        throw new SettingException(
            "setting 'give-up' is '" + giveUp + "': expected a duration of zero or more");
      }
      var plan = PollPlan.of(Cities.of(names, data), DataFolder.among(data), wanted);
      return Optional.of(new Settings(bootstrap, client, plan, giveUp, port, host, endsWithInput));
    }
  }

  /**
   * The feeds, {@code city/feed}, that a poller would fetch that was started so. Reads city files,
   * and asks nobody.
   *
   * @throws SettingException as the poller itself would
   */
  public static Set<String> planned(String... args) {
    return Settings.from(Config.from(args))
        .map(settings -> settings.plan().keys())
        .orElse(Set.of());
  }

  @SuppressWarnings("try") // the endpoint is held, not used
  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var found = Settings.from(config);
    if (found.isEmpty()) {
      System.out.print(NAME + "\n" + config.help());
      return;
    }
    var settings = found.get();
    var client = ClientSettings.of(settings.client());
    var feeds =
        settings
            .plan()
            .open(
                Positions.read(settings.bootstrap(), client, settings.plan().keys()),
                new Origins(System.getenv()),
                settings.giveUp(),
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble());
    try (var poller = new Poller(feeds, new RawTopic(settings.bootstrap(), client));
        var metrics = endpoint(settings.metricsHost(), settings.metricsPort(), feeds)) {
      Runtime.getRuntime().addShutdownHook(new Thread(poller::close, "stop"));
      if (settings.endsWithInput()) {
        var watch = new Thread(() -> closeWithInput(poller), "parent-watch");
        watch.setDaemon(true);
        watch.start();
      }
      poller.start();
      poller.awaitEnd();
    }
  }

  private static void closeWithInput(Poller poller) {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end matters.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
    }
    poller.close();
  }

  private static AutoCloseable endpoint(String host, int port, List<PolledFeed> feeds)
      throws IOException {
    return port == 0
        ? () -> {}
        : HTTPServer.builder()
            .inetAddress(InetAddress.getByName(host))
            .port(port)
            .registry(PollMetrics.of(feeds))
            .buildAndStart();
  }

  void start() {
    feeds.forEach(feed -> threads.execute(() -> poll(feed)));
  }

  private void poll(PolledFeed feed) {
    try {
      var wait = feed.poll(topic);
      if (!threads.isShutdown()) {
        var unused = // poll itself catches all there is
            threads.schedule(() -> poll(feed), wait.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException | Error e) {
      // An error too: a task that ends with one ends without a word, and its feed with it.
      if (!threads.isShutdown()) {
        broken.compareAndSet(null, e);
        ended.countDown();
      }
    }
  }

  /**
   * Waits until it is closed.
   *
   * @throws IllegalStateException when a message could not be written
   */
  void awaitEnd() throws InterruptedException {
    ended.await();
    var problem = broken.get();
    if (problem != null) {
      throw new IllegalStateException("the poller cannot go on", problem);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    topic.close();
    ended.countDown();
  }
}
