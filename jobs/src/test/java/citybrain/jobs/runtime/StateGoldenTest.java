package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import citybrain.Rules;
import citybrain.city.ThresholdAlert;
import citybrain.feed.RawMessage;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.rules.Memories;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * What a savepoint of a running city relies on: the uids of operators and the shapes of memories.
 * Whoever changes one drops that state at the next update; the golden file makes it a decision.
 */
class StateGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/citybrain/jobs/state.golden.txt");

  private static Set<Class<?>> memories() {
    var found = new TreeSet<Class<?>>(Comparator.comparing(Class::getName));
    Rules.ALL.forEach(rule -> found.add(rule.memory()));
    found.add(ThresholdAlert.Memory.class); // of rules that cities make
    return found;
  }

  @Test
  void everyMemoryIsAPublicRecordThatTheEngineSerialisesItself() {
    assertThat(memories()).hasSizeGreaterThanOrEqualTo(8);
    for (var type : memories()) {
      assertThat(type).as(type.getName()).isRecord().isPublic();
      assertThatCode(() -> serializer(Memories.type(type, Vocabulary.BUILT_IN)))
          .as(type.getName())
          .doesNotThrowAnyException();
    }
    for (var type : Set.of(RawMessage.class, Outgoing.class)) {
      assertThatCode(() -> serializer(TypeInformation.of(type)))
          .as(type.getName())
          .doesNotThrowAnyException();
    }
  }

  /** What the engine cannot serialise by itself. */
  public record Bad(java.util.Optional<String> maybe) {}

  @Test
  void whatNeedsKryoIsFound() {
    assertThatCode(() -> serializer(Memories.type(Bad.class, Vocabulary.BUILT_IN)))
        .hasMessageContaining("Generic types");
  }

  private static void serializer(TypeInformation<?> type) {
    var settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    type.createSerializer(new SerializerConfigImpl(settings));
  }

  @Test
  void uidsAndMemoriesAreThoseThatSavepointsKnow() throws Exception {
    var text = new StringBuilder();
    for (var job : JobCatalog.streamingJobs().entrySet()) {
      text.append("job ").append(job.getKey()).append('\n');
      var graph = Graphs.of(job.getValue());
      assertThat(graph.getJobName()).isEqualTo(job.getKey());
      graph.getStreamNodes().stream()
          .map(StreamNode::getTransformationUID)
          .filter(uid -> uid != null)
          .sorted()
          .forEach(uid -> text.append("  ").append(uid).append('\n'));
    }
    var records = new TreeMap<String, Class<?>>();
    memories().forEach(memory -> collect(memory, records));
    for (var record : records.values()) {
      text.append("record ").append(record.getName()).append('\n');
      for (var component : record.getRecordComponents()) {
        var type = component.getGenericType().getTypeName();
        text.append("  ").append(component.getName()).append(": ").append(type).append('\n');
      }
    }

    write(text.toString());
    assertThat(text.toString())
        .as("if state may be dropped, copy jobs/target/state.golden.txt over " + GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }

  /** A record that is remembered, and those it is made of. */
  private static void collect(Type type, Map<String, Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      for (var argument : generic.getActualTypeArguments()) {
        collect(argument, records);
      }
    } else if (type instanceof Class<?> one
        && one.isRecord()
        && records.put(one.getName(), one) == null) {
      for (var component : one.getRecordComponents()) {
        collect(component.getGenericType(), records);
      }
    }
  }

  private static void write(String text) throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/state.golden.txt"), text);
  }
}
