package citybrain.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.cityfile.ShippedCities;
import citybrain.local.broker.Broker;
import citybrain.local.flink.JobState;
import citybrain.local.player.PastPace;
import citybrain.local.player.Player;
import citybrain.local.player.PlayerSettings;
import citybrain.local.player.Players;
import citybrain.local.player.TestBroker;
import citybrain.local.topics.Tallies;
import citybrain.observation.Domain;
import citybrain.wire.Tally;
import citybrain.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real player and a real broker; the jobs are what they have committed there. */
class DigestedPaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SEVERAL_LOOKS = Duration.ofSeconds(2);

  /** More than any message of the demo city holds. */
  private static final long ONE_MESSAGE = 3_000;

  private static final JobState INGEST = new JobState("ingest", "1", "RUNNING", 0);

  private final AtomicReference<List<JobState>> jobs = new AtomicReference<>();
  private final Tallies tallies = new Tallies();

  private static PlayerSettings aDay(Path home, Broker broker) throws IOException {
    var file = home.resolve("demo.yaml");
    Files.writeString(file, ShippedCities.text("demo"));
    return new PlayerSettings(
        broker.bootstrap(),
        List.of(file),
        home.resolve("data"),
        home,
        60,
        Optional.of(Duration.ofDays(1)),
        Optional.empty(),
        Optional.empty(),
        7,
        0.2);
  }

  private static Player opened(PlayerSettings play, PastPace pace) {
    return Players.open(play, Players.beginToPrepare(play), pace);
  }

  @Test
  void thePastWaitsForAllWhoReadIt(@TempDir Path home) throws Exception {
    try (var broker =
            Broker.start(
                home.resolve("kafka"), home.resolve("kafka.log"), freePort(), remark -> {});
        var admin = broker.admin();
        var pace = new DigestedPace();
        var player = opened(aDay(home, broker), pace)) {
      jobs.set(List.of()); // nobody knows yet
      player.start();
      pace.follow(player, admin, tallies, jobs::get, job -> Map.of());
      assertThat(standing(player)).isZero();

      pace.begin(player);
      await().atMost(PATIENCE).until(() -> player.progress().handed() > 0);
      long first = standing(player);
      assertThat(first)
          .isBetween(DigestedPace.LEAST_RECORDS, DigestedPace.LEAST_RECORDS + ONE_MESSAGE);

      jobs.set(List.of(INGEST, rules("RUNNING")));
      assertThat(standing(player)).isEqualTo(first);

      ingestAll(player);
      await().atMost(PATIENCE).until(() -> player.progress().handed() > first + ONE_MESSAGE);

      // A hundred observations in one record.
      fill(broker, Topics.observations(Domain.WATER), 3_000);
      tally("demo/water-flows", "observations", 300_000);
      long held = standingThoughIngestReadsAll(player);
      readAll(admin, "rules", Topics.observations(Domain.WATER));
      await().atMost(PATIENCE).until(() -> player.progress().handed() > held + ONE_MESSAGE);

      fill(broker, Topics.observations(Domain.WATER), 10_000);
      tally("demo/water-flows", "observations", 1_000_000);
      long again = standingThoughIngestReadsAll(player);
      jobs.set(List.of(INGEST, rules("FAILED")));
      ingestAll(player);
      await().atMost(PATIENCE).until(() -> player.progress().handed() > again + ONE_MESSAGE);
      assertThat(player.progress().live()).isFalse();
    }
  }

  /** What lies before ingest is known of a new play only. */
  @Test
  void aPlayThatGoesOnWaitsForThoseWhoKnow(@TempDir Path home) throws Exception {
    try (var broker =
        Broker.start(home.resolve("kafka"), home.resolve("kafka.log"), freePort(), remark -> {})) {
      var play = aDay(home, broker);
      long sent;
      try (var pace = new DigestedPace();
          var player = opened(play, pace)) {
        pace.begin(player);
        player.begin();
        await()
            .atMost(PATIENCE)
            .until(() -> player.progress().handed() >= DigestedPace.LEAST_RECORDS);
        assertThat(player.progress().live()).isFalse();
        sent = standing(player);
      }
      try (var admin = broker.admin();
          var pace = new DigestedPace();
          var player = opened(play, pace)) {
        jobs.set(List.of());
        pace.begin(player);
        player.begin();
        pace.follow(player, admin, tallies, jobs::get, job -> Map.of());
        assertThat(standing(player)).isEqualTo(sent);

        jobs.set(List.of(INGEST));
        ingestAll(player);
        player.start();
        await().atMost(PATIENCE).until(() -> player.progress().handed() > sent);
      }
    }
  }

  private static JobState rules(String state) {
    return new JobState("rules", "2", state, 0);
  }

  /** Where it goes on no more. */
  private static long standing(Player player) {
    var seen = new AtomicLong(-1);
    await()
        .pollInterval(SEVERAL_LOOKS)
        .atMost(PATIENCE)
        .until(
            () -> {
              long now = player.progress().handed();
              return seen.getAndSet(now) == now;
            });
    return seen.get();
  }

  /** Where it is held up by others than ingest. */
  private long standingThoughIngestReadsAll(Player player) {
    long before = -1;
    while (player.progress().handed() != before) {
      before = player.progress().handed();
      ingestAll(player);
      standing(player);
    }
    return before;
  }

  /** What ingest says when it has read all there is. */
  private void ingestAll(Player player) {
    player
        .progress()
        .feeds()
        .forEach(
            (feed, sent) ->
                tally(feed, "records", sent.records() - tallies.ingested(feed).records()));
  }

  private void tally(String feed, String what, long count) {
    var names = feed.split("/", 2);
    var tally = Tally.of("ingest", names[0], names[1]).count(what, count);
    assertThat(tallies.add(tally.count("from", 1).count("to", 2).toBytes())).isTrue();
  }

  /** What a job does that has read a topic to its end. */
  private static void readAll(Admin admin, String job, String topic) throws Exception {
    int partitions =
        Topics.all().stream()
            .filter(one -> one.name().equals(topic))
            .findFirst()
            .orElseThrow()
            .partitions();
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    IntStream.range(0, partitions)
        .forEach(i -> latest.put(new TopicPartition(topic, i), OffsetSpec.latest()));
    var read = new HashMap<TopicPartition, OffsetAndMetadata>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((at, end) -> read.put(at, new OffsetAndMetadata(end.offset())));
    admin.alterConsumerGroupOffsets("citybrain." + job, read).all().get();
  }

  private static void fill(Broker broker, String topic, int records) throws InterruptedException {
    TestBroker.write(
        broker.bootstrap(),
        Collections.nCopies(records, new ProducerRecord<byte[], byte[]>(topic, new byte[] {1})));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
