package citybrain.local.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.function.Supplier;

/** Serves the vitals of a running city to Prometheus, on the loopback interface. */
public final class MetricsEndpoint implements AutoCloseable {

  /** Where {@code up} serves unless told otherwise. */
  public static final int USUAL_PORT = 9249;

  private final HTTPServer server;

  private MetricsEndpoint(HTTPServer server) {
    this.server = server;
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
    try {
      return new MetricsEndpoint(
          HTTPServer.builder()
              .inetAddress(InetAddress.getLoopbackAddress())
              .port(port)
              .registry(registry)
              .buildAndStart());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve metrics on port " + port, e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getPort() + "/metrics";
  }

  @Override
  public void close() {
    server.close();
  }
}
