package citybrain.jobs.runtime;

import citybrain.aggregation.Aggregate;
import citybrain.aggregation.Derivation;
import citybrain.aggregation.WindowedSummary;
import citybrain.alerting.Alert;
import citybrain.detection.Detector;
import citybrain.feed.RawMessage;
import citybrain.feed.RejectedRecord;
import citybrain.jobs.kafka.CodecDeserializer;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.RawMessageDeserializer;
import citybrain.jobs.kafka.RejectedDeserializer;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.wire.AggregateCodec;
import citybrain.wire.AlertJson;
import citybrain.wire.ObservationCodec;
import citybrain.wire.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

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
    var files = config.text("cities", "city files, comma separated", "demo");
    config.text("lake", "root of the lake, for jobs that read or write it", "lake");
    var data =
        config.text("data", "folders of the city files' reference data, comma separated", "data");
    var client =
        config.text(
            "kafka-client",
            "file of further settings of Kafka's clients, such as TLS; none when empty",
            "");
    var streams = new KafkaStreams(bootstrap, group(job), ClientSettings.of(client));
    return new City(Engine.environment(config), job, Cities.of(files, data), streams, config);
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

  /** Raw messages of all feeds. */
  public DataStream<RawMessage> rawMessages() {
    return source("raw messages", List.of(Topics.RAW), new RawMessageDeserializer());
  }

  /** Observations of these properties, in the order each feed brought them. */
  public DataStream<Observation> observations(ObservedProperty first, ObservedProperty... more) {
    return observations(EnumSet.of(first, more));
  }

  /** Observations of these properties, in the order each feed brought them. */
  public DataStream<Observation> observations(Collection<ObservedProperty> properties) {
    Set<ObservedProperty> wanted = EnumSet.copyOf(properties);
    var topics =
        wanted.stream().map(p -> Topics.observations(p.domain())).distinct().sorted().toList();
    var all =
        source(
            "observations",
            topics,
            new CodecDeserializer<>(ObservationCodec::new, Types.OBSERVATION));
    return all.filter(o -> wanted.contains(o.property()))
        .uid("observations-wanted")
        .name("only " + String.join(", ", wanted.stream().map(ObservedProperty::name).toList()));
  }

  /** All observations of all domains. */
  public DataStream<Observation> observations() {
    return source(
        "observations",
        observationTopics(),
        new CodecDeserializer<>(ObservationCodec::new, Types.OBSERVATION));
  }

  /** All observations as they lie on Kafka, for operators that decode only what they need. */
  public DataStream<byte[]> encodedObservations() {
    return source(
        "observations",
        observationTopics(),
        KafkaRecordDeserializationSchema.valueOnly(new BytesSchema()));
  }

  private static List<String> observationTopics() {
    return Arrays.stream(citybrain.observation.Domain.values()).map(Topics::observations).toList();
  }

  public DataStream<Aggregate> aggregates() {
    return source(
        "aggregates",
        List.of(Topics.AGGREGATES),
        new CodecDeserializer<>(AggregateCodec::new, Types.AGGREGATE));
  }

  public DataStream<Alert> alerts() {
    return source(
        "alerts", List.of(Topics.ALERTS), new CodecDeserializer<>(AlertJson::new, Types.ALERT));
  }

  /** What was refused and why, without the refused bytes. */
  public DataStream<RejectedRecord> rejected() {
    return source("rejected", List.of(Topics.REJECTED), new RejectedDeserializer());
  }

  /** Observations that came too late for their window. */
  public DataStream<Observation> late() {
    return source(
        "late",
        List.of(Topics.LATE),
        new CodecDeserializer<>(ObservationCodec::new, Types.OBSERVATION));
  }

  private <T> DataStream<T> source(
      String name, List<String> topics, KafkaRecordDeserializationSchema<T> schema) {
    return streams.read(env, name, topics, schema);
  }

  /** The consumer group of a job. */
  public static String group(String job) {
    return "citybrain." + job;
  }

  /** Runs a rule over the observations of each key; keys begin with the city and a slash. */
  public <S extends Record, M> DataStream<Alert> detect(
      AlertRule<S> rule,
      DataStream<Observation> inputs,
      KeySelector<Observation, String> key,
      DetectorOf<S, Observation, M> detectors,
      Class<M> memory) {
    return detect(rule, inputs, key, EventTime.ofObservations(), detectors, memory);
  }

  /** The same over inputs of any kind, in the order of any clock. */
  public <S extends Record, I, M> DataStream<Alert> detect(
      AlertRule<S> rule,
      DataStream<I> inputs,
      KeySelector<I, String> key,
      EventTime<I> eventTime,
      DetectorOf<S, I, M> detectors,
      Class<M> memory) {
    var lateness =
        config.duration(
            rule.key() + ".lateness",
            "how late a reading may come and still be judged",
            rule.lateness());
    var settings = RuleSettings.of(rule, config, cities);
    DetectOperator.Detectors<I, M> made =
        k -> detectors.of(settings.of(k.substring(0, k.indexOf('/'))));
    var name = rule.rule().name();
    var inputType = inputs.getType();
    return inputs
        .keyBy(key)
        .transform(
            name,
            Types.ALERT,
            new DetectOperator<>(
                rule.rule(), made, eventTime, lateness, inputType, TypeInformation.of(memory)))
        .uid("detect-" + name);
  }

  /** Makes a detector with the settings of one city. */
  public interface DetectorOf<S, I, M> extends java.io.Serializable {
    Detector<I, M> of(S settings);
  }

  /**
   * Sums observations of each key over windows of the summary's own; what comes out are
   * observations again.
   */
  public <S> DataStream<Observation> summarise(
      String name,
      DataStream<Observation> inputs,
      KeySelector<Observation, String> key,
      Duration lateness,
      SummaryOfCity<S> summaries,
      Class<S> memory) {
    var all = cities;
    SummaryOperator.Summaries<S> made =
        k -> summaries.of(all.timeZone(k.substring(0, k.indexOf('/'))));
    return inputs
        .keyBy(key)
        .transform(
            name,
            Types.OBSERVATION,
            new SummaryOperator<>(
                made, EventTime.ofObservations(), lateness, TypeInformation.of(memory)))
        .uid("summarise-" + name);
  }

  /** Makes a summary that knows the local time of its city. */
  public interface SummaryOfCity<S> extends java.io.Serializable {
    WindowedSummary<Observation, S, Optional<Observation>> of(String timeZone);
  }

  /** Derives observations from those of each key, each as soon as it is known. */
  public <M> DataStream<Observation> derive(
      String name,
      DataStream<Observation> inputs,
      KeySelector<Observation, String> key,
      Duration lateness,
      DerivationOfJob<M> derivations,
      Class<M> memory) {
    return inputs
        .keyBy(key)
        .transform(
            name,
            Types.OBSERVATION,
            new DeriveOperator<>(
                derivations::derivation,
                EventTime.ofObservations(),
                lateness,
                TypeInformation.of(memory)))
        .uid("derive-" + name);
  }

  /** Makes a derivation on the worker. */
  public interface DerivationOfJob<M> extends java.io.Serializable {
    Derivation<Observation, M, Observation> derivation();
  }

  /** Derived observations go where all others are, so that other jobs find them. */
  public void writeDerived(DataStream<Observation> observations) {
    write(
        observations
            .flatMap(new ObservationToOutgoing())
            .returns(TypeInformation.of(Outgoing.class))
            .uid("encode-observations")
            .name("encode"));
  }

  /** Alerts leave at once, at least once: the id of a change lets a consumer drop repetitions. */
  public void alert(List<DataStream<Alert>> alerts) {
    alert(alerts.stream().reduce((left, right) -> left.union(right)).orElseThrow());
  }

  /** The same for the alerts of one rule. */
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

  /** Submits the job under its name. */
  public void run() throws Exception {
    env.executeAsync(job);
  }
}
