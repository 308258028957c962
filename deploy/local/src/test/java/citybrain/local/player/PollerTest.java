package citybrain.local.player;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.local.process.Program;
import citybrain.local.topics.TopicCounts;
import citybrain.wire.Topics;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The poller as it is deployed: a process between a web server and a broker. */
class PollerTest {

  private static final String HEADER = "status,avgMeasuredTime,REPORT_ID,TIMESTAMP\n";
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
  private static final String KEY = "tiny/counts";

  private final Path home;
  private volatile String table = HEADER + "OK,1,7,t1\n";
  private volatile int status = 200;
  private final List<String> keysSeen = new CopyOnWriteArrayList<>();

  PollerTest(@TempDir Path home) {
    this.home = home;
  }

  private HttpServer origin() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/counts.csv",
        exchange -> {
          try (exchange) {
            keysSeen.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-api-key")));
            var body = table.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            if (status == 200) {
              exchange.getResponseBody().write(body);
            }
          }
        });
    server.start();
    return server;
  }

  private Path city(int port) throws IOException {
    return Files.writeString(
        home.resolve("tiny.yaml"),
        String.format(
            Locale.ROOT,
            """
        city: tiny
        name: Tiny
        time-zone: Europe/Berlin
        bounding-box: [9.9, 55.8, 10.4, 56.3]
        zones:
          h3:
            resolution: 8
        feeds:
          counts:
            kind: citypulse-traffic
            poll: http://127.0.0.1:%d/counts.csv
            poll-every: PT1S
            poll-header: "x-api-key: ${TINY_KEY}"
        """,
            port));
  }

  /** A poller in a process of its own; closing ends it. */
  private record Polling(Process process) implements AutoCloseable {

    @Override
    public void close() {
      process.destroy();
      await().atMost(ENDS_WITHIN).until(() -> !process.isAlive());
    }
  }

  private Polling poller(String bootstrap, Path city, int metrics) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Program.jobs(
            128,
            "citybrain.jobs.polling.Poller",
            List.of("--bootstrap=" + bootstrap, "--cities=" + city, "--metrics-port=" + metrics)));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TINY_KEY", "hush");
    return new Polling(
        builder
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("poller.log").toFile()))
            .start());
  }

  private static List<String> bodies(TestBroker broker) {
    return broker.raw().getOrDefault(KEY, List.of()).stream()
        .filter(record -> record.headers().lastHeader("beat") == null)
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  /** More heartbeats than a first look back for the position would find it behind. */
  private static void beat(TestBroker broker) throws InterruptedException {
    var record = new ProducerRecord<>(Topics.RAW, KEY.getBytes(UTF_8), new byte[0]);
    record.headers().add("beat", "alive".getBytes(UTF_8));
    broker.write(Collections.nCopies(1_100, record));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String metrics(int port) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  @SuppressWarnings("try") // the pollers are held, not used
  void bringsWhatIsNewOnceThroughFailuresAndRestarts() throws Exception {
    var server = origin();
    try (var broker = TestBroker.start(home.resolve("kafka"))) {
      var city = city(server.getAddress().getPort());
      int port = freePort();
      try (var poller = poller(broker.bootstrap(), city, port)) {
        await().atMost(STARTS_WITHIN).until(() -> bodies(broker).size() == 1);
        status = 500;
        await()
            .atMost(ENDS_WITHIN)
            .until(
                () ->
                    metrics(port)
                        .contains(
                            "citybrain_poll_failures_total{city=\"tiny\",feed=\"counts\",reason=\"status\"}"));
        table = HEADER + "OK,2,7,t2\nOK,3,8,t2\n";
        status = 200;
        await().atMost(ENDS_WITHIN).until(() -> bodies(broker).size() == 2);
        assertThat(metrics(port))
            .contains("citybrain_poll_records_total{city=\"tiny\",feed=\"counts\"} 3.0");
      }
      beat(broker);
      int asked = keysSeen.size();
      try (var again = poller(broker.bootstrap(), city, 0)) {
        await().atMost(STARTS_WITHIN).until(() -> keysSeen.size() >= asked + 2);
        table = HEADER + "OK,4,7,t3\n";
        await().atMost(ENDS_WITHIN).until(() -> bodies(broker).size() == 3);
      }

      assertThat(bodies(broker))
          .containsExactly(
              HEADER + "OK,1,7,t1\n", HEADER + "OK,2,7,t2\nOK,3,8,t2\n", HEADER + "OK,4,7,t3\n");
      assertThat(TopicCounts.raw(broker.bootstrap(), "none", java.util.Set.of()).all().records())
          .isEqualTo(4);
      assertThat(keysSeen).containsOnly("hush");
      assertThat(Files.readString(home.resolve("poller.log"))).doesNotContain("hush");
    } finally {
      server.stop(0);
    }
  }
}
