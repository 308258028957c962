package citybrain.jobs.polling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.cityfile.PollSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * One poller, eight origins that hang and one that behaves; and all kinds of bad ones beside it.
 */
class ManyOriginsTest {

  private static final Duration EVERY = Duration.ofMillis(200);

  private final Room room = new Room(64 << 20);
  private final List<RawServer> servers = new ArrayList<>();

  private PolledFeed feed(String name, Documents documents, RawServer server) {
    servers.add(server);
    return new PolledFeed(
        "tiny",
        name,
        new HttpOrigin(
            new PollSpec(
                server.address(),
                EVERY,
                Duration.ofMinutes(5),
                1 << 20,
                Optional.empty(),
                List.of()),
            Map.of(),
            ""),
        new Pace(EVERY),
        documents,
        room,
        Duration.ofDays(1),
        InstantSource.system(),
        () -> 0.5);
  }

  private static Documents whole() {
    return (body, share) -> List.of(new Documents.Part(1, 1, body));
  }

  private static RawServer counting() {
    var count = new AtomicInteger();
    return new RawServer(
        out -> {
          var body = "n" + count.incrementAndGet();
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                  .getBytes(ISO_8859_1));
        });
  }

  private static RawServer hanging() {
    return new RawServer(out -> Thread.sleep(600_000));
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void noFeedStarvesAnother() {
    var feeds = new ArrayList<PolledFeed>();
    for (int i = 0; i < 8; i++) {
      feeds.add(feed("hangs" + i, whole(), hanging()));
    }
    feeds.add(feed("good", whole(), counting()));
    try (var poller = new Poller(feeds, new RawTopic(producer()))) {
      poller.start();

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> feeds.get(8).counts().sums().messages() >= 5);
    } finally {
      servers.forEach(RawServer::close);
    }
  }

  @Test
  void whatBreaksTheReaderOfOneFeedIsOneFailedPollOfIt() throws Exception {
    var feeds =
        List.of(
            feed("deep", (body, share) -> deep(0), counting()),
            feed(
                "odd",
                (body, share) -> {
                  throw new IllegalArgumentException("s3cr3t");
                },
                counting()),
            feed(
                "huge",
                (body, share) -> {
                  throw new OutOfMemoryError("as the machine throws it");
                },
                counting()),
            feed(
                "broken",
                whole(),
                RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n")),
            feed("good", whole(), counting()));
    try (var poller = new Poller(feeds, new RawTopic(producer()))) {
      poller.start();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                for (var bad : feeds.subList(0, 4)) {
                  assertThat(bad.counts().sums().failed().values())
                      .first()
                      .satisfies(count -> assertThat(count).isGreaterThanOrEqualTo(2));
                  assertThat(bad.counts().sums().messages()).isZero();
                }
                assertThat(feeds.get(4).counts().sums().messages()).isGreaterThan(5);
                assertThat(feeds.get(4).counts().sums().failed()).isEmpty();
              });
      assertThat(feeds.get(2).counts().sums().failed()).containsOnlyKeys(PollFailure.NO_ROOM);
      assertThat(room.taken()).isZero();
    } finally {
      servers.forEach(RawServer::close);
    }
  }

  private static List<Documents.Part> deep(int depth) {
    return depth < 0 ? List.of() : deep(depth + 1).subList(0, 0);
  }
}
