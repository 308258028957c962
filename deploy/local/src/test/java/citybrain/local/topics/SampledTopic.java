package citybrain.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What {@link TopicsTest} puts into a topic of observations, and how it is counted and shown. */
final class SampledTopic {

  private static final String WATER = Topics.observations(Domain.WATER);

  static List<ProducerRecord<byte[], byte[]>> records() {
    return List.of(
        new ProducerRecord<>(WATER, 0, bytes("demo/water"), block()),
        new ProducerRecord<>(WATER, 0, bytes("demo/water"), bytes("no block")),
        new ProducerRecord<>(Topics.ALERTS_LATEST, 0, bytes("1"), bytes("{\n\"id\": \"1\" }")),
        new ProducerRecord<>(Topics.ALERTS_LATEST, 0, bytes("2"), null));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] block() {
    var rows = new ArrayList<Observation>();
    for (int i = 0; i < 3; i++) {
      rows.add(
          new Observation(
              "demo",
              "water",
              "s" + i,
              ObservedProperty.WATER_FLOW,
              Instant.EPOCH,
              Instant.EPOCH,
              i + 0.5,
              null,
              "dma/A",
              "",
              Quality.GOOD));
    }
    return new BlockWriter().encode(rows, Stamp.NONE);
  }

  static void countsAndShowsWhatIsInBlocks(String bootstrap) {
    assertThat(TopicCounts.records(bootstrap, List.of(WATER))).isEqualTo(Map.of(WATER, 4L));
    assertThat(new TopicSample(2, Vocabulary.BUILT_IN).read(bootstrap, WATER, 5))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("\"feature\":\"s0\"", "\"result\":0.5", "\"unit\":\"L/s\""),
            line -> assertThat(line).contains("\"feature\":\"s1\""),
            line -> assertThat(line).isEqualTo("{\"more\":1}"),
            line -> assertThat(line).contains("\"unreadable\":\"malformed: "));
    assertThat(new TopicSample(2, Vocabulary.BUILT_IN).read(bootstrap, Topics.ALERTS_LATEST, 5))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("{ \"id\": \"1\" }"),
            line -> assertThat(line).contains("is over"));
    assertThat(new TopicSample(2, Vocabulary.BUILT_IN).read(bootstrap, Topics.AGGREGATES, 2))
        .as("what was aborted is not there")
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("unreadable"));
    assertThat(new TopicSample(2, Vocabulary.BUILT_IN).read(bootstrap, Topics.RAW, 100))
        .as("what others wrote is not shown")
        .hasSize(11)
        .allSatisfy(line -> assertThat(line).contains("\"bytes\":"))
        .noneMatch(line -> line.contains("body"));
  }

  private SampledTopic() {}
}
