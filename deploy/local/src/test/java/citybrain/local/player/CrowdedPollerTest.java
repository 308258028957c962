package citybrain.local.player;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.local.process.ChildProcess;
import citybrain.local.process.Program;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight origins that answer 16 MiB each, all the time, in a heap of 64 MiB, and one that does not.
 */
class CrowdedPollerTest {

  private static final int LARGE = (16 << 20) - 1024;
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
  private static final String HEADER = "status,avgMeasuredTime,REPORT_ID,TIMESTAMP\n";

  private final Path home;
  private final AtomicInteger small = new AtomicInteger();
  private final AtomicInteger large = new AtomicInteger();

  CrowdedPollerTest(@TempDir Path home) {
    this.home = home;
  }

  private HttpServer origins() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/small",
        exchange ->
            answer(
                exchange, (HEADER + "OK," + small.incrementAndGet() + ",7,t\n").getBytes(UTF_8)));
    server.createContext(
        "/large",
        exchange -> {
          var body = new byte[LARGE];
          Arrays.fill(body, (byte) ('a' + large.incrementAndGet() % 20));
          for (int i = 100; i < LARGE; i += 100) {
            body[i] = '\n';
          }
          answer(exchange, body);
        });
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Path city(int port) throws IOException {
    var text =
        new StringBuilder(
            """
            city: tiny
            name: Tiny
            time-zone: Europe/Berlin
            bounding-box: [9.9, 55.8, 10.4, 56.3]
            zones:
              h3:
                resolution: 8
            feeds:
            """);
    for (int i = 0; i < 9; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "  f%d:%n    kind: citypulse-traffic%n    poll: http://127.0.0.1:%d/%s%n"
                  + "    poll-every: PT1S%n    poll-limit: 16 MiB%n",
              i,
              port,
              i == 8 ? "small" : "large"));
    }
    return Files.writeString(home.resolve("tiny.yaml"), text);
  }

  @Test
  void largeAnswersFailAndTheSmallOneComes() throws Exception {
    var server = origins();
    var arguments = List.of("--cities=" + city(server.getAddress().getPort()));
    try (var broker = TestBroker.start(home.resolve("kafka"));
        var poller =
            ChildProcess.java(
                "crowded",
                Program.jobs(
                    64,
                    "citybrain.jobs.polling.Poller",
                    List.of(
                        "--bootstrap=" + broker.bootstrap(),
                        arguments.get(0),
                        "--end-with-input=true")),
                home.resolve("poller.log"),
                line -> {})) {
      await()
          .atMost(STARTS_WITHIN)
          .until(
              () ->
                  !poller.isAlive()
                      || (large.get() >= 16
                          && broker.raw().getOrDefault("tiny/f8", List.of()).size() >= 15));
      var log = Files.readString(home.resolve("poller.log"));
      assertThat(poller.isAlive()).as(log).isTrue();
      assertThat(log).contains("poll failed: no-room").doesNotContain("feed=f8 poll failed");
    } finally {
      server.stop(0);
    }
  }
}
