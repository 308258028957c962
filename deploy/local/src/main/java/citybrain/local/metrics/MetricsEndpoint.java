package citybrain.local.metrics;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves the vitals of a running city to Prometheus, on the loopback interface. */
public final class MetricsEndpoint implements AutoCloseable {

  /** Where {@code up} serves unless told otherwise. */
  public static final int USUAL_PORT = 9249;

  /** More than answer at once, so that who asks too much is told so. */
  private static final int THREADS = MetricsHandler.AT_ONCE + 2;

  private static final int WAITING_CONNECTIONS = 16;

  static {
    // In seconds, and read by the JDK's server once: who sends or reads slower is given up.
    limit("sun.net.httpserver.maxReqTime", "10");
    limit("sun.net.httpserver.maxRspTime", "30");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsEndpoint(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  private static void limit(String key, String seconds) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, seconds);
    }
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @param vitals asked once a scrape, from threads of the server
   */
  public static MetricsEndpoint start(int port, Supplier<Vitals> vitals) {
    var registry = new PrometheusRegistry();
    registry.register(new VitalsCollector(vitals));
    var threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              var thread = new Thread(task, "metrics");
              thread.setDaemon(true);
              return thread;
            });
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var server = HttpServer.create(address, WAITING_CONNECTIONS);
      server.setExecutor(threads);
      server.createContext("/", new MetricsHandler(registry, server.getAddress().getPort()));
      server.start();
      return new MetricsEndpoint(server, threads);
    } catch (IOException e) {
      threads.shutdownNow();
      throw new UncheckedIOException("cannot serve metrics on port " + port, e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
