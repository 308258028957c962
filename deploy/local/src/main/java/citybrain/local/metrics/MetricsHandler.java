package citybrain.local.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers scrapes. Every page in a browser of this machine can ask as well, and under a name of its
 * own read the answer: only our names and our own page, which there is none of, are answered.
 */
final class MetricsHandler implements HttpHandler {

  /** Each looks at Kafka and Flink: more at the same time would only wait for each other. */
  static final int AT_ONCE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(MetricsHandler.class);
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final PrometheusRegistry registry;
  private final int port;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Semaphore scrapes = new Semaphore(AT_ONCE);

  MetricsHandler(PrometheusRegistry registry, int port) {
    this.registry = registry;
    this.port = port;
  }

  private record Answer(int status, String type, byte[] body) {

    static Answer of(int status, String text) {
      return new Answer(status, PLAIN, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void handle(HttpExchange exchange) {
    try {
      send(exchange, answer(exchange));
    } catch (IOException e) {
      // Who asked has hung up. That is their right, and nobody's concern.
      LOG.debug("an answer was not wanted any more", e);
    } finally {
      exchange.close();
    }
  }

  private Answer answer(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var hosts = Objects.requireNonNullElse(headers.get("Host"), List.<String>of());
    if (hosts.size() != 1 || !isOwn(hosts.get(0))) {
      return Answer.of(403, "Refused: this server is not of that name.");
    }
    var origins = Objects.requireNonNullElse(headers.get("Origin"), List.<String>of());
    if (!origins.isEmpty() && !origins.equals(List.of("http://" + hosts.get(0)))) {
      return Answer.of(403, "Refused: the page is not of this server.");
    }
    if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return Answer.of(405, "Only to be looked at.");
    }
    return switch (path(exchange)) {
      case "/" -> Answer.of(200, "City Brain: the metrics are under /metrics.");
      case "/metrics" -> scrape(headers.getFirst("Accept"));
      default -> Answer.of(404, "There is only /metrics.");
    };
  }

  private boolean isOwn(String host) {
    var given = host.toLowerCase(Locale.ROOT);
    return NAMES.stream().anyMatch(name -> given.equals(name + ":" + port));
  }

  /** As it was sent, whole and not decoded, but for the query. */
  private static String path(HttpExchange exchange) {
    var uri = exchange.getRequestURI();
    return uri.isAbsolute() || uri.getRawAuthority() != null
        ? uri.toString()
        : Objects.requireNonNullElse(uri.getRawPath(), "");
  }

  private Answer scrape(@org.jspecify.annotations.Nullable String accept) {
    if (!scrapes.tryAcquire()) {
      return Answer.of(503, "Enough others are asking.");
    }
    try {
      var writer = formats.findWriter(accept);
      var body = new ByteArrayOutputStream();
      writer.write(body, registry.scrape());
      return new Answer(200, writer.getContentType(), body.toByteArray());
    } catch (IOException | RuntimeException e) {
      LOG.warn("no metrics could be made", e);
      return Answer.of(500, "The city could not be looked at.");
    } finally {
      scrapes.release();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (answer.status() != 200 || exchange.getRequestHeaders().containsKey("Content-Length")) {
      // What a request brings along is not read.
      headers.set("Connection", "close");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(answer.body().length));
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }
}
