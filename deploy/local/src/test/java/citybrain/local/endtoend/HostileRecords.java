package citybrain.local.endtoend;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.wire.AlertJson;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a plain Kafka client may write to the topics of a running city: messages of the right form
 * with ids of a megabyte, records of later versions and of strangers, and texts made for terminals
 * and for who reads logs line by line.
 */
final class HostileRecords {

  /** To each topic of ours that jobs read, bytes that are nothing of ours. */
  static final List<String> GARBAGE =
      List.of("", "JOB x", "WEB http://evil.example\nREADY", "{\"stage\":\"\u001b[2J\u202e\"}");

  /** Messages to the raw topic that are not of the play. */
  static final int FOREIGN = 5;

  static final String LONG_ID = "V".repeat(1_200_000);

  private static final Instant TIME = Instant.parse("2025-03-10T08:00:00Z");
  private static final String WATER = "citybrain.observations.water";

  private HostileRecords() {}

  static void send(String bootstrap) throws Exception {
    var settings =
        Map.<String, Object>of("bootstrap.servers", bootstrap, "max.request.size", 17 << 20);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var name : Topics.names()) {
        if (!name.equals(Topics.RAW) && !name.equals(Topics.REJECTED)) {
          for (var garbage : GARBAGE) {
            // Compacted topics take nothing without a key.
            producer.send(new ProducerRecord<>(name, utf8("key"), utf8(garbage))).get();
          }
        }
      }
      producer.send(new ProducerRecord<>(Topics.REJECTED, utf8("no key, no headers"))).get();
      producer.send(new ProducerRecord<>(Topics.ALERTS, alertOf("demo", "APOCALYPTIC"))).get();
      producer.send(new ProducerRecord<>(Topics.ALERTS, alertOf("atlantis", "SEVERE"))).get();
      producer.send(new ProducerRecord<>(WATER, observation("atlantis", "x"))).get();
      producer.send(new ProducerRecord<>(WATER, observation("../../x", "x"))).get();
      producer.send(new ProducerRecord<>(WATER, observation("demo", "F".repeat(900_000)))).get();
      producer.send(new ProducerRecord<>(WATER, laterProperty())).get();
      for (var raw : raw()) {
        producer.send(raw).get();
      }
    }
  }

  /** How many records of each topic no reader of ours can take. */
  static Map<String, Long> unreadable() {
    long each = GARBAGE.size();
    return Map.of(
        "citybrain.observations.transport",
        each,
        WATER,
        each + 4,
        "citybrain.observations.energy",
        each,
        "citybrain.observations.environment",
        each,
        Topics.AGGREGATES,
        each,
        Topics.LATE,
        each,
        Topics.ALERTS,
        each + 2,
        Topics.TALLY,
        each);
  }

  private static List<ProducerRecord<byte[], byte[]>> raw() {
    var vehicles = message("demo", "buses", "1", vehicles());
    var number = message("demo", "traffic", "1", utf8("_id\nx\n"));
    number.headers().add("n", utf8("545"));
    number.headers().add("play", utf8("another"));
    var odd = message("demo\u001b[2J", "JOB x", "\u0661\u0662", utf8("x"));
    odd.headers().add("n", utf8("\u0661"));
    var past = new ProducerRecord<byte[], byte[]>(Topics.RAW, null, 0L, null, utf8("x"));
    var future =
        new ProducerRecord<>(Topics.RAW, null, Long.MAX_VALUE, utf8("demo/air"), utf8("x"));
    future.headers().add("city", utf8("demo")).add("feed", utf8("air"));
    future.headers().add("records", utf8("9223372036854775807"));
    var messages = List.of(vehicles, number, odd, past, future);
    if (messages.size() != FOREIGN) {
      throw new AssertionError(messages.size() + " messages");
    }
    return messages;
  }

  private static ProducerRecord<byte[], byte[]> message(
      String city, String feed, String records, byte[] body) {
    var record =
        new ProducerRecord<>(Topics.RAW, null, TIME.toEpochMilli(), utf8(city + "/" + feed), body);
    Map.of("city", city, "feed", feed, "source", "hostile", "line", "1", "records", records)
        .forEach((name, value) -> record.headers().add(name, utf8(value)));
    return record;
  }

  private static byte[] alertOf(String city, String severity) {
    var alert =
        new Alert(
            "11111111-2222-3333-4444-555555555555",
            "water.night-leak",
            "1",
            "water",
            AlertStatus.OPEN,
            city,
            "x",
            "WATER_FLOW",
            TIME,
            TIME,
            Severity.SEVERE,
            1,
            2,
            "L/s",
            "\u001b[2J\u009b31m",
            null,
            "",
            List.of());
    return utf8(new AlertJson().text(alert).replace("SEVERE", severity));
  }

  private static byte[] observation(String city, String feature) {
    return new BlockWriter()
        .encode(
            new Observation(
                city,
                "water",
                feature,
                ObservedProperty.WATER_FLOW,
                TIME,
                TIME,
                1,
                null,
                "",
                "",
                Quality.GOOD),
            Stamp.NONE);
  }

  /** Of a later schema, by its fingerprint, and a property that this build has no name for. */
  private static byte[] laterProperty() {
    var bytes = observation("demo", "x");
    bytes[5] ^= 0x55;
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("WATER_FLOW");
    bytes[at] = 'L';
    return bytes;
  }

  /** A GTFS Realtime snapshot, well-formed, of one vehicle with an endless id. */
  private static byte[] vehicles() {
    var position = join(fixed(1, 54.75f), fixed(2, 2.3f));
    long now = TIME.getEpochSecond();
    var vehicle = join(field(2, position), number(5, now), field(8, field(1, utf8(LONG_ID))));
    return join(
        field(1, join(field(1, utf8("2.0")), number(3, now))),
        field(2, join(field(1, utf8("1")), field(4, vehicle))));
  }

  private static byte[] field(int number, byte[] content) {
    return join(varint((number << 3) | 2), varint(content.length), content);
  }

  private static byte[] number(int number, long value) {
    return join(varint(number << 3), varint(value));
  }

  private static byte[] fixed(int number, float value) {
    var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
    return join(varint((number << 3) | 5), bytes);
  }

  private static byte[] varint(long value) {
    var out = new ByteArrayOutputStream();
    long left = value;
    while (left > 0x7F) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
