package citybrain.local.broker;

import citybrain.local.process.ChildProcess;
import citybrain.local.process.ClassArchive;
import citybrain.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** A running broker: started in a child process, ready when it answers, with all our topics. */
public final class Broker implements AutoCloseable {

  public static final int USUAL_PORT = 9092;

  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
  private static final int CONTROLLER_PORTS_FROM = 19092;

  private final ChildProcess process;
  private final int port;

  private Broker(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the broker and waits until it answers.
   *
   * @param folder its data, kept from start to start
   * @param say gets remarks such as a port taken
   */
  public static Broker start(Path folder, Path log, int wishedPort, Consumer<String> say) {
    var broker = launch(folder, log, wishedPort, say);
    try {
      broker.awaitReady();
      return broker;
    } catch (RuntimeException e) {
      broker.process.stop(Duration.ofSeconds(5));
      throw e;
    }
  }

  /**
   * Starts the broker and does not wait; see {@link #awaitReady}.
   *
   * @param folder its data, kept from start to start
   * @param say gets remarks such as a port taken
   */
  public static Broker launch(Path folder, Path log, int wishedPort, Consumer<String> say) {
    int port = Ports.free(wishedPort, "the broker", say);
    int controllerPort = Ports.free(CONTROLLER_PORTS_FROM, "its controller", ignored -> {});
    var process =
        ChildProcess.java("broker", arguments(folder, port, controllerPort), log, line -> {});
    return new Broker(process, port);
  }

  private static List<String> arguments(Path folder, int port, int controllerPort) {
    var arguments = new ArrayList<>(ClassArchive.LOCAL.options());
    arguments.addAll(
        List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            // It moves bytes: half of its time would go into compilers that make it no quicker.
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=classpath:log4j2-broker.xml",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerMain.class.getName(),
            folder.toString(),
            Integer.toString(port),
            Integer.toString(controllerPort)));
    return arguments;
  }

  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public ChildProcess process() {
    return process;
  }

  /** A client for questions about topics and groups; the caller closes it. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Patience.LONGEST_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            200));
  }

  /** Waits until it answers and has all our topics. */
  public void awaitReady() {
    var deadline = Instant.now().plus(Patience.LONGEST);
    var admin = admin();
    try {
      while (!answers(admin)) {
        if (!process.isAlive()) {
          throw new IllegalStateException(
              "the broker %s; its last words:%n  %s%n(all of them: %s)"
                  .formatted(
                      process.ending(),
                      String.join(System.lineSeparator() + "  ", process.lastLines()),
                      process.log()));
        }
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "the broker does not answer after %d s, see %s",
                  Patience.LONGEST.toSeconds(),
                  process.log()));
        }
      }
      new OurTopics(admin).create();
    } finally {
      admin.close(Duration.ZERO); // questions without an answer would be waited for
    }
  }

  private static boolean answers(Admin admin) {
    try {
      var asked = new DescribeClusterOptions().timeoutMs(Patience.GLANCE_MILLIS);
      return !admin.describeCluster(asked).nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker starts", e);
    }
  }

  @Override
  public void close() {
    process.stop(STOPS_WITHIN);
  }
}
