package citybrain.jobs.runtime;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.feed.FeedClock;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.rules.RulesJob;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import citybrain.wire.AlertJson;
import citybrain.wire.BlockReader;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.FrameReader;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/**
 * One run of a job's own wiring over records that end, on an in-process cluster that all tests of
 * this JVM share: what lay on its topics goes in, what it wrote to topics comes out.
 */
public final class JobRun {

  /** The city of {@code town.yaml}. */
  public static final String TOWN = "town";

  private static final String FOLDER = "src/test/resources/citybrain/jobs/town";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Started once; it ends with the JVM. */
  private static final class Cluster {
    static final MiniCluster SHARED = start();

    private static MiniCluster start() {
      var configuration = new Configuration();
      configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 2);
      var cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(2)
                  .withRandomPorts()
                  .build());
      try {
        cluster.start();
      } catch (Exception e) {
        throw new IllegalStateException("the cluster of the tests does not start", e);
      }
      return cluster;
    }
  }

  /** The {@code wire} method of a job. */
  public interface Wiring {
    void wire(City city);
  }

  private final List<Outgoing> written;
  private final Vocabulary vocabulary;

  private JobRun(List<Outgoing> written, Vocabulary vocabulary) {
    this.written = written;
    this.vocabulary = vocabulary;
  }

  /** Settings as a job reads them, from these arguments and from no environment. */
  public static Config config(String... args) {
    return Config.from(Map.of(), args);
  }

  public static Cities town() {
    return Cities.of(FOLDER + "/town.yaml", FOLDER);
  }

  /** Runs a job over these records of its topics. */
  public static JobRun of(Wiring wiring, List<Outgoing> records) throws Exception {
    return of(wiring, town(), config(), records);
  }

  /** The same in other cities and under other settings. */
  public static JobRun of(Wiring wiring, Cities cities, Config config, List<Outgoing> records)
      throws Exception {
    var configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    var env = new TestStreamEnvironment(Cluster.SHARED, configuration, 1, List.of(), List.of());
    var topics = new TopicsInMemory(records);
    var city = new City(env, "test", cities, topics, config);
    wiring.wire(city);
    city.complete();
    env.execute("test");
    var written = topics.take();
    Manifest.ofTest(wiring.getClass()).ifPresent(manifest -> manifest.allows(written));
    return new JobRun(written, cities.vocabulary());
  }

  /** Runs a job over these observations, in this order. */
  public static JobRun over(Wiring wiring, List<Observation> observations) throws Exception {
    return over(wiring, town(), config(), observations);
  }

  /** The same in other cities and under other settings. */
  public static JobRun over(
      Wiring wiring, Cities cities, Config config, List<Observation> observations)
      throws Exception {
    return of(wiring, cities, config, stamped(observations));
  }

  /** Runs one rule of the job of rules over these observations. */
  public static JobRun rule(String name, List<Observation> observations) throws Exception {
    return over(new RulesJob()::wire, town(), config("--rules=" + name), observations);
  }

  /** As ingest would write them, each of a message of its own that arrives at once. */
  public static List<Outgoing> stamped(List<Observation> observations) {
    var blocks = new BlockWriter();
    var clocks = new HashMap<String, FeedClock>();
    var records = new ArrayList<Outgoing>();
    for (var one : observations) {
      var key = one.city() + "/" + one.feed();
      var clock = clocks.computeIfAbsent(key, k -> new FeedClock(0));
      long time = one.phenomenonTime().toEpochMilli();
      long before = clock.now();
      clock.message(time, time);
      var stamp = new Stamp(before, clock.now(), 0, records.size(), 0);
      records.add(
          new Outgoing(
              Topics.observations(one.property().domain()),
              key.getBytes(StandardCharsets.UTF_8),
              blocks.encode(one, stamp),
              time,
              Outgoing.NO_HEADERS));
    }
    return records;
  }

  /** All that was written, in order. */
  public List<Outgoing> records() {
    return written;
  }

  /** What was written to one topic, in order. */
  public List<Outgoing> records(String topic) {
    return written.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  public List<Alert> alerts() {
    var codec = new AlertJson();
    return records(Topics.ALERTS).stream().map(record -> codec.decode(record.value())).toList();
  }

  /** Alerts as {@code status feature time}, with the time as ISO 8601. */
  public List<String> story() {
    return alerts().stream()
        .map(alert -> alert.status() + " " + alert.feature() + " " + alert.time())
        .toList();
  }

  public List<Aggregate> aggregates() {
    return records(Topics.AGGREGATES).stream()
        .flatMap(one -> frame(one, vocabulary).stream())
        .toList();
  }

  /** Observations of all domains. */
  public List<Observation> observations() {
    return Arrays.stream(Domain.values())
        .flatMap(domain -> records(Topics.observations(domain)).stream())
        .filter(record -> header(record, ClockMark.HEADER).findAny().isEmpty())
        .flatMap(record -> Stream.of(block(record, vocabulary).observations()))
        .toList();
  }

  /** The aggregates in a record of the topic of aggregates. */
  public static List<Aggregate> frame(Outgoing record) {
    return frame(record, Vocabulary.BUILT_IN);
  }

  private static List<Aggregate> frame(Outgoing record, Vocabulary vocabulary) {
    var frame = new FrameReader(vocabulary);
    frame.read(record.value());
    return IntStream.range(0, frame.count()).mapToObj(frame::aggregate).toList();
  }

  /** The block in a record of a topic of observations. */
  public static BlockReader block(Outgoing record) {
    return block(record, Vocabulary.BUILT_IN);
  }

  private static BlockReader block(Outgoing record, Vocabulary vocabulary) {
    var block = new BlockReader(vocabulary);
    block.read(record.value());
    return block;
  }

  public List<JsonNode> tallies() {
    return records(Topics.TALLY).stream().map(record -> json(record.value())).toList();
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of one header of each record of a topic. */
  public List<String> headers(String topic, String name) {
    return records(topic).stream().flatMap(record -> header(record, name)).toList();
  }

  private static Stream<String> header(Outgoing record, String name) {
    for (int i = 0; i + 1 < record.headers().length; i += 2) {
      if (record.headers()[i].equals(name)) {
        return Stream.of(record.headers()[i + 1]);
      }
    }
    return Stream.of();
  }
}
