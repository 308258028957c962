package citybrain.jobs.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.jobs.runtime.Ticker;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of another server, open in a browser on the machine where the city runs. */
class BrowserAttackTest {

  @Test
  void aPageOfAnotherOriginReadsNothingAndChangesNothing(@TempDir Path home) throws Exception {
    var browser = Chromium.find();
    assumeTrue(browser.isPresent(), Chromium.SKIPPED);
    try (var attacked = AttackedCluster.start(home)) {
      var report =
          attack(browser.orElseThrow(), attacked, Files.createDirectory(home.resolve("browser")));
      assertThat(report.path("sent").asInt()).isGreaterThan(15);
      assertThat(report.path("read")).as("%s", report).isEmpty();
      attacked.isAsItWas();
    }
  }

  private static JsonNode attack(Chromium browser, AttackedCluster attacked, Path folder)
      throws Exception {
    var reported = new CompletableFuture<JsonNode>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var asked = exchange.getRequestBody().readAllBytes();
          if (exchange.getRequestURI().getPath().equals("/report")) {
            reported.complete(new ObjectMapper().readTree(asked));
          }
          var page = page(attacked);
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    var process = browser.open(folder, "http://localhost:" + server.getAddress().getPort() + "/");
    try {
      return reported.get(60, TimeUnit.SECONDS);
    } finally {
      Chromium.end(process);
      server.stop(0);
    }
  }

  private static byte[] page(AttackedCluster attacked) {
    try (var text = BrowserAttackTest.class.getResourceAsStream("attack.html")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8)
          .replace("PORT", Integer.toString(attacked.port()))
          .replace("JOB", attacked.job().toString())
          .getBytes(UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What protects the UI must not break it. */
  @Test
  void theUiItselfShowsTheJobs(@TempDir Path home) throws Exception {
    var browser = Chromium.find();
    assumeTrue(browser.isPresent(), Chromium.SKIPPED);
    try (var attacked = AttackedCluster.start(home)) {
      var folder = Files.createDirectory(home.resolve("browser"));
      var page =
          browser.orElseThrow().page(folder, "http://127.0.0.1:" + attacked.port() + "/#/overview");
      assertThat(page).contains("Running Job", Ticker.NAME).doesNotContain("Submit New Job");
    }
  }
}
