package citybrain.jobs.aggregates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Rules;
import citybrain.aggregation.Aggregate;
import citybrain.aggregation.Told;
import citybrain.aggregation.ZoneName;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.TallySchema;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The operator around the windows: snapshots, restores at another parallelism, checkpoints without
 * news.
 */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class ZoneSummaryTest {

  private static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");
  private static final int GROUPS = 8;
  private static final int LIMIT = 1600;
  private static final Members MEMBERS =
      Members.of(
          Map.of(
              "demo",
              Map.of(
                  "flows", Set.of(ObservedProperty.WATER_FLOW),
                  "f", Set.of(ObservedProperty.WATER_PRESSURE))),
          Map.of(),
          Map.of(),
          Map.of(),
          Vocabulary.BUILT_IN,
          Rules.ALL);

  private static StreamRecord<MinuteSums> clock(double minute) {
    return new StreamRecord<>(MinuteSums.of(Minutes.clock("flows", "water", minute)));
  }

  static KeyedOneInputStreamOperatorTestHarness<Long, MinuteSums, Outgoing> harness(
      int parallelism, int index) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new ZoneSummary(Minutes.TIMES, MEMBERS, LIMIT),
        MinuteSums::worker,
        Types.LONG,
        GROUPS,
        parallelism,
        index);
  }

  static List<Aggregate> read(
      KeyedOneInputStreamOperatorTestHarness<Long, MinuteSums, Outgoing> harness) {
    return read(harness, Topics.AGGREGATES);
  }

  private static List<Aggregate> read(
      KeyedOneInputStreamOperatorTestHarness<Long, MinuteSums, Outgoing> harness, String topic) {
    return harness.extractOutputValues().stream()
        .filter(record -> record.topic().equals(topic))
        .flatMap(record -> JobRun.frame(record).stream())
        .toList();
  }

  /** Of each key of the compacted topic what stands. */
  private static Map<String, Aggregate> latest(
      KeyedOneInputStreamOperatorTestHarness<Long, MinuteSums, Outgoing> harness) {
    var latest = new TreeMap<String, Aggregate>();
    for (var record : harness.extractOutputValues()) {
      if (record.topic().equals(Topics.AGGREGATES_LATEST)) {
        var frame = JobRun.frame(record);
        assertThat(frame).hasSize(1);
        latest.put(new String(record.key(), UTF_8), frame.get(0));
      }
    }
    return latest;
  }

  @Test
  void aLateRevisionDoesNotHideWhatIsNewer() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(new StreamRecord<>(Minutes.of("d1", 0, 3)));
      harness.processElement(new StreamRecord<>(Minutes.of("d2", 0, 3)));
      harness.processElement(new StreamRecord<>(Minutes.of("d1", 15, 4)));
      harness.processElement(clock(32));
      harness.processElement(new StreamRecord<>(Minutes.of("d1", 1, 5)));
      harness.processElement(new StreamRecord<>(Minutes.of("d2", 1, 6)));
      harness.processElement(clock(34));
      harness.getOperator().finish();

      var latest = latest(harness);
      assertThat(latest)
          .containsOnlyKeys(
              "demo/dma/WATER_FLOW/quarter/d1",
              "demo/dma/WATER_FLOW/quarter/d2",
              "demo/dma/WATER_FLOW/hour/d1",
              "demo/dma/WATER_FLOW/hour/d2",
              "demo/dma/WATER_FLOW/day/d1",
              "demo/dma/WATER_FLOW/day/d2");
      var first = Objects.requireNonNull(latest.get("demo/dma/WATER_FLOW/quarter/d1"));
      assertThat(first.windowStart()).isEqualTo(EIGHT.plusSeconds(900));
      var second = Objects.requireNonNull(latest.get("demo/dma/WATER_FLOW/quarter/d2"));
      assertThat(List.of(second.sum(), (double) second.revision())).containsExactly(9.0, 2.0);
    }
  }

  @Test
  void stateSurvivesASnapshotAndARescalingAndNothingIsCountedTwice() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(1, 0)) {
      before.open();
      for (int zone = 0; zone < 20; zone++) {
        before.processElement(new StreamRecord<>(Minutes.of("d" + zone, 0, zone)));
      }
      snapshot = before.snapshot(1, 1);
    }
    var sums = new HashMap<String, Double>();
    for (int index = 0; index < 3; index++) {
      var part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, GROUPS, 1, 3, index);
      try (var after = harness(3, index)) {
        after.initializeState(part);
        after.open();
        after.getOperator().finish();
        for (var aggregate : read(after)) {
          if (aggregate.windowEnd().equals(EIGHT.plusSeconds(900))) {
            assertThat(sums.put(aggregate.zone(), aggregate.sum())).isNull();
          }
        }
      }
    }
    assertThat(sums).hasSize(20);
    for (int zone = 0; zone < 20; zone++) {
      assertThat(sums).containsEntry("d" + zone, (double) zone);
    }
  }

  @Test
  void aRestoredWindowGoesOnWithItsRevision() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(1, 0)) {
      before.open();
      before.processElement(new StreamRecord<>(Minutes.of("d1", 0, 3)));
      before.processElement(new StreamRecord<>(Minutes.of("d1", 5, 4)));
      before.processElement(clock(5));
      assertThat(read(before)).hasSize(1);
      snapshot = before.snapshot(1, 1);
    }
    try (var after = harness(1, 0)) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(new StreamRecord<>(Minutes.of("d1", 0, 7)));
      after.processElement(clock(8));
      var revised = new ArrayList<Aggregate>();
      for (var aggregate : read(after)) {
        if (aggregate.windowEnd().equals(EIGHT.plusSeconds(60))) {
          revised.add(aggregate);
        }
      }
      assertThat(revised).hasSize(1);
      assertThat(revised.get(0).revision()).isEqualTo(2);
      assertThat(revised.get(0).sum()).isEqualTo(10);
    }
  }

  /** A single value, or a correction of one. */
  private static StreamRecord<MinuteSums> single(
      String zone, double value, @Nullable Double before) {
    return single(zone, new Told(value, true), before == null ? null : new Told(before, true));
  }

  static StreamRecord<MinuteSums> single(String zone, Told value, @Nullable Told before) {
    var rows = new MinuteSums.Rows();
    OneByOne.add(rows, ZoneName.of("demo", "dma", zone, null), value, before);
    var like = Minutes.of(zone, 0, value.value());
    return new StreamRecord<>(
        new MinuteSums(
            like.worker(),
            like.city(),
            like.feed(),
            like.property(),
            like.minute(),
            rows.take(),
            MinuteSums.Kind.ONE_BY_ONE,
            null));
  }

  @Test
  void whatWasToldBeforeASnapshotIsCorrectedAfterIt() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness(1, 0)) {
      before.open();
      for (int zone = 0; zone < 20; zone++) {
        before.processElement(single("d" + zone, 1, null));
        before.processElement(single("d" + zone, 2, null));
        before.processElement(single("d" + zone, 3, null));
      }
      snapshot = before.snapshot(1, 1);
    }
    var corrected = new HashSet<String>();
    for (int index = 0; index < 3; index++) {
      var part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, GROUPS, 1, 3, index);
      try (var after = harness(3, index)) {
        after.initializeState(part);
        after.open();
        after.getOperator().finish();
        var own = read(after).stream().map(Aggregate::zone).distinct().toList();
        for (var zone : own) {
          after.processElement(single(zone, 5, 1.0));
        }
        after.getOperator().finish();
        read(after).stream()
            .filter(one -> one.revision() == 4)
            .forEach(
                one -> {
                  assertThat(List.of(one.sum(), one.min(), one.max()))
                      .containsExactly(10.0, 2.0, 5.0);
                  assertThat(one.count()).isEqualTo(3);
                  corrected.add(one.zone());
                });
      }
    }
    assertThat(corrected).hasSize(20);
  }

  @Test
  void checkpointsWithoutNewsPublish() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(new StreamRecord<>(Minutes.of("d1", 0, 3)));
      assertThat(harness.extractOutputValues()).isEmpty();
      for (int checkpoint = 1; checkpoint <= 4; checkpoint++) {
        harness.prepareSnapshotPreBarrier(checkpoint);
        assertThat(harness.extractOutputValues()).isEmpty();
      }
      harness.prepareSnapshotPreBarrier(5);
      assertThat(read(harness)).as("a minute, a quarter, an hour, a day").hasSize(4);
    }
  }

  @Test
  void roomIsBoundedAndWhatIsMissedForItIsSaid() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      for (int m = 0; m < 3000; m++) {
        harness.processElement(new StreamRecord<>(Minutes.of("d1", m, 1)));
      }
      var snapshot = harness.snapshot(1, 1);
      harness.getOutput().clear();
      try (var after = harness(1, 0)) {
        after.initializeState(snapshot);
        after.open();
        after.processElement(new StreamRecord<>(Minutes.of("d1", 0, 1)));
        after.processElement(new StreamRecord<>(Minutes.of("d1", 2990, 1)));
        after.getOperator().prepareSnapshotPreBarrier(2);
        var tallies =
            after.extractOutputValues().stream()
                .filter(one -> one.topic().equals(Topics.TALLY))
                .map(one -> new String(one.value(), UTF_8))
                .toList();
        assertThat(tallies).hasSize(1);
        var tally = new ObjectMapper().readTree(tallies.get(0));
        TallySchema.check(tally);
        assertThat(tally.path("missed").asInt()).isEqualTo(1);
        assertThat(tally.path("feed").asText()).isEqualTo("flows");
      }
    }
  }

  /**
   * Sums and clocks at random, with crashes: what was written since the last checkpoint is gone,
   * and what came since comes again, in other pieces.
   */
  @Test
  void nothingIsSaidTwiceAndNothingLostWhereverItBreaks() throws Exception {
    var random = new Random(5);
    var input = new ArrayList<StreamRecord<MinuteSums>>();
    for (int i = 0; i < 4_000; i++) {
      int minute = i / 20;
      input.add(
          random.nextInt(10) == 0
              ? clock(minute)
              : new StreamRecord<>(
                  Minutes.of(
                      "d" + random.nextInt(6),
                      Math.max(0, minute - random.nextInt(random.nextInt(5) == 0 ? 50 : 2)),
                      random.nextInt(100))));
    }
    var written = new ArrayList<Aggregate>();
    OperatorSubtaskState snapshot = null;
    int at = 0;
    while (at < input.size()) {
      try (var harness = harness(1, 0)) {
        if (snapshot != null) {
          harness.initializeState(snapshot);
        }
        harness.open();
        int crash = at + 150 + random.nextInt(500);
        for (int i = at; i < Math.min(crash, input.size()); i++) {
          harness.processElement(input.get(i));
          if (random.nextInt(60) == 0 || i == input.size() - 1) {
            harness.prepareSnapshotPreBarrier(i);
            snapshot = harness.snapshot(i, i);
            written.addAll(read(harness));
            harness.getOutput().clear();
            at = i + 1;
          }
        }
      }
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(Objects.requireNonNull(snapshot));
      harness.open();
      harness.getOperator().finish();
      written.addAll(read(harness));
    }
    var revisions = new HashSet<String>();
    var last = new TreeMap<String, Aggregate>();
    for (var one : written) {
      var window = one.zone() + " " + one.windowStart() + " " + one.windowEnd();
      assertThat(revisions.add(window + " " + one.revision())).as(window).isTrue();
      last.put(window, one);
    }
    var sums = new TreeMap<String, Double>();
    for (var record : input) {
      if (record.getValue().clock() == null) {
        var rows = record.getValue().rows();
        sums.merge(
            "minute " + record.getValue().minute(), MinuteSums.Rows.min(rows, 0), Double::sum);
      }
    }
    var seen = new TreeMap<String, Double>();
    for (var one : last.values()) {
      if (one.windowEnd().equals(one.windowStart().plusSeconds(60))) {
        seen.merge("minute " + one.windowStart().toEpochMilli(), one.sum(), Double::sum);
      }
    }
    assertThat(seen).isEqualTo(sums);
  }
}
