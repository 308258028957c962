package citybrain.jobs.polling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.cityfile.PollSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes on a socket that no server of honest mind would send; and after each, an honest answer. */
class HostileOriginTest {

  private static final String SECRET = "s3cr3t";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LIMIT = 100_000;

  private final Room room = new Room(4 << 20);

  private static HttpOrigin origin(URI address, int limit) {
    return new HttpOrigin(
        new PollSpec(address, Duration.ofSeconds(1), PATIENCE, limit, Optional.empty(), List.of()),
        Map.of("Authorization", SECRET),
        "");
  }

  private Answer.Failed failed(RawServer server) throws InterruptedException {
    return failed(server, LIMIT);
  }

  private Answer.Failed failed(RawServer server, int limit) throws InterruptedException {
    try (server;
        var share = room.share()) {
      var answer = origin(server.address(), limit).ask(share);
      assertThat(answer).isInstanceOf(Answer.Failed.class);
      var failed = (Answer.Failed) answer;
      assertThat(failed.detail()).hasSizeBetween(1, 260).doesNotContain(SECRET, "\n", "\r");
      return failed;
    } finally {
      assertThat(room.taken()).isZero();
    }
  }

  private static RawServer saying(String head, String rest) {
    return RawServer.saying(head.replace("|", "\r\n") + "\r\n\r\n" + rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HTTP/1.1 200 OK|Content-Length: abc",
        "HTTP/1.1 200 OK|Content-Length: -5",
        "HTTP/1.1 200 OK|Content-Length: 99999999999999999999",
        "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|x",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||ffffffffffff|x",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|x",
        "HTTP/1.1 two hundred",
        "HTTP/9.9 200 OK",
        "HTTP/1.1",
        "ICY 200 OK",
        "220 mail.example.org ESMTP s3cr3t",
      })
  void costsOneFailedPoll(String head) throws Exception {
    assertThat(failed(saying(head, "")).why())
        .isIn(PollFailure.BROKEN, PollFailure.TIMEOUT, PollFailure.TOO_LARGE, PollFailure.STATUS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://127.0.0.1:99999/x",
        "http://127.0.0.1:0/x",
        "http://[::1/x",
        "http://a b/x",
        "http:///x",
        "//",
        "http://user:s3cr3t@127.0.0.1/x",
        "http://127.0.0.1:1/x?key=s3cr3t",
        "http://[::ffff:127.0.0.1]:1/",
        "http://10.0.0.7/latest",
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00::1]/",
        "http://localhost/",
        "https://example.org/x?token=s3cr3t",
      })
  void aRedirectToWhereItMayNotGoIsOneToo(String target) throws Exception {
    var server = saying("HTTP/1.1 302 Found|Content-Length: 0|Location: " + target, "");

    assertThat(failed(server).why()).isEqualTo(PollFailure.REDIRECT);
    assertThat(server.asked()).isOne();
  }

  @Test
  void aBodyThatTricklesForEverIsCutOff() throws Exception {
    var server =
        new RawServer(
            out -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
              while (true) {
                out.write("1\r\na\r\n".getBytes(ISO_8859_1));
                out.flush();
                Thread.sleep(20);
              }
            });

    assertThat(failed(server).why()).isEqualTo(PollFailure.TIMEOUT);
  }

  @Test
  void headersWithoutEndAreCutOff() throws Exception {
    var server =
        new RawServer(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
              for (long i = 0; i < 10_000_000; i++) {
                out.write(("x" + i + ": " + "y".repeat(1_000) + "\r\n").getBytes(ISO_8859_1));
              }
            });

    assertThat(failed(server).why()).isIn(PollFailure.BROKEN, PollFailure.TIMEOUT);
  }

  @Test
  void aBodyThatDoesNotFitBesideOthersIsRefusedAndGivesItsRoomBack() throws Exception {
    int size = 16 << 20;
    var server =
        new RawServer(
            out -> {
              out.write(
                  ("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(ISO_8859_1));
              out.write(new byte[size]);
            });

    assertThat(failed(server, size).why()).isEqualTo(PollFailure.NO_ROOM);
  }

  @Test
  void aBombIsMeasuredAsItUnfolds() throws Exception {
    var packed = packed(new byte[64 << 20]);
    var head = "HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Length: " + packed.length;
    var bytes = new String(packed, ISO_8859_1);

    assertThat(failed(saying(head, bytes)).why()).isEqualTo(PollFailure.TOO_LARGE);
    assertThat(failed(saying(head, bytes), 16 << 20).why()).isEqualTo(PollFailure.NO_ROOM);
  }

  private static byte[] packed(byte[] body) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }

  /** Sent back as they came they would be no request any more. */
  @Test
  void validatorsThatCannotBeSentBackAreForgotten() throws Exception {
    var head =
        "HTTP/1.1 200 OK|Content-Length: 3|ETag: \"\u00e4\"|Last-Modified: " + "x".repeat(300);
    try (var server = saying(head, "abc");
        var share = room.share()) {
      var origin = origin(server.address(), LIMIT);
      var first = (Answer.Fresh) origin.ask(share);
      origin.accepted();

      assertThat(first.position()).hasSizeLessThan(100);
      assertThat(origin.ask(share)).isInstanceOf(Answer.Unchanged.class);
    }
  }

  @Test
  void answersAgainAfterWhatBrokeTheClient() throws Exception {
    var first = new java.util.concurrent.atomic.AtomicBoolean(true);
    try (var server =
            new RawServer(
                out ->
                    out.write(
                        ("HTTP/1.1 200 OK\r\nContent-Length: "
                                + (first.getAndSet(false) ? "abc" : "2")
                                + "\r\n\r\nok")
                            .getBytes(ISO_8859_1)));
        var share = room.share()) {
      var origin = origin(server.address(), LIMIT);

      assertThat(origin.ask(share)).isInstanceOf(Answer.Failed.class);
      assertThat(origin.ask(share)).isInstanceOf(Answer.Fresh.class);
    }
  }
}
