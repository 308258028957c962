package citybrain.local.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.local.recording.Recordings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pace decides when the past is sent, and nothing else. */
class PastPaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NEVER = Instant.parse("2999-01-01T00:00:00Z");
  private static final int LINES = 3_000;
  private static final long A_MINUTE_AND_A_SECOND = 61;

  private final Path root;

  PastPaceTest(@TempDir Path root) throws IOException {
    this.root = root;
    Recordings.write(root.resolve("traffic.csv"), Recordings.table("a", LINES, 67));
    Recordings.write(
        root.resolve("water.csv"), Recordings.table("w", LINES, (int) A_MINUTE_AND_A_SECOND));
  }

  private KafkaPlayer player(TestBroker broker, PastPace pace) throws IOException {
    var plans =
        List.of(
            Recordings.plan(root, "traffic", "traffic.csv"),
            Recordings.plan(root, "water", "water.csv"));
    return new KafkaPlayer(
        new RawProducer(broker.bootstrap(), PlayChild.MARK),
        PlayChild.MARK,
        RawTotals.read(broker.bootstrap(), PlayChild.MARK),
        1,
        pace,
        List.of(new RecordingScript("test", Recordings.START, NEVER, plans)));
  }

  @Test
  void whatIsSentIsTheSameAtEveryPace() throws Exception {
    try (var broker = TestBroker.start(root.resolve("kafka"))) {
      try (var player = player(broker, PastPace.FREE)) {
        player.begin();
        player.start(); // begins it no second time
        await().atMost(PATIENCE).until(() -> player.progress().finished());
      }
      var expected = written(broker);
      broker.emptyRawTopic();

      var permitted = new AtomicLong();
      for (long next : new long[] {1, 700, 700, 4_001}) {
        permitted.set(next);
        try (var player = player(broker, handed -> handed < permitted.get())) {
          player.start();
          await().atMost(PATIENCE).until(() -> player.progress().handed() == next);
          assertThat(player.progress().finished()).isFalse();
          assertThat(player.progress().live()).isFalse();
        }
        // Broken off, and told how much lies there by what lies there.
        assertThat(RawTotals.read(broker.bootstrap(), PlayChild.MARK).feeds().values())
            .extracting(RawTotals.Feed::records)
            .satisfies(
                records -> assertThat(records.stream().mapToLong(n -> n).sum()).isEqualTo(next));
      }
      try (var player = player(broker, handed -> handed < permitted.get())) {
        player.begin();
        while (!player.progress().finished()) {
          assertThat(player.progress().handed()).isLessThanOrEqualTo(permitted.get());
          permitted.addAndGet(500);
        }
      }
      assertThat(written(broker)).isEqualTo(expected);
    }
  }

  @Test
  void theCityHasComeAsFarAsItIsUnderstood() throws Exception {
    try (var broker = TestBroker.start(root.resolve("kafka"));
        var player = player(broker, PastPace.FREE)) {
      player.start();
      await().atMost(PATIENCE).until(() -> player.progress().finished());
      assertThat(player.understood(feed -> 0)).isEqualTo(Recordings.START.plusSeconds(30));
      // Of the one feed nothing is missing, of the other all from the 101st message on.
      assertThat(player.understood(feed -> feed.equals("test/water") ? 100 : LINES))
          .isEqualTo(Recordings.START.plusSeconds(100 * A_MINUTE_AND_A_SECOND + 30));
      assertThat(player.understood(feed -> LINES)).isEqualTo(player.progress().cityTime());
    }
  }

  private static Map<String, List<String>> written(TestBroker broker) {
    var all = new TreeMap<String, List<String>>();
    broker
        .raw()
        .forEach((key, records) -> all.put(key, records.stream().map(PastPaceTest::told).toList()));
    return all;
  }

  private static String told(ConsumerRecord<String, byte[]> record) {
    return record.timestamp()
        + Arrays.stream(record.headers().toArray())
            .map(header -> header.key() + new String(header.value(), StandardCharsets.UTF_8))
            .toList()
            .toString()
        + new String(record.value(), StandardCharsets.UTF_8);
  }
}
