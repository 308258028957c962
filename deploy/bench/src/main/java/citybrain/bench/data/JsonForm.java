package citybrain.bench.data;

import citybrain.observation.Observation;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The observations of blocks as most people would send them: a JSON and a record each, keyed by
 * feature, on a topic of their own. What is too late for every window is left out, for only a block
 * knows the clock of its feed.
 */
public final class JsonForm {

  public static final String TOPIC = "bench.observations.json";

  /** As many as those of the topics of blocks. */
  private static final int PARTITIONS = 4;

  private final ObjectMapper mapper = new ObjectMapper();

  /** Blocks are read again: places and results are then to the digit what the others get. */
  private final BlockReader reader = new BlockReader(Vocabulary.BUILT_IN);

  /** Makes the topic unless it is there. */
  static void makeTopic(String bootstrap) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      if (!admin.listTopics().names().get().contains(TOPIC)) {
        admin.createTopics(Set.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic " + TOPIC + " cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the topic " + TOPIC + " is made", e);
    }
  }

  void records(byte[] block, Consumer<ProducerRecord<byte[], byte[]>> out) {
    reader.read(block);
    for (int row = 0; row < reader.count(); row++) {
      if (!BlockLog.isLate(reader.phenomenonTime(row), reader.stamp())) {
        out.accept(record(reader.observation(row)));
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(Observation observation) {
    try {
      return new ProducerRecord<>(
          TOPIC,
          null,
          observation.phenomenonTime().toEpochMilli(),
          observation.feature().getBytes(StandardCharsets.UTF_8),
          mapper.writeValueAsBytes(json(observation)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(observation + " cannot be told as JSON", e);
    }
  }

  /** Times are numbers, which cost their reader less than dates. */
  private ObjectNode json(Observation observation) {
    var json =
        mapper
            .createObjectNode()
            .put("city", observation.city())
            .put("feed", observation.feed())
            .put("feature", observation.feature())
            .put("property", observation.property().name())
            .put("phenomenonTime", observation.phenomenonTime().toEpochMilli())
            .put("resultTime", observation.resultTime().toEpochMilli())
            .put("result", observation.result())
            .put("procedure", observation.procedure())
            .put("quality", observation.quality().name());
    var position = observation.position();
    if (position != null) {
      json.put("longitude", position.longitude()).put("latitude", position.latitude());
    }
    return json;
  }
}
