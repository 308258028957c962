package citybrain.bench.contender;

import citybrain.bench.EngineSettings;
import citybrain.bench.ScratchFolder;
import citybrain.jobs.kafka.ClientSettings;
import citybrain.jobs.kafka.KafkaStreams;
import citybrain.jobs.kafka.Types;
import java.nio.file.Files;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;

/**
 * Flink SQL, in the same engine with the same settings, source and sink: windows of a minute by
 * TUMBLE, quarters of an hour made of them. Zones are looked up in the source, once a place, and
 * are numbers. Its watermark waits as long as the set needs so that nothing is lost, and not
 * longer; a window is written once.
 */
final class FlinkSql implements Contender {

  private static final String CHECKPOINTS = "3 s";
  private static final String GROUP = "bench.flink-sql";

  /** It sums in managed memory, which our job does not use. */
  private static final String MANAGED_MEMORY = "256m";

  private static final String MINUTES =
      """
      SELECT zone, property, window_start AS begins, window_end AS ends, window_time AS told,
        COUNT(*) AS n, SUM(v) AS total, MIN(v) AS lo, MAX(v) AS hi
      FROM TABLE(TUMBLE(TABLE observations, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
      GROUP BY zone, property, window_start, window_end, window_time
      """;

  private static final String QUARTERS =
      """
      SELECT zone, property, window_start AS begins, window_end AS ends,
        SUM(n) AS n, SUM(total) AS total, MIN(lo) AS lo, MAX(hi) AS hi
      FROM TABLE(TUMBLE(TABLE by_minute, DESCRIPTOR(told), INTERVAL '15' MINUTES))
      GROUP BY zone, property, window_start, window_end
      """;

  private static final String ALL =
      """
      SELECT zone, property, begins, ends, n, total, lo, hi FROM by_minute
      UNION ALL
      SELECT zone, property, begins, ends, n, total, lo, hi FROM by_quarter
      """;

  private final Task task;

  FlinkSql(Task task) {
    this.task = task;
  }

  @Override
  public void pass(Meter meter) throws Exception {
    var state = Files.createTempDirectory(task.home(), "flink-sql");
    var settings = EngineSettings.of(state, CHECKPOINTS);
    settings.put("taskmanager.memory.managed.size", MANAGED_MEMORY);
    var configuration = Configuration.fromMap(settings);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    var kafka = new KafkaStreams(task.bootstrap(), GROUP, ClientSettings.of(""));
    var folder = task.set().folder().toString();
    try (var streams = new BoundedStreams(kafka, meter)) {
      var source = streams.source(Records.observationTopics(), new ExplodedBlocks(folder));
      var patience = Duration.ofMillis(task.set().summary().disorder() + 1);
      var rows =
          env.fromSource(
              source,
              WatermarkStrategy.<RowData>forBoundedOutOfOrderness(patience)
                  .withTimestampAssigner((row, timestamp) -> row.getLong(ExplodedBlocks.MILLIS)),
              "observations",
              ExplodedBlocks.TYPE);
      var tables = StreamTableEnvironment.create(env);
      tables.getConfig().set("table.local-time-zone", "UTC");
      tables.createTemporaryView(
          "observations",
          rows,
          Schema.newBuilder()
              .column("zone", "BIGINT NOT NULL")
              .column("property", "INT NOT NULL")
              .column("v", "DOUBLE NOT NULL")
              .column("millis", "BIGINT NOT NULL")
              .columnByMetadata("ts", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
              .watermark("ts", "SOURCE_WATERMARK()")
              .build());
      tables.createTemporaryView("by_minute", tables.sqlQuery(MINUTES));
      tables.createTemporaryView("by_quarter", tables.sqlQuery(QUARTERS));
      var windows =
          tables.toDataStream(tables.sqlQuery(ALL)).map(new RowToAggregate(folder), Types.OUTGOING);
      kafka.write(windows);
      env.execute("flink-sql");
    } finally {
      ScratchFolder.delete(state);
    }
  }
}
