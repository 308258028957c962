package citybrain.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.cities.CityFeeds;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Domain;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockLane;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed that many workers decode and keep says what one worker would say of it. */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class IngestLanesTest {

  private static final TypeInformation<LaneInput> TYPE = LaneInput.type(Vocabulary.BUILT_IN);

  private static final Instant MORNING = Instant.parse("2024-01-01T06:00:00Z");
  private static final String FOLDER = "src/test/resources/citybrain/jobs/town";
  private static final int MESSAGES = 60;

  private static CityFeeds feeds(Path folder, String lanes) throws IOException {
    var text =
        Files.readString(Path.of(FOLDER, "town.yaml"))
            .replace("kind: meter-readings", "kind: meter-readings\n    lanes: " + lanes);
    var file = folder.resolve(lanes.replaceAll("\\W", "-") + ".yaml");
    Files.writeString(file, text);
    return Cities.of(file.toString(), FOLDER).feeds();
  }

  /**
   * Messages of meters; some tell again what was told, some lines are no good.
   *
   * @param oldest of readings when they arrive, minutes
   */
  private static List<RawRecord> log(Random random, int oldest) {
    var log = new ArrayList<RawRecord>();
    for (int i = 0; i < MESSAGES; i++) {
      var arrival = MORNING.plusSeconds(120L * i);
      boolean isBeat = random.nextInt(10) == 0;
      int lines = isBeat ? 0 : random.nextInt(30);
      var body = new StringBuilder("meter_id,transformer_id,ts_local,kwh\n");
      for (int n = 0; n < lines; n++) {
        var time = arrival.minusSeconds(60L * random.nextInt(oldest)).toString();
        body.append("M").append(random.nextInt(12)).append(",T1,");
        body.append(time, 0, 10).append(' ').append(time, 11, 19).append(',');
        body.append(random.nextInt(9) == 0 ? "much" : "1." + random.nextInt(2)).append('\n');
      }
      var bytes = isBeat ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
      var message = new RawMessage("town", "meters", "made.csv", 2, arrival, lines, bytes);
      var kind = isBeat ? RawRecord.Kind.HEARTBEAT : RawRecord.Kind.MESSAGE;
      log.add(new RawRecord(message, 3, 2L * i, kind, 0));
    }
    return log;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LaneInput, Outgoing> keeper(
      CityFeeds feeds) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new IngestOperator(feeds), LaneInput::key, Types.STRING);
  }

  /** As it comes out of the other end of a network. */
  private static LaneInput sent(LaneInput input) throws IOException {
    var serializer = new LaneInputSerializer(Vocabulary.BUILT_IN);
    var bytes = new DataOutputSerializer(64);
    serializer.serialize(input, bytes);
    return serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
  }

  /** What two workers send who decode by turns, each in its own order. */
  private static List<Queue<LaneInput>> decoded(CityFeeds feeds, List<RawRecord> log)
      throws Exception {
    var sent = List.<Queue<LaneInput>>of(new ArrayDeque<>(), new ArrayDeque<>());
    var turn = new TurnOperator(new TreeSet<>(List.of("town/meters")), new TreeSet<>(), TYPE);
    try (var turns = new OneInputStreamOperatorTestHarness<>(turn);
        var one = new OneInputStreamOperatorTestHarness<>(new DecodeOperator(feeds));
        var other = new OneInputStreamOperatorTestHarness<>(new DecodeOperator(feeds))) {
      turns.setup(TYPE.createSerializer(turns.getExecutionConfig().getSerializerConfig()));
      turns.open();
      one.open();
      other.open();
      for (var record : log) {
        turns.processElement(new StreamRecord<>(record));
      }
      int at = 0;
      for (var input : turns.getSideOutput(TurnOperator.ofLanes(TYPE))) {
        (at++ % 2 == 0 ? one : other).processElement(new StreamRecord<>(sent(input.getValue())));
      }
      for (var part : one.extractOutputValues()) {
        sent.get(0).add(sent(part));
      }
      for (var part : other.extractOutputValues()) {
        sent.get(1).add(sent(part));
      }
    }
    return sent;
  }

  /** Takes them in any order that two workers may send them in; says what it wrote. */
  private static void deliver(
      KeyedOneInputStreamOperatorTestHarness<String, LaneInput, Outgoing> keeper,
      List<Queue<LaneInput>> sent,
      Random random)
      throws Exception {
    while (sent.stream().anyMatch(queue -> !queue.isEmpty())) {
      var queue = sent.get(random.nextInt(2));
      for (int n = random.nextInt(40); n > 0 && !queue.isEmpty(); n--) {
        keeper.processElement(new StreamRecord<>(queue.remove()));
      }
    }
  }

  private static List<Outgoing> inLanes(CityFeeds feeds, List<RawRecord> log, Random random)
      throws Exception {
    var written = new ArrayList<Outgoing>();
    OperatorSubtaskState state;
    int half = log.size() / 2;
    try (var before = keeper(feeds)) {
      before.open();
      deliver(before, decoded(feeds, log.subList(0, half)), random);
      before.prepareSnapshotPreBarrier(1);
      state = before.snapshot(1, 1);
      written.addAll(before.extractOutputValues());
    }
    try (var after = keeper(feeds)) {
      after.initializeState(state);
      after.open();
      deliver(after, decoded(feeds, log.subList(half, log.size())), random);
      after.prepareSnapshotPreBarrier(2);
      written.addAll(after.extractOutputValues());
    }
    return written;
  }

  private static List<Outgoing> byOne(CityFeeds feeds, List<RawRecord> log) throws Exception {
    try (var keeper = keeper(feeds)) {
      keeper.open();
      for (var record : log) {
        keeper.processElement(new StreamRecord<>(LaneInput.of(record)));
      }
      keeper.prepareSnapshotPreBarrier(1);
      return keeper.extractOutputValues();
    }
  }

  private static String header(Outgoing record, String name) {
    for (int i = 0; i + 1 < record.headers().length; i += 2) {
      if (record.headers()[i].equals(name)) {
        return record.headers()[i + 1];
      }
    }
    return "";
  }

  private static boolean isBlock(Outgoing record) {
    return record.topic().equals(Topics.observations(Domain.ENERGY))
        && header(record, ClockMark.HEADER).isEmpty();
  }

  /** Readings with the clock by which they are judged. */
  private static List<String> readings(List<Outgoing> written) {
    var all = new ArrayList<String>();
    for (var record : written) {
      if (isBlock(record)) {
        var block = JobRun.block(record);
        for (int row = 0; row < block.count(); row++) {
          all.add(block.observation(row) + " " + block.stamp(row).clock());
        }
      }
    }
    return all;
  }

  private static List<String> refused(List<Outgoing> written) {
    return written.stream()
        .filter(record -> record.topic().equals(Topics.REJECTED))
        .map(
            record ->
                String.join(" ", record.headers())
                    + new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static Map<String, Long> tally(List<Outgoing> written) throws IOException {
    var sums = new HashMap<String, Long>();
    for (var record : written) {
      if (record.topic().equals(Topics.TALLY)) {
        var tally = new ObjectMapper().readTree(record.value());
        for (var name :
            List.of("messages", "heartbeats", "records", "values", "observations", "rejected")) {
          sums.merge(name, tally.get(name).asLong(), Long::sum);
        }
        sums.merge("clock", tally.get("clock").asLong(), Math::max);
      }
    }
    return sums;
  }

  @Test
  void lanesSayWhatOneWorkerSays(@TempDir Path folder) throws Exception {
    assertTheSame(feeds(folder, "1"), feeds(folder, "3"), 20);
  }

  /**
   * Nothing that is told again is too old to be known here: a lane that keeps only what was before
   * the change takes for new what others would refuse, for the series is no further there.
   */
  @Test
  void nothingIsCountedTwiceWhenTheirNumberChanges(@TempDir Path folder) throws Exception {
    var lanes = "5\n    lanes-since: 2024-01-01T07:00:00Z\n    lanes-before: 2";
    assertTheSame(feeds(folder, "1"), feeds(folder, lanes), 14);
  }

  private static void assertTheSame(CityFeeds one, CityFeeds many, int oldest) throws Exception {
    for (int seed = 0; seed < 10; seed++) {
      var log = log(new Random(seed), oldest);
      var plain = byOne(one, log);
      var spread = inLanes(many, log, new Random(seed));
      assertThat(readings(plain)).hasSizeGreaterThan(300);
      assertThat(refused(plain)).hasSizeGreaterThan(50);
      assertThat(readings(spread)).containsExactlyInAnyOrderElementsOf(readings(plain));
      assertThat(refused(spread)).containsExactlyInAnyOrderElementsOf(refused(plain));
      assertThat(tally(spread)).isEqualTo(tally(plain));
      assertEachLaneIsInOrder(spread);
    }
  }

  /** Whoever reads one lane finds each series in the order of the log, and the clock at its end. */
  private static void assertEachLaneIsInOrder(List<Outgoing> written) {
    var offsets = new HashMap<String, Long>();
    var clocks = new HashMap<Integer, Long>();
    var laneOf = new HashMap<String, String>();
    for (var record : written) {
      var mark = header(record, ClockMark.HEADER);
      if (!mark.isEmpty()) {
        var told = ClockMark.parse(mark, "");
        clocks.merge(told.part(), told.clock(), Math::max);
      } else if (isBlock(record)) {
        var lane = BlockLane.parse(header(record, BlockLane.HEADER));
        var key = new String(record.key(), StandardCharsets.UTF_8);
        assertThat(key).isEqualTo(lane.lane() == 0 ? "town/meters" : "town/meters/" + lane.lane());
        var block = JobRun.block(record);
        clocks.merge(lane.lane(), block.stamp().after(), Math::max);
        assertThat(offsets.getOrDefault(key, -1L)).isLessThan(block.stamp().offset());
        offsets.put(key, block.stamp().offset());
        for (int row = 0; row < block.count(); row++) {
          var one = block.observation(row);
          boolean isEarly = one.phenomenonTime().isBefore(MORNING.plusSeconds(3_600));
          var before = laneOf.putIfAbsent(one.feature() + isEarly, key);
          assertThat(before == null ? key : before).isEqualTo(key);
        }
      }
    }
    assertThat(clocks.values()).hasSizeGreaterThan(2);
    assertThat(new TreeSet<>(clocks.values())).as("all lanes are as far as the feed").hasSize(1);
    assertThat(new TreeSet<>(laneOf.values())).hasSize(clocks.size());
  }

  @Test
  void aCheckpointBetweenTurnsIsRefused(@TempDir Path folder) throws Exception {
    var feeds = feeds(folder, "3");
    var sent = decoded(feeds, log(new Random(1), 20));
    try (var keeper = keeper(feeds)) {
      keeper.open();
      keeper.processElement(new StreamRecord<>(sent.get(1).remove()));
      assertThatThrownBy(() -> keeper.snapshot(1, 1))
          .hasStackTraceContaining("checkpoints of this job must be aligned");
      deliver(keeper, sent, new Random(1));
    }
  }

  @Test
  void anotherNumberOfLanesIsRefusedUntilItIsDeclared(@TempDir Path folder) throws Exception {
    OperatorSubtaskState state;
    var log = log(new Random(2), 20);
    try (var before = keeper(feeds(folder, "1"))) {
      before.open();
      for (var record : log) {
        before.processElement(new StreamRecord<>(LaneInput.of(record)));
      }
      state = before.snapshot(1, 1);
    }
    try (var after = keeper(feeds(folder, "4"))) {
      assertThatThrownBy(() -> after.initializeState(state))
          .hasStackTraceContaining("feed town/meters: it was read in 1 lanes");
    }
    var declared = feeds(folder, "4\n    lanes-since: 2024-01-02T00:00:00Z");
    try (var after = keeper(declared)) {
      after.initializeState(state);
      after.open();
      deliver(after, decoded(declared, log.subList(MESSAGES - 3, MESSAGES)), new Random(3));
      assertThat(readings(after.extractOutputValues())).as("all of it was told").isEmpty();
    }
  }
}
