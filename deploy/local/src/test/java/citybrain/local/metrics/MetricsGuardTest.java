package citybrain.local.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Over raw sockets: what pages in a browser, and clients that are no Prometheus, send. */
class MetricsGuardTest {

  private static final String OWN = "Host: 127.0.0.1:PORT\n";
  private static final Vitals VITALS = vitals(1);
  private static final MetricsEndpoint ENDPOINT = MetricsEndpoint.start(0, () -> VITALS);

  @AfterAll
  static void stop() {
    ENDPOINT.close();
  }

  /** So many feeds that no socket's buffers hold what is said of them. */
  private static Vitals vitals(int feeds) {
    var all = new ArrayList<Vitals.FeedVitals>();
    for (int i = 0; i < feeds; i++) {
      all.add(
          new Vitals.FeedVitals(
              "demo", "feed-" + i, 1, 1, 1, Map.of(), 0, 0, OptionalDouble.empty()));
    }
    return new Vitals(
        Instant.EPOCH, true, all, List.of(), OptionalDouble.empty(), Map.of(), List.of(), Map.of());
  }

  private static String send(MetricsEndpoint endpoint, String request) throws IOException {
    int port = URI.create(endpoint.url()).getPort();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      write(socket, request, port);
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static void write(Socket socket, String request, int port) throws IOException {
    var bytes = request.replace("PORT", Integer.toString(port)).replace("\n", "\r\n");
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
  }

  static final List<String> answered =
      List.of(
          "GET /metrics HTTP/1.1\n" + OWN + "Connection: close\n\n",
          "GET /metrics?name[]=x HTTP/1.1\n" + OWN + "Connection: close\n\n",
          "GET /metrics HTTP/1.1\nHost: localhost:PORT\nConnection: close\n\n",
          "GET /metrics HTTP/1.1\nHost: [::1]:PORT\nConnection: close\n\n",
          "GET /metrics HTTP/1.1\n" + OWN + "Origin: http://127.0.0.1:PORT\nConnection: close\n\n",
          "HEAD /metrics HTTP/1.1\n" + OWN + "Connection: close\n\n",
          "GET / HTTP/1.1\n" + OWN + "Connection: close\n\n");

  @ParameterizedTest
  @FieldSource
  void answered(String request) throws Exception {
    var answer = send(ENDPOINT, request);
    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .doesNotContainIgnoringCase("access-control-allow");
    assertThat(answer.contains("citybrain_flink_up 1.0"))
        .isEqualTo(request.startsWith("GET /metrics"));
  }

  static final List<String> refused =
      List.of(
          "GET /metrics HTTP/1.1\nHost: evil.example:PORT\n\n",
          "GET /metrics HTTP/1.1\nHost: 127.0.0.1\n\n",
          "GET /metrics HTTP/1.1\nHost: 127.0.0.1:1\n\n",
          "GET /metrics HTTP/1.1\n" + OWN + "Host: evil.example\n\n",
          "GET /metrics HTTP/1.1\n" + OWN + OWN + "\n",
          "GET /metrics HTTP/1.1\n\n",
          "GET /metrics HTTP/1.0\n\n",
          "GET http://127.0.0.1:PORT/metrics HTTP/1.1\n" + OWN + "\n",
          "GET //127.0.0.1:PORT/metrics HTTP/1.1\n" + OWN + "\n",
          "GET /metrics HTTP/1.1\n" + OWN + "Origin: http://evil.example\n\n",
          "GET /metrics HTTP/1.1\n" + OWN + "Origin: null\n\n",
          "GET /metrics HTTP/1.1\n" + OWN + "Origin: http://localhost:PORT\n\n",
          "POST /metrics HTTP/1.1\n" + OWN + "Content-Length: 2\n\n{}",
          "DELETE /metrics HTTP/1.1\n" + OWN + "\n",
          "OPTIONS /metrics HTTP/1.1\n" + OWN + "Origin: http://evil.example\n\n",
          "GET /metrics/x HTTP/1.1\n" + OWN + "\n",
          "GET /%6detrics HTTP/1.1\n" + OWN + "\n",
          "GET /-/healthy HTTP/1.1\n" + OWN + "\n",
          "GET /metrics HTTP/1.1\n" + "X: y\n".repeat(100_000) + OWN + "\n");

  @ParameterizedTest
  @FieldSource
  void refused(String request) throws Exception {
    String answer;
    try {
      answer = send(ENDPOINT, request);
    } catch (IOException e) {
      // Closed while it was still being sent.
      answer = "";
    }
    assertThat(answer).doesNotContain("citybrain_flink_up", "HTTP/1.1 200");
  }

  @Test
  void whoHangsUpLeavesNoTraceOnTheTerminal() throws Exception {
    var before = System.err;
    var said = new ByteArrayOutputStream();
    var much = vitals(20_000);
    var asked = new AtomicInteger();
    System.setErr(new PrintStream(said, true, ISO_8859_1));
    try (var endpoint =
        MetricsEndpoint.start(
            0,
            () -> {
              asked.incrementAndGet();
              return much;
            })) {
      int port = URI.create(endpoint.url()).getPort();
      for (int i = 1; i <= 3; i++) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.setSoLinger(true, 0);
          write(socket, "GET /metrics HTTP/1.1\n" + OWN + "\n", port);
          assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
      }
      await().until(() -> send(endpoint, answered.get(0)).startsWith("HTTP/1.1 200"));
      assertThat(asked.get()).isGreaterThanOrEqualTo(4);
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(ISO_8859_1)).isEmpty();
  }

  /** A look at the city that hangs holds two scrapes, not the server. */
  @Test
  void tooManyAtOnceAreToldSo() throws Exception {
    var go = new CountDownLatch(1);
    var looking = new CountDownLatch(2);
    try (var endpoint =
        MetricsEndpoint.start(
            0,
            () -> {
              looking.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return VITALS;
            })) {
      var answers = Collections.synchronizedList(new ArrayList<String>());
      var scrapers = new ArrayList<Thread>();
      for (int i = 0; i < 2; i++) {
        var scraper =
            new Thread(
                () -> {
                  try {
                    answers.add(send(endpoint, answered.get(0)));
                  } catch (IOException e) {
                    answers.add(e.toString());
                  }
                });
        scraper.start();
        scrapers.add(scraper);
      }
      looking.await();
      assertThat(send(endpoint, answered.get(0))).startsWith("HTTP/1.1 503 ");
      go.countDown();
      for (var scraper : scrapers) {
        scraper.join();
      }
      assertThat(answers).hasSize(2).allMatch(answer -> answer.startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void aCityThatCannotBeLookedAtIsSaidWithoutWhy() throws Exception {
    try (var endpoint =
        MetricsEndpoint.start(
            0,
            () -> {
              throw new IllegalStateException("hush");
            })) {
      assertThat(send(endpoint, answered.get(0)))
          .startsWith("HTTP/1.1 500 ")
          .doesNotContain("hush");
    }
  }
}
