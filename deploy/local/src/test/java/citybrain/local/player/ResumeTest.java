package citybrain.local.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import citybrain.feed.RawMessage;
import citybrain.feed.SettingException;
import citybrain.local.player.Player.FeedProgress;
import citybrain.local.recording.Message;
import citybrain.local.recording.Recordings;
import citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class ResumeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LINES = 4_000;

  private final Path root;
  private final TestBroker broker;

  ResumeTest(@TempDir Path root) throws Exception {
    this.root = root;
    this.broker = TestBroker.start(root.resolve("kafka"));
  }

  @BeforeAll
  void record() throws IOException {
    Recordings.write(root.resolve("traffic/a.csv"), Recordings.table("a", LINES, 61));
    Recordings.write(root.resolve("traffic/b.csv"), Recordings.table("b", LINES, 67));
    Recordings.gzip(root.resolve("water.csv.gz"), Recordings.table("w", LINES, 61));
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @BeforeEach
  void empty() throws Exception {
    broker.emptyRawTopic();
  }

  @Test
  void aPlayKilledTwiceLeavesTheSameBytesAsOneThatWasNot() throws Exception {
    playAll();
    var expected = written();
    assertThat(expected.values().stream().mapToInt(List::size).sum()).isGreaterThan(LINES * 2);

    broker.emptyRawTopic();
    killAfter(1_000);
    killAfter(5_000);
    try (var player = PlayChild.player(broker.bootstrap(), root, Double.POSITIVE_INFINITY)) {
      player.start();
      await().atMost(PATIENCE).until(() -> player.progress().finished());
      player.stopAndFlush();
      var progress = player.progress();
      assertThat(progress.problem()).isEmpty();
      assertThat(progress.feeds())
          .containsOnly(
              Map.entry("test/traffic", counted(expected, "test/traffic", 2L * LINES)),
              Map.entry("test/water", counted(expected, "test/water", LINES)));
    }
    assertThat(written()).isEqualTo(expected);
  }

  private static FeedProgress counted(Map<String, List<String>> written, String key, long records) {
    long messages =
        written.getOrDefault(key, List.of()).stream().filter(told -> !isBeat(told)).count();
    return new FeedProgress(messages, records);
  }

  private static boolean isBeat(String told) {
    return told.contains(" beat=alive ");
  }

  /**
   * The water ends hours before the traffic; wherever the topic was cut, nothing is there twice.
   */
  @Test
  void aPlayCutAmongHeartbeatsSendsEachOnce() throws Exception {
    playAll();
    var expected = written();
    var records = broker.raw();
    var water = expected.getOrDefault("test/water", List.of());
    assertThat(water.subList(0, LINES)).noneMatch(ResumeTest::isBeat);
    assertThat(water.subList(LINES, water.size())).allMatch(ResumeTest::isBeat).hasSize(196);
    long last = Recordings.START.toEpochMilli() + (LINES - 1) * 61_000L + 30_000;
    assertThat(water.get(LINES))
        .isEqualTo(
            last + 122_000 + " city=test feed=water beat=alive play=" + PlayChild.MARK + "\n");

    for (int cut : List.of(LINES - 1, LINES, LINES + 1, LINES + 100, water.size())) {
      broker.emptyRawTopic();
      copy(records.getOrDefault("test/water", List.of()).subList(0, cut));
      copy(records.getOrDefault("test/traffic", List.of()).subList(0, LINES));
      var totals = RawTotals.read(broker.bootstrap(), PlayChild.MARK);
      assertThat(totals.of("test/water").messages()).isEqualTo(Math.min(cut, LINES));
      assertThat(totals.foreign()).isEmpty();
      playAll();
      assertThat(written()).isEqualTo(expected);
    }
  }

  private void copy(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
    broker.write(records.stream().map(ResumeTest::copyOf).toList());
  }

  private static ProducerRecord<byte[], byte[]> copyOf(ConsumerRecord<String, byte[]> record) {
    var key = record.key().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        Topics.RAW, null, record.timestamp(), key, record.value(), record.headers());
  }

  private void killAfter(int messages) throws Exception {
    var child = PlayChild.fork(broker.bootstrap(), root, 50_000);
    try {
      await().atMost(PATIENCE).until(() -> sent() > messages);
      assertThat(child.isAlive()).as("killed before it was done").isTrue();
    } finally {
      child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private long sent() {
    return RawTotals.read(broker.bootstrap(), PlayChild.MARK).feeds().values().stream()
        .mapToLong(RawTotals.Feed::messages)
        .sum();
  }

  private void playAll() throws IOException {
    try (var player = PlayChild.player(broker.bootstrap(), root, Double.POSITIVE_INFINITY)) {
      player.start();
      await().atMost(PATIENCE).until(() -> player.progress().finished());
    }
  }

  /** Everything about each record that a reader can see, but its offset. */
  private Map<String, List<String>> written() {
    var all = new TreeMap<String, List<String>>();
    broker.raw().forEach((key, records) -> all.put(key, records.stream().map(this::told).toList()));
    return all;
  }

  private String told(ConsumerRecord<String, byte[]> record) {
    var text = new StringBuilder().append(record.timestamp());
    for (var header : record.headers()) {
      text.append(' ').append(header.key()).append('=');
      text.append(new String(header.value(), StandardCharsets.UTF_8));
    }
    return text.append('\n').append(new String(record.value(), StandardCharsets.UTF_8)).toString();
  }

  @Test
  void numbersAndHeadersAreAsAgreed() throws Exception {
    playAll();
    var numbers = new ArrayList<String>();
    for (var record : broker.raw().getOrDefault("test/water", List.of()).subList(0, 2)) {
      for (var header : record.headers()) {
        numbers.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8));
      }
      numbers.add("at " + (record.timestamp() - Recordings.START.toEpochMilli()));
    }
    assertThat(numbers)
        .containsExactly(
            "city=test",
            "feed=water",
            "source=water.csv.gz",
            "line=2",
            "records=1",
            "n=0",
            "play=" + PlayChild.MARK,
            "at 30000", //
            "city=test",
            "feed=water",
            "source=water.csv.gz",
            "line=3",
            "records=1",
            "n=1",
            "play=" + PlayChild.MARK,
            "at 91000");
  }

  @Test
  void messagesOfOthersAreNamedAndThePlayGoesOn() throws Exception {
    playAll();
    var water = broker.raw().getOrDefault("test/water", List.of());
    var copied = water.get(3);
    try (var stranger =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var key = "test/water".getBytes(StandardCharsets.UTF_8);
      // The next number without the mark, none at all, no number, and one of ours once more.
      for (var n : List.of(Integer.toString(LINES), "", "x", "-1")) {
        var record = new ProducerRecord<>(Topics.RAW, key, "y".getBytes(StandardCharsets.UTF_8));
        if (!n.isEmpty()) {
          record.headers().add("n", n.getBytes(StandardCharsets.UTF_8));
        }
        record.headers().add("city", "test\u001b[2J".getBytes(StandardCharsets.UTF_8));
        stranger.send(record).get();
      }
      stranger.send(new ProducerRecord<byte[], byte[]>(Topics.RAW, key, null)).get();
      var beat = new ProducerRecord<>(Topics.RAW, key, new byte[0]);
      beat.headers().add("feed", "beating".getBytes(StandardCharsets.UTF_8));
      beat.headers().add("beat", "alive".getBytes(StandardCharsets.UTF_8));
      stranger.send(beat).get();
      stranger
          .send(
              new ProducerRecord<>(
                  Topics.RAW, null, copied.timestamp(), key, copied.value(), copied.headers()))
          .get();
    }

    var totals = RawTotals.read(broker.bootstrap(), PlayChild.MARK);

    assertThat(totals.of("test/water").messages()).isEqualTo(LINES);
    assertThat(totals.of("test/water").records()).isEqualTo(LINES);
    assertThat(totals.foreign())
        .isEqualTo(Map.of("/", 1L, "/beating", 1L, "test\uFFFD[2J/", 4L, "test/water", 1L));
    try (var player = PlayChild.player(broker.bootstrap(), root, Double.POSITIVE_INFINITY)) {
      player.start();
      await().atMost(PATIENCE).until(() -> player.progress().finished());
      assertThat(player.foreign()).isEqualTo(totals.foreign());
    }
    assertThat(RawTotals.read(broker.bootstrap(), PlayChild.MARK)).isEqualTo(totals);
  }

  @Test
  void theLargestBodyFits() throws Exception {
    var body = new byte[Topics.LARGEST_BODY];
    new java.util.Random(7).nextBytes(body);
    var source = "s".repeat(1024);
    var message = Message.of(new RawMessage("test", "big", source, 1, Recordings.START, 1, body));
    var failures = new ArrayList<Exception>();
    try (var producer = new RawProducer(broker.bootstrap(), PlayChild.MARK)) {
      producer.send(message, 0, (metadata, e) -> failures.add(e));
    }
    assertThat(failures).containsOnlyNulls().hasSize(1);
    assertThat(broker.raw().getOrDefault("test/big", List.of()))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(body));
  }

  @Test
  void aStopEndsAtAMessageAndLosesNothing() throws Exception {
    try (var player = PlayChild.player(broker.bootstrap(), root, 20_000)) {
      player.start();
      await()
          .atMost(PATIENCE)
          .until(() -> player.progress().feeds().values().stream().anyMatch(f -> f.records() > 20));
      assertThat(player.progress().live()).isTrue();
      player.stopAndFlush();
      assertThat(player.progress().finished()).isTrue();
      var totals = RawTotals.read(broker.bootstrap(), PlayChild.MARK);
      player
          .progress()
          .feeds()
          .forEach((key, feed) -> assertThat(totals.of(key).records()).isEqualTo(feed.records()));
      assertThat(player.progress().cityTime()).isBefore(Recordings.START.plusSeconds(61L * LINES));
    }
  }

  @Test
  void otherSettingsAreRefused() throws Exception {
    playAll();
    var before = RawTotals.read(broker.bootstrap(), PlayChild.MARK);
    var file = new PlayFile(root.resolve("home"));
    var others = RawTotals.read(broker.bootstrap(), file.mark());
    assertThat(file.mark()).isEqualTo(file.mark()).hasSize(8);
    assertThat(others.feeds()).isEmpty();
    var start = Recordings.START;
    var plans = List.of(Recordings.plan(root, "traffic", "traffic/*.csv"));
    var script = new RecordingScript("test", start, start, plans);
    var moved = new RecordingScript("test", start, start.plusSeconds(1), plans);

    for (var unknown : List.of(before, others)) {
      assertThatThrownBy(() -> file.agree(List.of(script), unknown))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("does not know them")
          .hasMessageContaining("--home");
    }
    file.agree(List.of(script), new RawTotals(Map.of(), Map.of(), Set.of()));
    file.agree(List.of(script), before);
    assertThatThrownBy(() -> file.agree(List.of(moved), before))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("city 'test' was played with live = 2025-03-10T00:00:00Z")
        .hasMessageContaining("use another --home, or delete");
  }

  @Test
  void aFeedThatBreaksIsReportedAndTheOthersGoOn() throws Exception {
    var broken = root.resolve("broken");
    Recordings.write(broken.resolve("good.csv"), Recordings.table("a", 500, 61));
    Recordings.gzip(broken.resolve("bad.csv.gz"), Recordings.table("b", 50_000, 61));
    var whole = Files.readAllBytes(broken.resolve("bad.csv.gz"));
    Files.write(broken.resolve("bad.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    var plans =
        List.of(
            Recordings.plan(broken, "bad", "bad.csv.gz"),
            Recordings.plan(broken, "good", "good.csv"));
    var script = new RecordingScript("test", Recordings.START, Recordings.START, plans);
    try (var player =
        new KafkaPlayer(
            new RawProducer(broker.bootstrap(), PlayChild.MARK),
            PlayChild.MARK,
            RawTotals.read(broker.bootstrap(), PlayChild.MARK),
            Double.POSITIVE_INFINITY,
            PastPace.FREE,
            List.of(script))) {
      player.start();
      await().atMost(PATIENCE).until(() -> player.progress().finished());
      player.stopAndFlush();
      assertThat(player.progress().problem().orElse("")).contains("feed 'bad' of city 'test'");
      assertThat(player.progress().feeds()).containsEntry("test/good", new FeedProgress(500, 500));
      assertThat(player.progress().feeds()).containsKey("test/bad");
    }
  }
}
