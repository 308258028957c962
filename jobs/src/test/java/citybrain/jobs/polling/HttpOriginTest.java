package citybrain.jobs.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.cityfile.PollSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server that does all that servers do wrong. */
class HttpOriginTest {

  private static final byte[] TABLE = "a,b\n1,2\n".getBytes(UTF_8);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LIMIT = 1000;

  private final MoodyServer server = new MoodyServer();
  private final Room.Share share = new Room(8 << 20).share();

  @AfterEach
  void close() {
    server.close();
  }

  private static HttpOrigin origin(URI address) {
    return origin(address, "");
  }

  private static HttpOrigin origin(URI address, String position) {
    return origin(address, PATIENCE, LIMIT, position);
  }

  private static HttpOrigin origin(URI address, Duration patience, int limit, String position) {
    return new HttpOrigin(
        new PollSpec(
            address,
            Duration.ofSeconds(1),
            patience,
            limit,
            Optional.empty(),
            List.of("localhost")),
        Map.of("x-key", "secret"),
        position);
  }

  private static PollFailure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return ((Answer.Failed) answer).why();
  }

  private static byte[] onlyBody(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Fresh.class);
    return ((Answer.Fresh) answer).documents().get(0).body();
  }

  @Test
  void bringsTheBodyAsItWasSent() throws Exception {
    var answer = origin(server.on("/table.csv", MoodyServer.body(TABLE))).ask(share);

    assertThat(onlyBody(answer)).isEqualTo(TABLE);
  }

  @Test
  void namesItsSourceWithoutKeys() throws Exception {
    server.on("/table.csv", MoodyServer.body(TABLE));

    var answer = origin(URI.create(server.address("/table.csv") + "?key=secret")).ask(share);

    assertThat(((Answer.Fresh) answer).documents().get(0).source())
        .isEqualTo(server.address("/table.csv").toString());
  }

  @Test
  void sendsValidatorsOnceTheAnswerIsSafe() throws Exception {
    var conditions = new CopyOnWriteArrayList<Optional<String>>();
    var address =
        server.on(
            "/table.csv",
            exchange -> {
              var condition = exchange.getRequestHeaders().getFirst("If-None-Match");
              conditions.add(Optional.ofNullable(condition));
              exchange.getResponseHeaders().set("ETag", "\"v1\"");
              if ("\"v1\"".equals(condition)) {
                exchange.sendResponseHeaders(304, -1);
              } else {
                MoodyServer.body(TABLE).answer(exchange);
              }
            });
    var origin = origin(address);

    var first = origin.ask(share);
    var again = origin.ask(share); // the first was never accepted: the broker may have refused it
    origin.accepted();
    var then = origin.ask(share);
    var afterRestart = origin(address, ((Answer.Fresh) first).position()).ask(share);

    assertThat(first).isInstanceOf(Answer.Fresh.class);
    assertThat(again).isInstanceOf(Answer.Fresh.class);
    assertThat(then).isInstanceOf(Answer.Unchanged.class);
    assertThat(afterRestart).isInstanceOf(Answer.Unchanged.class);
    assertThat(conditions)
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of("\"v1\""), Optional.of("\"v1\""));
  }

  @Test
  void knowsTheSameBytesWithoutAnyHelp() throws Exception {
    var origin = origin(server.on("/table.csv", MoodyServer.body(TABLE)));

    var first = origin.ask(share);
    origin.accepted();

    assertThat(first).isInstanceOf(Answer.Fresh.class);
    assertThat(origin.ask(share)).isInstanceOf(Answer.Unchanged.class);
  }

  @Test
  void tellsAStatusAndHowLongToLeaveItAlone() throws Exception {
    var address =
        server.on(
            "/busy",
            exchange -> {
              exchange.getResponseHeaders().set("Retry-After", "120");
              exchange.sendResponseHeaders(503, -1);
            });

    var answer = origin(address).ask(share);

    assertThat(answer)
        .isEqualTo(
            new Answer.Failed(
                PollFailure.STATUS, "status 503", Optional.of(Duration.ofMinutes(2))));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 400, 401, 404, 500})
  void takesNothingFromOtherStatuses(int status) throws Exception {
    assertThat(failure(origin(server.on("/x", MoodyServer.status(status))).ask(share)))
        .isEqualTo(PollFailure.STATUS);
  }

  @Test
  void givesUpOnAServerThatNeverAnswers() throws Exception {
    var release = new CountDownLatch(1);
    var address = server.on("/slow", exchange -> await(release));

    var answer = origin(address, Duration.ofMillis(300), LIMIT, "").ask(share);
    release.countDown();

    assertThat(failure(answer)).isEqualTo(PollFailure.TIMEOUT);
  }

  @Test
  void givesUpOnABodyThatDrips() throws Exception {
    var release = new CountDownLatch(1);
    var address =
        server.on(
            "/drip",
            exchange -> {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write('a');
              exchange.getResponseBody().flush();
              await(release);
            });

    var answer = origin(address, Duration.ofMillis(300), LIMIT, "").ask(share);
    release.countDown();

    assertThat(failure(answer)).isEqualTo(PollFailure.TIMEOUT);
  }

  private static void await(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void refusesABodyThatBreaksOff() throws Exception {
    var address =
        server.on(
            "/cut",
            exchange -> {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write(TABLE);
            });

    assertThat(failure(origin(address).ask(share))).isEqualTo(PollFailure.BROKEN);
  }

  @Test
  void hangsUpOnABodyOverTheLimit() throws Exception {
    var address =
        server.on(
            "/endless",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              var kilobyte = new byte[1024];
              for (int i = 0; i < 1_000_000; i++) {
                exchange.getResponseBody().write(kilobyte); // until the other side hangs up
              }
            });

    assertThat(failure(origin(address).ask(share))).isEqualTo(PollFailure.TOO_LARGE);
  }

  @Test
  void takesABodyOfJustTheLimit() throws Exception {
    var body = new byte[LIMIT];

    assertThat(onlyBody(origin(server.on("/full", MoodyServer.body(body))).ask(share)))
        .isEqualTo(body);
  }

  @Test
  void unpacksGzipAndRefusesABomb() throws Exception {
    var small = server.on("/small.gz", gzipped(TABLE));
    var bomb = server.on("/bomb.gz", gzipped(new byte[10_000_000]));
    var lie =
        server.on(
            "/lie.gz",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
              MoodyServer.body(TABLE).answer(exchange);
            });

    assertThat(onlyBody(origin(small).ask(share))).isEqualTo(TABLE);
    assertThat(failure(origin(bomb, PATIENCE, 100_000, "").ask(share)))
        .isEqualTo(PollFailure.TOO_LARGE);
    assertThat(failure(origin(lie).ask(share))).isEqualTo(PollFailure.BROKEN);
  }

  private static MoodyServer.Mood gzipped(byte[] body) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      MoodyServer.body(packed.toByteArray()).answer(exchange);
    };
  }

  @Test
  void refusesAPageForPeopleAndNothingAtAll() throws Exception {
    var page =
        server.on(
            "/login",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
              MoodyServer.body("<html>".getBytes(UTF_8)).answer(exchange);
            });
    var empty = server.on("/empty", MoodyServer.body(new byte[0]));

    assertThat(failure(origin(page).ask(share))).isEqualTo(PollFailure.WRONG_TYPE);
    assertThat(origin(empty).ask(share)).isInstanceOf(Answer.Empty.class);
    assertThat(origin(server.on("/204", MoodyServer.status(204))).ask(share))
        .isInstanceOf(Answer.Empty.class);
  }

  @Test
  void followsARedirect() throws Exception {
    server.on("/new", MoodyServer.body(TABLE));

    assertThat(onlyBody(origin(server.on("/old", MoodyServer.redirect(302, "/new"))).ask(share)))
        .isEqualTo(TABLE);
  }

  @Test
  void stopsAtARedirectToItself() throws Exception {
    var address = server.on("/me", MoodyServer.redirect(301, "/me"));

    assertThat(failure(origin(address).ask(share))).isEqualTo(PollFailure.REDIRECT);
    assertThat(server.asked()).containsExactly("/me");
  }

  @Test
  void stopsInAChainThatNeverEnds() throws Exception {
    server.on(
        "/chain/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          MoodyServer.redirect(307, path + "x").answer(exchange);
        });

    assertThat(failure(origin(server.address("/chain/")).ask(share)))
        .isEqualTo(PollFailure.REDIRECT);
    assertThat(server.asked()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/hostname", "ftp://127.0.0.1/x", "http://", "::"})
  void goesNowhereItMayNot(String target) throws Exception {
    var address = server.on("/away", MoodyServer.redirect(302, target));

    assertThat(failure(origin(address).ask(share))).isEqualTo(PollFailure.REDIRECT);
  }

  @Test
  void keepsItsKeyFromOtherHosts() throws Exception {
    var keys = new CopyOnWriteArrayList<String>();
    try (var other = new MoodyServer()) {
      MoodyServer.Mood remember =
          exchange -> {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-key")));
            MoodyServer.body(TABLE).answer(exchange);
          };
      var elsewhere = other.on("/theirs", remember).toString();
      origin(server.on("/ours", remember)).ask(share);
      var away = server.on("/leaving", MoodyServer.redirect(302, elsewhere));
      assertThat(failure(origin(away).ask(share))).isEqualTo(PollFailure.REDIRECT);
      var named = elsewhere.replace("127.0.0.1", "localhost");
      origin(server.on("/allowed", MoodyServer.redirect(302, named))).ask(share);
    }

    assertThat(keys).isEqualTo(List.of("secret", "null"));
  }

  @Test
  void tellsAHostThatIsNotThere() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    var answer = origin(URI.create("http://127.0.0.1:" + port + "/x")).ask(share);

    assertThat(failure(answer)).isEqualTo(PollFailure.UNREACHABLE);
  }
}
