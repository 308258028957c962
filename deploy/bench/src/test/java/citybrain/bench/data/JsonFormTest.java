package citybrain.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.wire.BlockWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonFormTest {

  private static final Instant NOW = Instant.parse("2026-01-15T06:00:00Z");

  private static Observation observation(Instant time, @Nullable Position position) {
    return new Observation(
        "town",
        "air",
        "a-1",
        ObservedProperty.PM2_5,
        time,
        NOW,
        12.5,
        position,
        "",
        "sensor",
        Quality.GOOD);
  }

  private static List<ProducerRecord<byte[], byte[]>> records(Observation... observations) {
    long clock = NOW.toEpochMilli();
    var block = new BlockWriter().encode(List.of(observations), new Stamp(clock, clock, 0, 0, 0));
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    new JsonForm().records(block, records::add);
    return records;
  }

  @Test
  void anObservationIsARecordWithItsPlaceAsOnTheWire() {
    var records = records(observation(NOW, new Position(10.12345678, -0.5)));

    assertThat(records).hasSize(1);
    var record = records.get(0);
    assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("a-1");
    assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(record.value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"city\":\"town\",\"feed\":\"air\",\"feature\":\"a-1\",\"property\":\"PM2_5\","
                + "\"phenomenonTime\":1768456800000,\"resultTime\":1768456800000,"
                + "\"result\":12.5,\"procedure\":\"sensor\",\"quality\":\"GOOD\","
                + "\"longitude\":10.1234568,\"latitude\":-0.5}");
  }

  @Test
  void whatIsNowhereHasNoPlaceAndWhatIsTooLateIsLeftOut() {
    var records = records(observation(NOW, null), observation(NOW.minusSeconds(5 * 3600), null));

    assertThat(records)
        .singleElement()
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .asString()
        .contains("1768456800000")
        .doesNotContain("longitude");
  }
}
