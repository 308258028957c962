package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Key;
import citybrain.detection.Verdict;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockLane;
import citybrain.wire.ObservationCodec;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The operator around a rule that tells each of its inputs, for tests. */
final class RuleHarness {

  static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  static final Duration LATENESS = Duration.ofMinutes(2);

  /** Of two cities, each with a feed of flows; the town has one of pressures as well. */
  private static final RuleSources SOURCES =
      RuleSources.of(
          Map.of(
              "town",
              Map.of(
                  "flows", Set.of(ObservedProperty.WATER_FLOW),
                  "pressures", Set.of(ObservedProperty.WATER_PRESSURE)),
              "village",
              Map.of("flows", Set.of(ObservedProperty.WATER_FLOW))),
          Vocabulary.BUILT_IN);

  /** Remembers the sum and tells each input; tells silence of ten minutes. */
  public record Memory(double sum) {}

  /** Fails on negative inputs. */
  public record Settings(int minutes) {
    static Settings usual() {
      return new Settings(10);
    }
  }

  record Telling(Settings settings) implements Detector<Observation, Memory> {
    @Override
    public Memory blank() {
      return new Memory(0);
    }

    @Override
    public Verdict<Memory> observe(Memory memory, Observation input) {
      if (input.result() < 0) {
        throw new IllegalArgumentException("secret");
      }
      var next = new Memory(memory.sum() + input.result());
      var change = change(input.feature(), input.phenomenonTime(), next.sum());
      return new Verdict<>(
          next,
          List.of(change),
          input.phenomenonTime().plus(Duration.ofMinutes(settings.minutes())),
          List.of(input));
    }

    @Override
    public Verdict<Memory> wake(Memory memory, Instant now) {
      return Verdict.of(blank(), change("silence", now, memory.sum()));
    }

    static AlertChange change(String feature, Instant time, double value) {
      return new AlertChange(
          AlertStatus.OPEN,
          "town",
          feature,
          "X",
          time,
          time,
          Severity.MINOR,
          value,
          0,
          "1",
          "",
          null,
          "");
    }
  }

  /** Wants to be woken as many minutes after each input as it says, and tells that. */
  record Wishing() implements Detector<Observation, Memory> {
    @Override
    public Memory blank() {
      return new Memory(0);
    }

    @Override
    public Verdict<Memory> observe(Memory memory, Observation input) {
      var minutes = Duration.ofMinutes((long) input.result());
      return Verdict.quiet(new Memory(input.result()))
          .wakingAt(input.phenomenonTime().plus(minutes));
    }

    @Override
    public Verdict<Memory> wake(Memory memory, Instant now) {
      return Verdict.of(memory, Telling.change("woken", now, memory.sum()));
    }
  }

  static CityRule<Settings, Memory> rule(Key by) {
    return rule(by, Telling::new);
  }

  static CityRule<Settings, Memory> rule(
      Key by, Function<Settings, Detector<Observation, Memory>> detector) {
    return CityRule.of(
            "water.test",
            "1",
            LATENESS,
            zone -> Settings.usual(),
            List.of(ObservedProperty.WATER_FLOW, ObservedProperty.WATER_PRESSURE),
            by,
            (settings, zone) -> detector.apply(settings),
            Memory.class)
        .deriving(ObservedProperty.WATER_MINIMUM_NIGHT_FLOW);
  }

  static KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness(Key by)
      throws Exception {
    return harness(by, 1, 1, 0);
  }

  /** One of several workers. */
  static KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness(
      Key by, int keyGroups, int workers, int worker) throws Exception {
    return harness(List.of(rule(by)), "", RuleWiring.KEY, keyGroups, workers, worker);
  }

  /** A rule that remembers features apart, one worker. */
  static KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness(
      CityRule<Settings, Memory> rule, TypeInformation<String> keys) throws Exception {
    return harness(List.of(rule), "", keys, 1, 1, 0);
  }

  /** Some rules of one host, which remember features apart, one worker. */
  static KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness(
      List<CityRule<Settings, Memory>> rules) throws Exception {
    return harness(rules, "", RuleWiring.KEY, 1, 1, 0);
  }

  /** One rule that is taught what lies in a lake, one worker. */
  static KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness(
      CityRule<Settings, Memory> rule, String baselines) throws Exception {
    return harness(List.of(rule), baselines, RuleWiring.KEY, 1, 1, 0);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness(
      List<CityRule<Settings, Memory>> rules,
      String baselines,
      TypeInformation<String> keys,
      int keyGroups,
      int workers,
      int worker)
      throws Exception {
    var cities = JobRun.town();
    var members =
        rules.stream()
            .<RuleHost.Member<?, ?>>map(
                rule ->
                    new RuleHost.Member<>(
                        rule,
                        RuleSettings.of(rule, JobRun.config(), cities),
                        LATENESS.toMillis(),
                        new TreeSet<>()))
            .toList();
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new RuleOperator(RuleHost.of(members).get(0), cities, SOURCES, baselines),
        RuleInput::worker,
        keys,
        keyGroups,
        workers,
        worker);
  }

  static Observation observation(
      String city, String feed, String feature, double minute, double value) {
    return new Observation(
        city,
        feed,
        feature,
        feed.equals("flows") ? ObservedProperty.WATER_FLOW : ObservedProperty.WATER_PRESSURE,
        NOON.plusMillis(Math.round(minute * 60_000)),
        NOON,
        value,
        null,
        "dma/A",
        "",
        Quality.GOOD);
  }

  static StreamRecord<RuleInput> at(String feature, double minute, double value) {
    return at(feature, minute, value, 0);
  }

  static StreamRecord<RuleInput> at(String feature, double minute, double value, long offset) {
    return input(
        observation("town", "flows", feature, minute, value), new Stamp(0, 0, 0, offset, 0));
  }

  /**
   * As it is sent to a rule that remembers features apart: what a key hashes to decides nothing.
   */
  static StreamRecord<RuleInput> input(Observation observation, Stamp stamp) {
    var outbox = new Outbox();
    outbox.add(
        observation,
        new ObservationCodec(Vocabulary.BUILT_IN).encode(observation),
        new Readings.FeedName(observation.city(), observation.feed()),
        Key.FEATURE.of(observation).hashCode(),
        Keys.hint(observation),
        observation.phenomenonTime().toEpochMilli(),
        stamp);
    return new StreamRecord<>(RuleInput.of("worker-0", 1, outbox.take()));
  }

  static StreamRecord<RuleInput> pressure(String feature, double minute, double value) {
    return input(observation("town", "pressures", feature, minute, value), Stamp.NONE);
  }

  static StreamRecord<RuleInput> clock(String feed, double minute) {
    return clock("worker-0", 1, feed, minute);
  }

  static StreamRecord<RuleInput> clock(String worker, int workers, String feed, double minute) {
    return new StreamRecord<>(
        new RuleInput(
            worker,
            workers,
            Readings.NONE,
            "town/" + feed + "/water",
            BlockLane.ONLY,
            NOON.plusMillis(Math.round(minute * 60_000)).toEpochMilli()));
  }

  static List<String> told(
      KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness) {
    return harness.extractOutputValues().stream()
        .map(
            a ->
                a.feature()
                    + "@"
                    + Duration.between(NOON, a.time()).toMinutes()
                    + "="
                    + (int) a.observed())
        .toList();
  }

  static List<Outgoing> records(
      KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness, String topic) {
    var all = harness.getSideOutput(RuleOperator.RECORDS);
    return all == null
        ? List.of()
        : all.stream().map(StreamRecord::getValue).filter(o -> o.topic().equals(topic)).toList();
  }

  static String tally(KeyedOneInputStreamOperatorTestHarness<String, RuleInput, Alert> harness) {
    return records(harness, Topics.TALLY).stream()
        .map(one -> new String(one.value(), StandardCharsets.UTF_8))
        .filter(one -> one.contains("\"stage\":\"rule\""))
        .reduce("", String::concat);
  }

  private RuleHarness() {}
}
