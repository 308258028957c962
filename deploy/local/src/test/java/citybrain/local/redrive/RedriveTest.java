package citybrain.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.local.player.TestBroker;
import citybrain.local.topics.ForeignMessages;
import citybrain.local.topics.WholeTopics;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found of refused records, and what of it is sent, on a real broker without jobs. */
class RedriveTest {

  private static final CityFile CITY =
      CityFile.parse(
          "town.yaml",
          """
          city: town
          name: Town
          time-zone: UTC
          bounding-box: [10, 52, 11, 53]
          feeds:
            weather:
              kind: table
              feature: {column: station}
              time: {column: at, format: iso}
              values:
                warm: {property: AIR_TEMPERATURE, unit: Cel}
                wet: {property: RAINFALL, unit: mm}
          """,
          Feeds.ALL);

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String HEADER = "station,at,warm,wet\n";

  /** Of another time and station each, so that they can be told apart. */
  private static String row(String station, int minute) {
    return station + "," + time(minute) + ",15,2\n";
  }

  private static Instant time(int minute) {
    return Instant.parse("2026-01-01T11:00:00Z").plusSeconds(60L * minute);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Instant at, String body, String... headers) {
    var record =
        new ProducerRecord<>(
            topic, null, at.toEpochMilli(), "town/weather".getBytes(UTF_8), body.getBytes(UTF_8));
    for (int i = 0; i < headers.length; i += 2) {
      record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    return record;
  }

  private static ProducerRecord<byte[], byte[]> raw(Instant at, String source, String rows) {
    return record(
        Topics.RAW,
        at,
        HEADER + rows,
        "city",
        "town",
        "feed",
        "weather",
        "source",
        source,
        "line",
        "2",
        "records",
        Long.toString(rows.lines().count()));
  }

  private static ProducerRecord<byte[], byte[]> refused(
      Instant at, String source, int line, String reason) {
    return record(
        Topics.REJECTED,
        at,
        "the row",
        "source",
        source,
        "line",
        Integer.toString(line),
        "field",
        "warm",
        "reason",
        reason);
  }

  private static ProducerRecord<byte[], byte[]> observed(String station, int minute) {
    var time = time(minute);
    var rain =
        new Observation(
            "town",
            "weather",
            station,
            ObservedProperty.RAINFALL,
            time,
            time,
            2,
            null,
            "",
            "weather", // the name of the feed, unless it says otherwise
            Quality.GOOD);
    return new ProducerRecord<>(
        Topics.observations(rain.property().domain()),
        "town/weather".getBytes(UTF_8),
        new BlockWriter().encode(List.of(rain), new Stamp(0, time.toEpochMilli(), 0, 0, 0)));
  }

  private static Counts redrive(TestBroker broker, String reason, boolean isDry) {
    var wish =
        new Wish(
            "town",
            "weather",
            Optional.of(reason).filter(word -> !word.isEmpty()),
            Instant.EPOCH,
            NOON.plusSeconds(7_200),
            100);
    var spec = CITY.findFeed("weather").orElseThrow();
    return new Redrive(broker.bootstrap(), wish, CITY, spec, path -> new byte[0]).run(isDry);
  }

  private static List<String> sentAgain(TestBroker broker) {
    var sent = new ArrayList<String>();
    WholeTopics.read(
        broker.bootstrap(),
        List.of(Topics.RAW),
        record -> {
          var times = ForeignMessages.text(record.headers(), "redriven");
          if (!times.isEmpty()) {
            sent.add(
                times
                    + " "
                    + ForeignMessages.text(record.headers(), "line")
                    + " "
                    + Instant.ofEpochMilli(record.timestamp())
                    + " "
                    + new String(record.value(), UTF_8));
          }
        });
    return sent;
  }

  @Test
  void sendsWhatItFindsOnceAndSaysWhatBecameOfTheRest(@TempDir Path folder) throws Exception {
    try (var broker = TestBroker.start(folder)) {
      topics(broker);
      broker.write(
          List.of(
              raw(NOON, "a.csv", row("north", 1) + row("south", 2) + row("east", 3)),
              raw(NOON.plusSeconds(60), "b.csv", row("west", 30)),
              raw(NOON.plusSeconds(3_600), "c.csv", row("west", 59)),
              observed("east", 3), // older than the overlap: nobody would know it again
              refused(NOON, "a.csv", 3, "out-of-range"),
              refused(NOON, "a.csv", 4, "out-of-range"),
              refused(NOON.plusSeconds(60), "b.csv", 2, "not-a-number"),
              refused(NOON.plusSeconds(61), "lost.csv", 2, "out-of-range"),
              refused(NOON.plusSeconds(60), "b.csv", 2, "duplicate"),
              refused(NOON.plusSeconds(9_000), "c.csv", 2, "out-of-range")));

      assertThat(redrive(broker, "", true).byReason().keySet())
          .containsExactlyInAnyOrder("out-of-range", "not-a-number");
      assertThat(sentAgain(broker)).isEmpty();
      assertThat(redrive(broker, "out-of-range", false).all())
          .isEqualTo(new Counts.Count(3, 1, 0, 0, 1, 1));
      assertThat(sentAgain(broker))
          .containsExactly("1 3 2026-01-01T12:00:00Z " + HEADER + row("south", 2));

      assertThat(redrive(broker, "out-of-range", false).all())
          .isEqualTo(new Counts.Count(3, 0, 1, 0, 1, 1));
      broker.write(List.of(refused(NOON, "a.csv (redriven 1)", 3, "out-of-range")));
      assertThat(redrive(broker, "out-of-range", false).all())
          .isEqualTo(new Counts.Count(3, 1, 0, 0, 1, 1));
      assertThat(sentAgain(broker)).hasSize(2).last().asString().startsWith("2 3 ");
    }
  }

  private static void topics(TestBroker broker) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin
          .createTopics(
              Topics.all().stream()
                  .filter(topic -> !topic.name().equals(Topics.RAW))
                  .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                  .toList())
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }
}
