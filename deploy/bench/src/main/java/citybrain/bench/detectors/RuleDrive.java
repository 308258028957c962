package citybrain.bench.detectors;

import citybrain.alerting.AlertChange;
import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.jobs.rules.Memories;
import citybrain.observation.Observation;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A rule as it ships over readings, as the engine drives it but without the engine: keys apart,
 * woken when it asked to be, what is blank forgotten.
 */
public final class RuleDrive<M> {

  private final CityRule<?, M> rule;
  private final Detector<Observation, M> detector;
  private final TypeSerializer<M> serializer;
  private final List<Observation> readings;
  private final int[] keyOf;
  private final int keys;
  private final int series;
  private List<M> memories = List.of();

  private RuleDrive(
      CityRule<?, M> rule, Detector<Observation, M> detector, List<Observation> readings) {
    this.rule = rule;
    this.detector = detector;
    this.readings = readings;
    this.serializer =
        Memories.type(rule.memory(), Vocabulary.BUILT_IN)
            .createSerializer(new SerializerConfigImpl());
    var numbers = new HashMap<String, Integer>();
    this.keyOf =
        readings.stream()
            .mapToInt(one -> numbers.computeIfAbsent(rule.by().of(one), key -> numbers.size()))
            .toArray();
    this.keys = numbers.size();
    this.series = (int) readings.stream().map(Observation::series).distinct().count();
  }

  /** In a city by UTC. */
  public static <S extends Record, M> RuleDrive<M> of(
      CityRule<S, M> rule, List<Observation> readings) {
    return new RuleDrive<>(
        rule, rule.made().of(rule.usual().of(CityCalendar.of("UTC")), "UTC"), readings);
  }

  public String name() {
    return rule.name();
  }

  public int readings() {
    return readings.size();
  }

  /** Of a key, on average. */
  public double seriesPerKey() {
    return (double) series / keys;
  }

  /** From nothing to the last reading. */
  public void run(Consumer<AlertChange> heard) {
    var next = new ArrayList<M>(keys);
    var wakeAt = new Instant[keys];
    var blank = detector.blank();
    for (int key = 0; key < keys; key++) {
      next.add(blank);
      wakeAt[key] = Instant.MAX;
    }
    for (int i = 0; i < keyOf.length; i++) {
      int key = keyOf[i];
      var reading = readings.get(i);
      while (wakeAt[key].isBefore(reading.phenomenonTime())) {
        var now = wakeAt[key];
        wakeAt[key] = Instant.MAX;
        take(detector.wake(next.get(key), now), key, next, wakeAt, heard);
      }
      take(detector.observe(next.get(key), reading), key, next, wakeAt, heard);
    }
    memories = next;
  }

  private void take(
      Verdict<M> verdict, int key, List<M> next, Instant[] wakeAt, Consumer<AlertChange> heard) {
    var blank = detector.blank();
    next.set(key, verdict.memory().equals(blank) ? blank : verdict.memory());
    var wish = verdict.wakeAt();
    if (wish != null) {
      wakeAt[key] = wish;
    }
    verdict.changes().forEach(heard);
  }

  /** All changes of alerts of one run. */
  public List<AlertChange> changes() {
    var changes = new ArrayList<AlertChange>();
    run(changes::add);
    return changes;
  }

  /** The largest memory of a key after the last run, as the engine writes it, bytes. */
  public int largestMemory() {
    int largest = 0;
    for (var memory : memories) {
      var out = new DataOutputSerializer(4096);
      try {
        serializer.serialize(memory, out);
      } catch (IOException e) {
        throw new IllegalStateException("into memory", e);
      }
      largest = Math.max(largest, out.length());
    }
    return largest;
  }
}
