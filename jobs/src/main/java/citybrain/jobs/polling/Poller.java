package citybrain.jobs.polling;

import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.cities.DataFolder;
import citybrain.jobs.runtime.Config;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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

  @SuppressWarnings("try") // the endpoint is held, not used
  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var bootstrap =
        config.text("bootstrap", "Kafka bootstrap servers, host:port,…", "localhost:9092");
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
    if (config.helpWanted()) {
      System.out.print(NAME + "\n" + config.help());
      return;
    }
    config.refuseUnknown();
    if (giveUp.isNegative()) {
      throw new SettingException(
          "setting 'give-up' is '" + giveUp + "': expected a duration of zero or more");
    }
    var plan = PollPlan.of(Cities.of(names, data), DataFolder.among(data), wanted);
    var feeds =
        plan.open(
            Positions.read(bootstrap, plan.keys()),
            new Origins(System.getenv()),
            giveUp,
            InstantSource.system(),
            () -> ThreadLocalRandom.current().nextDouble());
    try (var poller = new Poller(feeds, new RawTopic(bootstrap));
        var metrics = endpoint(host, port, feeds)) {
      Runtime.getRuntime().addShutdownHook(new Thread(poller::close, "stop"));
      poller.start();
      poller.awaitEnd();
    }
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
