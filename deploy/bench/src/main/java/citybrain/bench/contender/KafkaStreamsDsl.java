package citybrain.bench.contender;

import citybrain.bench.ScratchFolder;
import citybrain.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Kafka Streams by its DSL, in one thread, exactly once, with commits as far apart as the others'
 * checkpoints. What is of one zone comes together in a topic between, as this library does it, and
 * windows of both sizes are made of that. Each commit writes what it changed: windows written when
 * they are over would need records behind the end, for the clock stands still when nothing comes.
 */
final class KafkaStreamsDsl implements Contender {

  private static final String GROUP = "bench.kafka-streams";
  private static final String BETWEEN = "by-zone";

  /** As many as those of the topics of observations. */
  private static final int PARTITIONS = 4;

  private static final int COMMIT_MILLIS = 3_000;

  /** A window is written once a commit, not once a reading, while all that change fit. */
  private static final long CACHE_BYTES = 256 << 20;

  private final Task task;

  KafkaStreamsDsl(Task task) {
    this.task = task;
  }

  @Override
  public void pass(Meter meter) throws Exception {
    // Each pass begins anew: nothing is committed under its name.
    var application = GROUP + "." + UUID.randomUUID();
    var state = Files.createTempDirectory(task.home(), "kafka-streams");
    try (var progress = new StreamsProgress(task.bootstrap(), application)) {
      try (var streams = new KafkaStreams(topology(meter), settings(application, state))) {
        streams.setUncaughtExceptionHandler(progress::fail);
        streams.start();
        progress.awaitEnd(Records.observationTopics());
        progress.awaitEnd(List.of(application + "-" + BETWEEN + "-repartition"));
      } finally {
        progress.deleteTopics();
      }
    } finally {
      ScratchFolder.delete(state);
    }
  }

  private Topology topology(Meter meter) throws IOException {
    var folder = task.set().folder().toString();
    // Tasks share them: they take turns in one thread.
    var blocks = ZonedBlocks.open(folder);
    var records = SumRecords.open(folder);
    // Its clock is the latest time in a partition, whatever the feed, and partitions are not read
    // in step: with the patience of the others, what another feed brings would be dropped as late.
    var grace = Duration.ofMinutes(task.set().summary().minutes() + 1);
    var builder = new StreamsBuilder();
    var readings =
        builder.stream(
                Records.observationTopics(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .process(() -> new BlocksByZone(blocks, meter))
            .repartition(
                Repartitioned.with(ZoneSeries.SERDE, Serdes.Double())
                    .withName(BETWEEN)
                    .withNumberOfPartitions(PARTITIONS))
            .groupByKey(Grouped.with(ZoneSeries.SERDE, Serdes.Double()));
    windows("minutes", readings, WindowSpans.MINUTE, grace, meter)
        .merge(windows("quarters", readings, WindowSpans.QUARTER, grace, meter))
        .process(() -> new WindowsToRecords(records))
        .to(Topics.AGGREGATES, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }

  private static KStream<Windowed<ZoneSeries>, Sums> windows(
      String name,
      KGroupedStream<ZoneSeries, Double> readings,
      long size,
      Duration grace,
      Meter meter) {
    return readings
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMillis(size), grace))
        .aggregate(
            Sums::new,
            new SummingAggregator(meter),
            Materialized.<ZoneSeries, Sums, WindowStore<Bytes, byte[]>>as(name)
                .withKeySerde(ZoneSeries.SERDE)
                .withValueSerde(SummingAggregator.SERDE))
        .toStream();
  }

  private Properties settings(String application, Path state) {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrap());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    // RocksDB, the default, takes a quarter more processor time; after a crash, what is in memory
    // comes back from the same topics of changes.
    settings.put(
        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
        BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
    settings.put(StreamsConfig.consumerPrefix("max.poll.records"), 20_000);
    settings.put(StreamsConfig.consumerPrefix("max.partition.fetch.bytes"), 4 << 20);
    settings.put(StreamsConfig.consumerPrefix("receive.buffer.bytes"), 1 << 20);
    settings.put(StreamsConfig.producerPrefix("linger.ms"), 100);
    settings.put(StreamsConfig.producerPrefix("batch.size"), 256 << 10);
    settings.put(StreamsConfig.producerPrefix("compression.type"), Topics.COMPRESSION);
    settings.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 900_000);
    return settings;
  }
}
