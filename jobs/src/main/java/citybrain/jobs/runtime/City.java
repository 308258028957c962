package citybrain.jobs.runtime;

import citybrain.aggregation.Aggregate;
import citybrain.aggregation.Derivation;
import citybrain.aggregation.WindowedSummary;
import citybrain.alerting.Alert;
import citybrain.detection.Detector;
import citybrain.feed.RawMessage;
import citybrain.feed.RejectedRecord;
import citybrain.jobs.kafka.Delivery;
import citybrain.jobs.kafka.DeliverySchema;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.RawMessageDeserializer;
import citybrain.jobs.kafka.Reading;
import citybrain.jobs.kafka.RejectedReading;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.wire.AggregateCodec;
import citybrain.wire.AlertJson;
import citybrain.wire.ObservationCodec;
import citybrain.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
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
  private final List<DataStream<Outgoing>> setAside = new ArrayList<>();

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
    var all = read("observations", topics, observationReading(), Types.OBSERVATION);
    return all.filter(o -> wanted.contains(o.property()))
        .uid("observations-wanted")
        .name("only " + String.join(", ", wanted.stream().map(ObservedProperty::name).toList()));
  }

  /** All observations of all domains. */
  public DataStream<Observation> observations() {
    return read("observations", observationTopics(), observationReading(), Types.OBSERVATION);
  }

  /** All observations as they lie on Kafka, for operators that decode only what they need. */
  public DataStream<Delivery> deliveredObservations() {
    return source("observations", observationTopics(), new DeliverySchema(false));
  }

  private static List<String> observationTopics() {
    return Arrays.stream(citybrain.observation.Domain.values()).map(Topics::observations).toList();
  }

  private Reading<Observation> observationReading() {
    return Reading.of(ObservationCodec::new, Observation::city, cities.names());
  }

  public DataStream<Aggregate> aggregates() {
    return read(
        "aggregates",
        List.of(Topics.AGGREGATES),
        Reading.of(AggregateCodec::new, Aggregate::city, cities.names()),
        Types.AGGREGATE);
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
  public DataStream<Observation> late() {
    return read("late", List.of(Topics.LATE), observationReading(), Types.OBSERVATION);
  }

  private <T> DataStream<T> read(
      String name, List<String> topics, Reading<T> reading, TypeInformation<T> type) {
    boolean withHeaders = topics.contains(Topics.REJECTED);
    var values =
        source(name, topics, new DeliverySchema(withHeaders))
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
    var made = new DetectorsOfCities<>(settings, detectors, cities);
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

  /** The city that a key begins with. */
  private static String cityOf(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private record DetectorsOfCities<S extends Record, I, M>(
      RuleSettings<S> settings, DetectorOf<S, I, M> detectors, Cities cities)
      implements DetectOperator.Detectors<I, M> {

    @Override
    public Detector<I, M> detector(String key) {
      return detectors.of(settings.of(cityOf(key)));
    }

    @Override
    public boolean knows(String key) {
      return cities.has(cityOf(key));
    }
  }

  private record SummariesOfCities<S>(SummaryOfCity<S> summaries, Cities cities)
      implements SummaryOperator.Summaries<S> {

    @Override
    public WindowedSummary<Observation, S, Optional<Observation>> summary(String key) {
      return summaries.of(cities.timeZone(cityOf(key)));
    }

    @Override
    public boolean knows(String key) {
      return cities.has(cityOf(key));
    }
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
    var made = new SummariesOfCities<>(summaries, cities);
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

  /**
   * Ends the wiring: what could not be read in any of the streams goes to the topic of rejections,
   * at least once; place and job in its headers tell a repetition.
   */
  void complete() {
    setAside.stream().reduce((one, other) -> one.union(other)).ifPresent(streams::writeSetAside);
    setAside.clear();
  }

  /** Submits the job under its name. */
  public void run() throws Exception {
    complete();
    env.executeAsync(job);
  }
}
