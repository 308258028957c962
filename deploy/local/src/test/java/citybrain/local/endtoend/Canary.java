package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import citybrain.local.topics.WholeTopics;
import citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records that no job can use, with a meter's id and a text that stand nowhere else: what is in a
 * record, least of all whose it is, must not get into any log.
 */
final class Canary {

  static final String SOURCE = "canary";
  static final long RECORDS = 2;

  private static final String METER = "METER-OF-MRS-CANARY-7731";
  private static final String TEXT = "canary-sings-5519";
  private static final Instant ARRIVAL = Instant.parse("2025-03-10T01:00:00Z");

  private Canary() {}

  /** Sends them. A key of their own: the player numbers the messages of its keys. */
  static void fly(String bootstrap) throws Exception {
    var body =
        "meter_id,ts_local,kwh\n%s,2025-03-10 01:00:00,0.5\n%s,%s,%s\n"
            .formatted(METER, METER, TEXT, TEXT);
    var record =
        new ProducerRecord<>(
            Topics.RAW, null, ARRIVAL.toEpochMilli(), utf8("demo/" + SOURCE), utf8(body));
    Map.of("city", "demo", "feed", "meters", "source", SOURCE, "line", "1", "records", "" + RECORDS)
        .forEach((name, value) -> record.headers().add(name, utf8(value)));
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrap);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  /** Of a feed whose features have pseudonyms the rejection says where its record lies, no more. */
  static void assertRefusedWithoutItsRecord(String bootstrap) {
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              found.clear();
              WholeTopics.read(bootstrap, List.of(Topics.REJECTED), found::add);
              assertThat(found.stream().filter(Canary::isOfIt)).hasSize((int) RECORDS);
            });
    for (var one : found) {
      assertThat(one.toString() + new String(one.value(), StandardCharsets.UTF_8))
          .doesNotContain(METER, TEXT);
    }
  }

  private static boolean isOfIt(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("source").value(), StandardCharsets.UTF_8)
        .equals(SOURCE);
  }

  static void assertInNoFileOf(Path logs, Path output) throws IOException {
    var files = new ArrayList<Path>();
    files.add(output);
    try (var inFolder = Files.walk(logs)) {
      inFolder.filter(Files::isRegularFile).forEach(files::add);
    }
    assertThat(files).as("logs of broker, Flink and command line").hasSizeGreaterThan(2);
    for (var file : files) {
      assertThat(Files.readString(file)).as("%s", file).doesNotContain(METER, TEXT);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
