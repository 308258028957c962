package citybrain.local.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.local.broker.Broker;
import citybrain.wire.AlertJson;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, with transactions as the jobs use them. */
class TopicsTest {

  private static final String MARK = "0f3a";

  private static final Instant TIME = Instant.parse("2025-03-10T12:00:00Z");
  private static final int PORTS_FROM = 29_092;

  @Test
  void countsFollowsAndFindsEnds(@TempDir Path home) throws Exception {
    try (var broker =
        Broker.start(home.resolve("kafka"), home.resolve("log"), PORTS_FROM, line -> {})) {
      fill(broker.bootstrap());
      countsWhatIsCommitted(broker.bootstrap());
      SampledTopic.countsAndShowsWhatIsInBlocks(broker.bootstrap());
      findsTheEndOfData(broker.bootstrap());
      tellsHowFarAJobIs(broker);
      LakeReachCheck.followsWhatTheArchiveCommits(broker);
      followsTalliesAndAlerts(broker.bootstrap());
      tailsAlerts(broker.bootstrap());
      saysThatItHasEnded(broker.bootstrap());
    }
  }

  private static void fill(String bootstrap) throws Exception {
    try (var producer = producer(bootstrap)) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, raw("traffic", 10, MARK, "0"));
      send(producer, raw("traffic", 5, MARK, "1"));
      send(producer, raw("parking", 2, MARK, "0"));
      // Heartbeats are no messages, whoever sends them.
      send(producer, beat("traffic", MARK));
      send(producer, beat("parking", MARK));
      send(producer, beat("traffic", "another"));
      send(producer, beat("lights", ""));
      // Of others: a poller, a copy, another play, and one that can hardly be called a message.
      send(producer, raw("traffic", 1, "", ""));
      send(producer, raw("traffic", 5, MARK, "1"));
      send(producer, raw("traffic", 1, "another", "2"));
      send(producer, new ProducerRecord<>(Topics.RAW, null, bytes("x")));
      send(
          producer,
          tally(
              "{\"stage\":\"ingest\",\"city\":\"demo\",\"feed\":\"traffic\",\"messages\":2,\"records\":15,\"observations\":30,\"rejected\":1,\"from\":1000,\"to\":2000}"));
      send(
          producer,
          tally(
              "{\"stage\":\"ingest\",\"city\":\"demo\",\"feed\":\"parking\",\"messages\":1,\"records\":2,\"observations\":0,\"rejected\":2,\"from\":0,\"to\":0}"));
      send(
          producer,
          tally(
              "{\"stage\":\"city-aggregates\",\"city\":\"demo\",\"feed\":\"traffic\",\"observations\":30,\"aggregated\":28,\"late\":2}"));
      send(
          producer,
          tally(
              "{\"stage\":\"derived\",\"city\":\"demo\",\"feed\":\"traffic\",\"observations\":1}"));
      for (int missed = 3; missed < 5; missed++) {
        send(
            producer,
            tally(
                String.format(
                    Locale.ROOT,
                    "{\"stage\":\"city-windows\",\"city\":\"demo\",\"feed\":\"traffic\",\"property\":\"P\",\"missed\":%d}",
                    missed)));
      }
      send(producer, rejected("duplicate"));
      send(producer, rejected("malformed"));
      send(producer, rejected("duplicate"));
      for (int i = 0; i < 3; i++) {
        send(producer, new ProducerRecord<>(Topics.AGGREGATES, 0, null, new byte[] {1}));
      }
      for (var record : SampledTopic.records()) {
        send(producer, record);
      }
      producer.commitTransaction();
      // Aborted records and markers lie behind the last committed record.
      for (int i = 0; i < 20; i++) {
        producer.beginTransaction();
        send(producer, new ProducerRecord<>(Topics.AGGREGATES, 0, null, new byte[] {2}));
        send(producer, tally("{\"stage\":\"derived\",\"observations\":100}"));
        producer.abortTransaction();
      }
      producer.beginTransaction();
      for (var alert : alerts()) {
        send(producer, record(alert));
      }
      send(producer, new ProducerRecord<>(Topics.ALERTS, bytes("no alert at all")));
      producer.commitTransaction();
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
      throws Exception {
    producer.send(record).get();
  }

  private static void countsWhatIsCommitted(String bootstrap) {
    var raw = TopicCounts.raw(bootstrap, MARK, java.util.Set.of());
    assertThat(raw.foreign()).isEqualTo(Map.of("/", 1L, "demo/traffic", 4L, "demo/lights", 1L));
    assertThat(raw.all().messages()).isEqualTo(7);
    assertThat(raw.all().records()).isEqualTo(24);
    assertThat(raw.played())
        .hasSize(2)
        .containsEntry("demo/traffic", new TopicCounts.Raw(2, 15, TIME.toEpochMilli()))
        .containsEntry("demo/parking", new TopicCounts.Raw(1, 2, TIME.toEpochMilli()));
    assertThat(TopicCounts.records(bootstrap, List.of(Topics.AGGREGATES, Topics.LATE)))
        .isEqualTo(Map.of(Topics.AGGREGATES, 3L, Topics.LATE, 0L));
  }

  private static void findsTheEndOfData(String bootstrap) {
    assertThat(TopicEnds.read(bootstrap, List.of(Topics.AGGREGATES, Topics.LATE)))
        .isEqualTo(Map.of(new TopicPartition(Topics.AGGREGATES, 0), 3L));
  }

  private static void tellsHowFarAJobIs(Broker broker) throws Exception {
    var read = new TopicPartition(Topics.AGGREGATES, 0);
    var other = new TopicPartition(Topics.AGGREGATES, 1);
    var foreign = new TopicPartition(Topics.ALERTS, 0);
    var ends = Map.of(read, 3L, other, 5L, foreign, 7L);
    try (var admin = broker.admin()) {
      assertThat(GroupProgress.of(admin, "archive").behind(ends)).isEmpty();
      assertThat(GroupProgress.of(admin, "archive").behind(ends, List.of(Topics.ALERTS)))
          .isEqualTo(Map.of("citybrain.alerts-0", 7L));
      admin
          .alterConsumerGroupOffsets("citybrain.archive", Map.of(read, new OffsetAndMetadata(3)))
          .all()
          .get();
      assertThat(GroupProgress.of(admin, "archive").behind(ends))
          .isEqualTo(Map.of("citybrain.aggregates-1", 5L));
      assertThat(GroupProgress.of(admin, List.of("archive", "ingest")))
          .isEqualTo(Map.of("archive", new GroupProgress(Map.of(read, 3L))));
    }
  }

  private static void followsTalliesAndAlerts(String bootstrap) throws Exception {
    var seen = Collections.synchronizedList(new ArrayList<String>());
    try (var watch =
        TopicWatch.start(
            bootstrap, List.of("demo/traffic", "demo/parking"), alert -> seen.add(alert.id()))) {
      for (int i = 0;
          i < 100 && (watch.alerts().size() < 3 || watch.tallies().derived() < 1);
          i++) {
        Thread.sleep(100);
      }
      var traffic = watch.tallies().ingested("demo/traffic");
      assertThat(traffic).isEqualTo(new Tallies.Ingested(2, 15, 30, 1, 0, 0, 1000, 2000));
      assertThat(watch.tallies().ingested().records()).isEqualTo(17);
      assertThat(watch.tallies().ingested().range()).isEqualTo(traffic.range());
      assertThat(watch.tallies().aggregated()).isEqualTo(new Tallies.Aggregated(30, 28, 2));
      assertThat(watch.tallies().aggregatedOf("demo").late()).isEqualTo(2);
      assertThat(watch.tallies().aggregated("demo/traffic").late()).isEqualTo(2);
      assertThat(watch.tallies().aggregated("demo/parking").late()).isZero();
      assertThat(watch.tallies().missed()).isEqualTo(7);
      assertThat(watch.tallies().missed("demo/traffic")).isEqualTo(7);
      assertThat(watch.tallies().missed("demo/parking")).isZero();
      assertThat(watch.tallies().feeds()).containsExactly("demo/parking", "demo/traffic");
      await()
          .untilAsserted(
              () ->
                  assertThat(watch.rejected().of("demo/traffic"))
                      .isEqualTo(Map.of("duplicate", 2L, "malformed", 1L)));
      assertThat(watch.rejected().of("demo/parking")).isEmpty();
      assertThat(watch.alerts().open().stream().map(Alert::id)).containsExactly("b");
      assertThat(watch.tallies().derived()).isEqualTo(1);
      assertThat(watch.alerts().size()).isEqualTo(3);
      assertThat(watch.alerts().opened()).hasSize(2);
      assertThat(watch.alerts().closed()).isEqualTo(1);
      assertThat(watch.alerts().openedByRule()).isEqualTo(Map.of("a.rule", 2L));
      assertThat(watch.alerts().latest().get(0).id()).isEqualTo("b");
      assertThat(seen).isEmpty();
      try (var producer = plainProducer(bootstrap)) {
        send(producer, record(alert("c", AlertStatus.OPEN, TIME.plus(Duration.ofHours(2)))));
        send(producer, record(alert("c", AlertStatus.OPEN, TIME.plus(Duration.ofHours(2)))));
      }
      for (int i = 0; i < 100 && seen.isEmpty(); i++) {
        Thread.sleep(100);
      }
      goesOnOverGarbage(bootstrap, watch);
    }
    // Those of the past are counted, but only new ones are told.
    assertThat(seen).containsExactly("c");
  }

  /** On each of the topics it follows; what of it only this watch reads is set aside. */
  private static void goesOnOverGarbage(String bootstrap, TopicWatch watch) throws Exception {
    var garbage =
        List.of(
            bytes(""),
            bytes("JOB x"),
            bytes(
                "{\"stage\":\"ingest\",\"city\":\"demo\",\"feed\":\"traffic\",\"messages\":\"\u0661\"}"),
            bytes("{\"stage\":\"ingest\",\"city\":\"demo\",\"feed\":\"traffic\",\"records\":-5}"),
            bytes("{\"stage\":\"ingest\",\"city\":\"demo\",\"feed\":\"traffic\",\"records\":[1]}"),
            bytes("{\"stage\":\"ingest\",\"city\":7,\"feed\":\"traffic\"}"),
            new byte[500_000]);
    try (var producer = plainProducer(bootstrap)) {
      for (var topic : List.of(Topics.TALLY, Topics.ALERTS, Topics.REJECTED)) {
        for (var bytes : garbage) {
          send(producer, new ProducerRecord<>(topic, bytes));
        }
        send(producer, new ProducerRecord<byte[], byte[]>(topic, bytes("no/such/feed"), null));
      }
      send(
          producer,
          tally(
              "{\"stage\":\"derived\",\"city\":\"demo\",\"feed\":\"traffic\",\"observations\":6}"));
    }
    await().untilAsserted(() -> assertThat(watch.tallies().derived()).isEqualTo(7));
    await()
        .untilAsserted(
            () ->
                assertThat(watch.rejected().unreadable())
                    .isEqualTo(Map.of(Topics.TALLY, Map.of("malformed", 8L))));
    assertThat(watch.rejected().unreadable(Topics.TALLY)).isEqualTo(8);
    assertThat(watch.rejected().notOfIngest()).isEqualTo(8 + 8);
    assertThat(watch.rejected().of("unknown/unknown")).isEqualTo(Map.of("unknown", 8L));
    assertThat(watch.tallies().ingested("demo/traffic").records()).isEqualTo(15);
    assertThat(watch.failure()).isEmpty();
  }

  /** Whatever ends it, whoever shows its figures can ask. */
  private static void saysThatItHasEnded(String bootstrap) throws Exception {
    Consumer<Alert> breaks =
        alert -> {
          throw new IllegalStateException("no screen");
        };
    try (var watch = TopicWatch.start(bootstrap, List.of("demo/traffic"), breaks)) {
      await().until(() -> watch.tallies().derived() > 0);
      assertThat(watch.failure()).isEmpty();
      // What came before this watch is counted again and not copied again.
      await()
          .untilAsserted(() -> assertThat(watch.rejected().unreadable(Topics.TALLY)).isEqualTo(8));
      assertThat(watch.rejected().notOfIngest()).isEqualTo(8 + 8);
      try (var producer = plainProducer(bootstrap)) {
        send(producer, record(alert("d", AlertStatus.OPEN, TIME.plus(Duration.ofHours(3)))));
      }
      await().until(() -> watch.failure().isPresent());
      assertThat(watch.failure()).contains("IllegalStateException");
      var never = Map.of(new TopicPartition(Topics.ALERTS, 0), Long.MAX_VALUE);
      assertThat(watch.awaitRead(never, Duration.ofHours(1))).isFalse();
    }
  }

  private static void tailsAlerts(String bootstrap) {
    assertThat(tail(bootstrap, Optional.empty()))
        .containsExactly("a OPEN", "a CLOSED", "b OPEN", "c OPEN");
    assertThat(tail(bootstrap, Optional.of(Duration.ofHours(1))))
        .containsExactly("b OPEN", "c OPEN");
  }

  private static List<String> tail(String bootstrap, Optional<Duration> since) {
    var seen = new ArrayList<String>();
    try (var tail = AlertTail.of(bootstrap)) {
      tail.follow(since, () -> false, (alert, json) -> seen.add(alert.id() + " " + alert.status()));
    }
    return seen;
  }

  /** One change is delivered twice, as at-least-once allows. */
  private static List<Alert> alerts() {
    var opened = alert("a", AlertStatus.OPEN, TIME);
    return List.of(
        opened,
        opened,
        alert("a", AlertStatus.CLOSED, TIME.plusSeconds(60)),
        alert("b", AlertStatus.OPEN, TIME.plus(Duration.ofHours(2))));
  }

  private static Alert alert(String id, AlertStatus status, Instant time) {
    return new Alert(
        id,
        "a.rule",
        "1",
        "water",
        status,
        "demo",
        "f",
        "p",
        TIME,
        time,
        Severity.MINOR,
        1,
        2,
        "1",
        "because",
        null,
        "",
        List.of());
  }

  private static ProducerRecord<byte[], byte[]> raw(
      String feed, int records, String play, String n) {
    var key = "demo/" + feed;
    var record =
        new ProducerRecord<>(Topics.RAW, null, TIME.toEpochMilli(), bytes(key), bytes("body"));
    record.headers().add("city", bytes("demo"));
    record.headers().add("feed", bytes(feed));
    record.headers().add("records", bytes(Integer.toString(records)));
    record.headers().add("play", bytes(play));
    record.headers().add("n", bytes(n));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> beat(String feed, String play) {
    var record =
        new ProducerRecord<>(
            Topics.RAW, null, TIME.minusSeconds(60).toEpochMilli(), bytes("demo"), new byte[0]);
    record.headers().add("city", bytes("demo"));
    record.headers().add("feed", bytes(feed));
    record.headers().add("beat", bytes("alive"));
    record.headers().add("play", bytes(play));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> rejected(String reason) {
    var record =
        new ProducerRecord<>(Topics.REJECTED, bytes("demo/traffic"), bytes("what was refused"));
    record.headers().add("reason", bytes(reason));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> tally(String json) {
    return new ProducerRecord<>(Topics.TALLY, bytes(json));
  }

  private static ProducerRecord<byte[], byte[]> record(Alert alert) {
    return new ProducerRecord<>(
        Topics.ALERTS, null, alert.time().toEpochMilli(), null, new AlertJson().encode(alert));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static KafkaProducer<byte[], byte[]> plainProducer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap, "transactional.id", "topics-test"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
