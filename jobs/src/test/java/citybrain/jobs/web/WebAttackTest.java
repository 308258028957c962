package citybrain.jobs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page in a browser of this machine, or a program that is not ours, sends to the web UI. */
class WebAttackTest {

  private static final String OWN = "Host: 127.0.0.1:PORT\n";
  private static final String BEARER = "Authorization: Bearer " + AttackedCluster.SECRET + "\n";
  private static final String PART =
      """
      --x
      Content-Disposition: form-data; name="jarfile"; filename="a.jar"
      Content-Type: application/x-java-archive

      PK
      --x--
      """;
  private static final String UPLOAD =
      "Content-Type: multipart/form-data; boundary=x\nContent-Length: "
          + PART.replace("\n", "\r\n").length()
          + "\n\n"
          + PART;

  private static AttackedCluster attacked;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    attacked = AttackedCluster.start(home);
  }

  @AfterAll
  static void stop() {
    attacked.close();
  }

  /** Requests that change something, from who has the right name and no secret. */
  static Stream<String> changing() {
    return Stream.of(
            "POST /jars/upload",
            "POST /v1/jars/upload",
            "POST /jars/x.jar/run",
            "GET /jars/x.jar/plan",
            "GET /jars",
            "DELETE /jars/x.jar",
            "POST /jobs",
            "POST /v1/jobs",
            "PATCH /jobs/JOB",
            "PATCH /jobs/JOB?mode=cancel",
            "PATCH /jobs/JOB/rescaling?parallelism=2",
            "PUT /jobs/JOB/resource-requirements",
            "GET /jobs/JOB/yarn-cancel",
            "GET /jobs/JOB/yarn-stop",
            "HEAD /jobs/JOB/yarn-cancel",
            "GET /v1/jobs/JOB/yarn-cancel",
            "GET /jobs/JOB/yarn-cancel/",
            "GET /jobs/JOB/yarn-cancel?x=/overview",
            "GET /jobs/JOB/yarn-cancel#/overview",
            "GET /jobs/JOB/%79arn-cancel",
            "GET /jobs/JOB/%2579arn-cancel",
            "GET /j%6fbs/JOB/yarn-cancel",
            "GET /jobs%2FJOB%2Fyarn-cancel",
            "GET //jobs/JOB/yarn-cancel",
            "GET /jobs//JOB/yarn-cancel",
            "GET /assets/../jobs/JOB/yarn-cancel",
            "GET /./jobs/JOB/yarn-cancel",
            "GET /jobs/JOB/yarn-cancel;a.js",
            "GET http://127.0.0.1:PORT/jobs/JOB/yarn-cancel",
            "GET http://127.0.0.1:PORT/overview",
            "POST /jobs/JOB/stop",
            "POST /jobs/JOB/savepoints",
            "POST /jobs/JOB/checkpoints",
            "POST /savepoint-disposal",
            "POST /jobmanager/profiler",
            "DELETE /cluster",
            "DELETE /v1/cluster",
            "DELETE /datasets/x",
            "OPTIONS /jobs",
            "OPTIONS *",
            "TRACE /overview",
            "CONNECT 127.0.0.1:PORT",
            "get /jobs/JOB/yarn-cancel",
            "XPOST /jobs")
        .map(line -> line + " HTTP/1.1\n" + OWN + "Content-Length: 0\n\n");
  }

  @ParameterizedTest
  @MethodSource
  void changing(String request) throws Exception {
    isRefused(request);
  }

  /** Requests that would be fine but for where they come from or how they are said. */
  static Stream<String> odd() {
    return Stream.of(
        "GET /overview HTTP/1.1\nHost: evil.example:PORT\n\n",
        "GET /overview HTTP/1.1\nHost: evil.example\n\n",
        "GET /overview HTTP/1.1\nHost: 127.0.0.1\n\n",
        "GET /overview HTTP/1.1\nHost: 127.0.0.1:1\n\n",
        "GET /overview HTTP/1.1\nHost: localhost.:PORT\n\n",
        "GET /overview HTTP/1.1\nHost: localhost.evil.example:PORT\n\n",
        "GET /overview HTTP/1.1\nHost: evil@127.0.0.1:PORT\n\n",
        "GET /overview HTTP/1.1\nHost: 127.1:PORT\n\n",
        "GET /overview HTTP/1.1\nHost: 0.0.0.0:PORT\n\n",
        "GET /overview HTTP/1.1\nHost: \n\n",
        "GET /overview HTTP/1.1\n\n",
        "GET /overview HTTP/1.0\n\n",
        "GET /overview HTTP/1.1\n" + OWN + OWN + "\n",
        "GET /overview HTTP/1.1\n" + OWN + "Host: evil.example\n\n",
        "GET /overview HTTP/1.1\nHost: evil.example\n" + OWN + "\n",
        "GET /overview HTTP/1.1\nHost: evil.example\n 127.0.0.1:PORT\n\n",
        "GET /overview HTTP/1.1\nHost : 127.0.0.1:PORT\n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Origin: http://evil.example\n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Origin: null\n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Origin: \n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Origin: http://127.0.0.1:1\n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Origin: http://localhost:PORT\n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Origin: https://127.0.0.1:PORT\n\n",
        "GET /overview HTTP/1.1\n"
            + OWN
            + "Origin: http://127.0.0.1:PORT\nOrigin: http://evil.example\n\n",
        "GET /overview HTTP/1.1\n"
            + OWN
            + "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Transfer-Encoding: chunked\n\n0\n\n",
        "GET /overview HTTP/1.1\n" + OWN + "Content-Length: 3\n\nabc",
        "GET /overview HTTP/1.1\n" + OWN + "Expect: 100-continue\n\n",
        "GET overview HTTP/1.1\n" + OWN + "\n",
        "GET /nonsense HTTP/1.1\n" + OWN + "\n",
        "POST /jars/upload HTTP/1.1\n" + OWN + UPLOAD,
        "POST /jars/upload HTTP/1.1\nHost: evil.example\nOrigin: http://evil.example\n" + UPLOAD,
        "POST /jars/upload HTTP/1.1\n" + OWN + "Origin: http://127.0.0.1:PORT\n" + UPLOAD,
        "POST /jobs HTTP/1.1\n" + OWN + UPLOAD,
        "POST /jobs HTTP/1.1\n" + OWN + "Transfer-Encoding: chunked\n\n2\n{}\n0\n\n",
        "POST /jobs HTTP/1.1\n"
            + OWN
            + "Content-Length: 4\nTransfer-Encoding: chunked\n\n2\n{}\n0\n\n",
        "GET / HTTP/1.1\n" + OWN + "X-HTTP-Method-Override: PATCH\nContent-Length: 2\n\n{}",
        "DELETE /cluster HTTP/1.1\n" + OWN + "Authorization: Bearer\n\n",
        "DELETE /cluster HTTP/1.1\n" + OWN + "Authorization: Bearer the-secret\n\n",
        "DELETE /cluster HTTP/1.1\n" + OWN + "Authorization: Basic the-secret-of-this-run\n\n",
        "DELETE /cluster HTTP/1.1\n" + OWN + BEARER + "Authorization: Bearer x\n\n",
        "DELETE /cluster HTTP/1.1\nHost: evil.example:PORT\n" + BEARER + "\n",
        "DELETE /cluster HTTP/1.1\n" + OWN + "Origin: null\n" + BEARER + "\n",
        "DELETE http://127.0.0.1:PORT/cluster HTTP/1.1\n" + OWN + BEARER + "\n",
        "\u0016\u0003\u0001 TLS\n\n");
  }

  @ParameterizedTest
  @MethodSource
  void odd(String request) throws Exception {
    isRefused(request);
  }

  private static void isRefused(String request) throws Exception {
    var answer = RawHttp.send(attacked.port(), filled(request));
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    isClosedToOthers(answer);
    attacked.isAsItWas();
  }

  private static String filled(String request) throws Exception {
    return request
        .replace("\n", "\r\n")
        .replace("PORT", Integer.toString(attacked.port()))
        .replace("JOB", attacked.job().toString());
  }

  private static void isClosedToOthers(RawHttp.Answer answer) {
    assertThat(answer.headers())
        .doesNotContain("access-control-allow")
        .contains("x-content-type-options: nosniff")
        .contains("x-frame-options: deny")
        .contains("frame-ancestors 'none'")
        .contains("cross-origin-resource-policy: same-origin");
  }

  /** Behind a request that is fine, in the same bytes. */
  @ParameterizedTest
  @FieldSource
  void pipelined(String second) throws Exception {
    var first = "GET /overview HTTP/1.1\n" + OWN + "\n";
    var answer =
        RawHttp.send(attacked.port(), filled(first + second + " HTTP/1.1\n" + OWN + "\n" + first));
    assertThat(answer.text()).contains("403 Forbidden");
    attacked.isAsItWas();
  }

  static final List<String> pipelined =
      List.of("PATCH /jobs/JOB", "GET /jobs/JOB/yarn-cancel", "DELETE /cluster");

  @ParameterizedTest
  @FieldSource
  void looks(String path) throws Exception {
    for (var name : new String[] {"127.0.0.1", "localhost", "LocalHost", "[::1]"}) {
      var answer =
          RawHttp.send(
              attacked.port(),
              filled(
                  "GET "
                      + path
                      + " HTTP/1.1\nHost: "
                      + name
                      + ":PORT\nOrigin: http://"
                      + name
                      + ":PORT\nConnection: close\n\n"));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      isClosedToOthers(answer);
    }
  }

  static final List<String> looks =
      List.of(
          "/",
          "/index.html",
          "/3rdpartylicenses.txt",
          "/assets/favicon/favicon.ico",
          "/overview",
          "/config",
          "/jobs",
          "/jobs/overview",
          "/v1/jobs/overview",
          "/jobs/metrics?get=numRestarts",
          "/jobs/JOB",
          "/jobs/JOB/checkpoints",
          "/jobs/JOB/exceptions?maxExceptions=1",
          "/jobs/JOB/metrics?get=numRestarts",
          "/taskmanagers",
          "/jobmanager/config",
          "/jobmanager/environment");

  @Test
  void theSecretIsNowhereToBeSeen() throws Exception {
    for (var path : looks) {
      var answer =
          RawHttp.send(
              attacked.port(),
              filled("GET " + path + " HTTP/1.1\n" + OWN + "Connection: close\n\n"));
      assertThat(answer.text()).doesNotContain(AttackedCluster.SECRET);
    }
  }

  /** Offered by the JDK's own client with every request. */
  @Test
  void anOfferOfHttp2IsPassedOver() throws Exception {
    var request = "GET /overview HTTP/1.1\n" + OWN + "Connection: Upgrade, close\nUpgrade: h2c\n\n";
    assertThat(RawHttp.send(attacked.port(), filled(request)).status()).isEqualTo(200);
  }

  @Test
  void oneAfterTheOtherOnOneConnectionIsFine() throws Exception {
    var client = HttpClient.newHttpClient();
    for (int i = 0; i < 20; i++) {
      var uri = URI.create("http://localhost:" + attacked.port() + "/overview");
      var answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoKnowsTheSecretMayChangeSomething(@TempDir Path other) throws Exception {
    try (var own = AttackedCluster.start(other)) {
      var request = "PATCH /jobs/" + own.job() + " HTTP/1.1\nHost: 127.0.0.1:" + own.port() + "\n";
      var answer =
          RawHttp.send(
              own.port(),
              (request + BEARER + "Content-Length: 0\nConnection: close\n\n")
                  .replace("\n", "\r\n"));
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      Awaitility.await()
          .until(() -> own.cluster().getJobStatus(own.job()).get() == JobStatus.CANCELED);
    }
  }
}
