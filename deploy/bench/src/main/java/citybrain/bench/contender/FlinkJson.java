package citybrain.bench.contender;

import citybrain.bench.EngineSettings;
import citybrain.bench.ScratchFolder;
import citybrain.bench.data.JsonForm;
import citybrain.jobs.kafka.ClientSettings;
import citybrain.jobs.kafka.KafkaStreams;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * The job that most people would write with Flink: JSON, a POJO an observation, windows of a minute
 * by zone and property, quarters of an hour made of them. Engine, settings, zones and sink are
 * those of {@link FlinkSql}, and its watermark waits as long; sums lie on the heap, where Flink
 * keeps them unless told otherwise.
 */
final class FlinkJson implements Contender {

  private static final String CHECKPOINTS = "3 s";
  private static final String GROUP = "bench.flink-json";
  private static final TypeInformation<Tuple2<Long, Integer>> KEY =
      Types.TUPLE(Types.LONG, Types.INT);

  private final Task task;

  FlinkJson(Task task) {
    this.task = task;
  }

  @Override
  public void pass(Meter meter) throws Exception {
    var state = Files.createTempDirectory(task.home(), "flink-json");
    var configuration = Configuration.fromMap(EngineSettings.of(state, CHECKPOINTS));
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // Whoever knows the engine sees to it that nothing goes through Kryo.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    var kafka = new KafkaStreams(task.bootstrap(), GROUP, ClientSettings.of(""));
    try (var streams = new BoundedStreams(kafka, meter)) {
      wire(env, streams);
      env.execute("flink-json");
    } finally {
      ScratchFolder.delete(state);
    }
  }

  private void wire(StreamExecutionEnvironment env, BoundedStreams streams) throws Exception {
    var folder = task.set().folder().toString();
    var patience = Duration.ofMillis(task.set().summary().disorder() + 1);
    var minutes =
        env.fromSource(
                streams.source(List.of(JsonForm.TOPIC), new JsonReadings()),
                WatermarkStrategy.<JsonReading>forBoundedOutOfOrderness(patience)
                    .withTimestampAssigner((reading, timestamp) -> reading.phenomenonTime),
                "observations")
            .flatMap(new JsonZones(folder))
            .keyBy(reading -> Tuple2.of(reading.zone, reading.property), KEY)
            .window(TumblingEventTimeWindows.of(Duration.ofMillis(WindowSpans.MINUTE)))
            .aggregate(new JsonWindows.OfReadings(), new JsonWindows.Naming());
    var quarters =
        minutes
            .keyBy(sum -> Tuple2.of(sum.zone, sum.property), KEY)
            .window(TumblingEventTimeWindows.of(Duration.ofMillis(WindowSpans.QUARTER)))
            .aggregate(new JsonWindows.OfSums(), new JsonWindows.Naming());
    streams.write(
        minutes
            .union(quarters)
            .map(new JsonWindows.ToAggregate(folder), citybrain.jobs.kafka.Types.OUTGOING));
  }
}
