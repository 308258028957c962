package citybrain.jobs.runtime;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.feed.RawRecord;
import citybrain.feed.RejectedRecord;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.kafka.ClientSettings;
import citybrain.jobs.kafka.Delivery;
import citybrain.jobs.kafka.DeliverySchema;
import citybrain.jobs.kafka.KafkaStreams;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.RawRecordDeserializer;
import citybrain.jobs.kafka.ReadClocks;
import citybrain.jobs.kafka.ReadOperator;
import citybrain.jobs.kafka.Reading;
import citybrain.jobs.kafka.RejectedReading;
import citybrain.jobs.kafka.Streams;
import citybrain.jobs.kafka.Types;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamped;
import citybrain.wire.AlertJson;
import citybrain.wire.ToldClock;
import citybrain.wire.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * What a job sees of the city: streams in, streams out, and the shapes of logic in between. Steps
 * return plain streams; where one is missing, the engine is used directly.
 */
public final class City {

  private final StreamExecutionEnvironment env;
  private final String job;
  private final Cities cities;
  private final Streams streams;
  private final Config config;
  private final List<DataStream<Outgoing>> setAside = new ArrayList<>();
  private @Nullable DataStream<Delivery> observed;

  City(StreamExecutionEnvironment env, String job, Cities cities, Streams streams, Config config) {
    this.config = config;
    this.env = env;
    this.job = job;
    this.cities = cities;
    this.streams = streams;
  }

  /** Reads where the city is; nothing is connected before {@link #run}. */
  public static City connect(Config config, String job) {
    var bootstrap =
        config.text("bootstrap", "Kafka bootstrap servers, host:port,…", "localhost:9092");
    var cities = cities(config);
    var client =
        config.text(
            "kafka-client",
            "file of further settings of Kafka's clients, such as TLS; none when empty",
            "");
    var streams = new KafkaStreams(bootstrap, group(job), ClientSettings.of(client));
    return new City(Engine.environment(config), job, cities, streams, config);
  }

  private static Cities cities(Config config) {
    var files = config.text("cities", "city files, comma separated", "demo");
    config.text("lake", "root of the lake, for jobs that read or write it", "lake");
    var data =
        config.text("data", "folders of the city files' reference data, comma separated", "data");
    return Cities.of(files, data);
  }

  /** The same where other streams stand in the place of those of Kafka. */
  public static City connect(Config config, String job, Streams streams) {
    return new City(Engine.environment(config), job, cities(config), streams, config);
  }

  /**
   * Prints the settings read so far when help was asked for; otherwise refuses settings nobody
   * knows.
   */
  public boolean isHelp(Config config) {
    if (config.helpWanted()) {
      System.out.print(job + "\n" + config.help());
      return true;
    }
    config.refuseUnknown();
    return false;
  }

  /** The settings of the job, for what belongs to no rule. */
  public Config settings() {
    return config;
  }

  public Cities cities() {
    return cities;
  }

  /** Raw messages and heartbeats of all feeds. */
  public DataStream<RawRecord> rawRecords() {
    return source("raw messages", List.of(Topics.RAW), new RawRecordDeserializer());
  }

  /** All observations of all domains. */
  public DataStream<Stamped> observations() {
    return read(
        "observations", observed(), observationReading(), Types.stamped(cities.vocabulary()));
  }

  /** How far the clocks of their feeds have come, told before each checkpoint. */
  public DataStream<ToldClock> clocks() {
    return observed()
        .transform(
            "read clocks", TypeInformation.of(ToldClock.class), new ReadClocks(cities.names()))
        .uid("read-clocks");
  }

  /** Read once for both. */
  private DataStream<Delivery> observed() {
    var known = observed;
    if (known == null) {
      known = source("observations", observationTopics(), new DeliverySchema(true));
      observed = known;
    }
    return known;
  }

  /**
   * All observations and marks of clocks as they lie on Kafka, for operators that decode only what
   * they need.
   */
  public DataStream<Delivery> deliveredObservations() {
    return deliveredObservations(cities.vocabulary().all());
  }

  /** Those on the topics on which these properties lie. */
  public DataStream<Delivery> deliveredObservations(Collection<ObservedProperty> properties) {
    var topics =
        properties.stream().map(p -> Topics.observations(p.domain())).distinct().sorted().toList();
    return source("observations", topics, new DeliverySchema(true));
  }

  /** What one of our operators could not read. */
  public void setAside(DataStream<Outgoing> copies) {
    setAside.add(copies);
  }

  /** The name of the job. */
  public String job() {
    return job;
  }

  private static List<String> observationTopics() {
    return Arrays.stream(citybrain.observation.Domain.values()).map(Topics::observations).toList();
  }

  private Reading<Stamped> observationReading() {
    return Reading.ofBlocks(cities.names(), cities.vocabulary());
  }

  public DataStream<Aggregate> aggregates() {
    return read(
        "aggregates",
        List.of(Topics.AGGREGATES),
        Reading.ofFrames(cities.names(), cities.vocabulary()),
        Types.aggregate(cities.vocabulary()));
  }

  public DataStream<Alert> alerts() {
    return read(
        "alerts",
        List.of(Topics.ALERTS),
        Reading.of(AlertJson::new, Alert::city, cities.names()),
        Types.ALERT);
  }

  /** What was refused and why, without the refused bytes. */
  public DataStream<RejectedRecord> rejected() {
    return read(
        "rejected",
        List.of(Topics.REJECTED),
        new RejectedReading(cities.names()),
        TypeInformation.of(RejectedRecord.class));
  }

  /** Observations that came too late for their window. */
  public DataStream<Stamped> late() {
    return read(
        "late", List.of(Topics.LATE), observationReading(), Types.stamped(cities.vocabulary()));
  }

  private <T> DataStream<T> read(
      String name, List<String> topics, Reading<T> reading, TypeInformation<T> type) {
    boolean withHeaders = !topics.contains(Topics.AGGREGATES) && !topics.contains(Topics.ALERTS);
    return read(name, source(name, topics, new DeliverySchema(withHeaders)), reading, type);
  }

  private <T> DataStream<T> read(
      String name, DataStream<Delivery> source, Reading<T> reading, TypeInformation<T> type) {
    var values =
        source
            .transform("read " + name, type, new ReadOperator<>(job, reading))
            .uid("read-" + name);
    setAside.add(values.getSideOutput(ReadOperator.SET_ASIDE));
    return values;
  }

  private <T> DataStream<T> source(
      String name, List<String> topics, KafkaRecordDeserializationSchema<T> schema) {
    return streams.read(env, name, topics, schema);
  }

  /** The consumer group of a job. */
  public static String group(String job) {
    return "citybrain." + job;
  }

  /** Alerts leave at once, at least once: the id of a change lets a consumer drop repetitions. */
  public void alert(DataStream<Alert> alerts) {
    streams.writeAlerts(alerts);
  }

  /**
   * Everything else leaves in transactions, one a checkpoint: exactly once for those who read
   * committed.
   */
  public void write(DataStream<Outgoing> records) {
    streams.write(records);
  }

  /**
   * Ends the wiring: what could not be read in any of the streams goes to the topic of rejections,
   * at least once; place and job in its headers tell a repetition.
   */
  void complete() {
    setAside.stream().reduce((one, other) -> one.union(other)).ifPresent(streams::writeSetAside);
    setAside.clear();
  }

  /** Submits the job under its name. */
  public JobClient run() throws Exception {
    complete();
    return env.executeAsync(job);
  }
}
