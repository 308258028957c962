package citybrain.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.Feed;
import citybrain.feed.FeedTerms;
import citybrain.feed.Lanes;
import citybrain.feed.MessageDecoder;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.jobs.cities.CityFeeds;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.JobRun;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What ingest remembers over a checkpoint: neither readings nor counts come twice. */
@SuppressWarnings(
    "try") // the harness may be interrupted while closing; then the test fails as it should
class IngestOperatorTest {

  private static final Instant ARRIVAL = Instant.parse("2024-01-01T09:00:00Z");

  private static KeyedOneInputStreamOperatorTestHarness<String, LaneInput, Outgoing> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new IngestOperator(JobRun.town().feeds()), LaneInput::key, Types.STRING);
  }

  private static StreamRecord<LaneInput> reading(String time) {
    var body = "transformer_id,ts_local,kwh\nT1,2024-01-01 " + time + ",1.5\n";
    return record(
        new RawMessage(
            "town",
            "transformers",
            "made.csv",
            2,
            ARRIVAL,
            1,
            body.getBytes(StandardCharsets.UTF_8)));
  }

  private static StreamRecord<LaneInput> record(RawMessage message) {
    return new StreamRecord<>(LaneInput.of(RawRecord.of(message, 0, 0)));
  }

  private static List<String> written(
      KeyedOneInputStreamOperatorTestHarness<String, LaneInput, Outgoing> harness) {
    return harness.extractOutputValues().stream()
        .map(
            out ->
                out.topic().equals(Topics.TALLY)
                    ? new String(out.value(), StandardCharsets.UTF_8)
                        .replaceAll(".*(\"observations\":\\d+,\"rejected\":\\d+).*", "$1")
                    : out.topic())
        .toList();
  }

  @Test
  void afterARestartAReadingThatComesAgainIsADuplicateAndCountsStartFromZero() throws Exception {
    OperatorSubtaskState snapshot;
    try (var before = harness()) {
      before.open();
      before.processElement(reading("08:00:00"));
      before.prepareSnapshotPreBarrier(1);
      snapshot = before.snapshot(1, 1);
      assertThat(written(before))
          .containsExactly("citybrain.observations.energy", "\"observations\":1,\"rejected\":0");

      // What came after the checkpoint is lost with the job, and is read again.
      before.processElement(reading("08:30:00"));
    }
    try (var after = harness()) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(reading("08:00:00"));
      after.processElement(reading("08:30:00"));
      after.prepareSnapshotPreBarrier(2);
      assertThat(written(after))
          .containsExactly(
              "citybrain.rejected",
              "citybrain.observations.energy",
              "\"observations\":1,\"rejected\":1");
    }
  }

  @Test
  void aCheckpointWithoutInputWritesNothing() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(reading("08:00:00"));
      harness.prepareSnapshotPreBarrier(1);
      harness.prepareSnapshotPreBarrier(2);
      assertThat(written(harness)).hasSize(2);
    }
  }

  /** From this moment on snapshots say something, and always the same. */
  private static final int TALKATIVE = 10;

  private static final Observation DELAY =
      new Observation(
          "town",
          "buses",
          "1/0/A",
          ObservedProperty.STOP_ARRIVAL_DELAY,
          ARRIVAL,
          ARRIVAL,
          60,
          null,
          "",
          "trip",
          Quality.GOOD);

  /** Feeds whose messages are snapshots of the moment that their one byte names. */
  private static final class Snapshots implements CityFeeds {
    private static final long serialVersionUID = 1L;

    @Override
    public Map<String, FeedTerms> terms() {
      var terms = new FeedTerms(List.of(Domain.TRANSPORT), 0, 900_000, false, Lanes.ONE);
      return Map.of("town/buses", terms, "town/trams", terms);
    }

    @Override
    public Map<String, MessageDecoder> decoders(boolean manyLanes) {
      Feed feed =
          new Feed() {
            @Override
            public void decode(RawMessage message, Outlet outlet) {
              if (message.body()[0] >= TALKATIVE) {
                outlet.observation(DELAY);
              }
              outlet.record(0);
            }

            @Override
            public long snapshotTime(RawMessage message) {
              return message.body()[0] == 0 ? Long.MIN_VALUE : message.body()[0];
            }
          };
      return Map.of("town/buses", decoder(feed), "town/trams", decoder(feed));
    }

    private static MessageDecoder decoder(Feed feed) {
      return new MessageDecoder(feed, zone -> true, Lanes.ONE);
    }
  }

  private static StreamRecord<LaneInput> snapshot(String feed, int moment) {
    return record(
        new RawMessage("town", feed, "made.pb", 1, ARRIVAL, 1, new byte[] {(byte) moment}));
  }

  @Test
  void aSnapshotOfTheSameMomentIsAFeedThatStandsStillAlsoAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (var before = snapshots()) {
      before.open();
      before.processElement(snapshot("buses", 1));
      before.processElement(snapshot("trams", 1));
      before.processElement(snapshot("buses", 2));
      before.processElement(snapshot("buses", 0));
      before.processElement(snapshot("buses", 0));
      assertThat(before.extractOutputValues()).as("each feed has its own clock").isEmpty();
      state = before.snapshot(1, 1);
    }
    try (var after = snapshots()) {
      after.initializeState(state);
      after.open();
      after.processElement(snapshot("buses", 2));
      assertThat(after.extractOutputValues())
          .singleElement()
          .satisfies(out -> assertThat(out.headers()).contains("feed-unchanged"));
      after.processElement(snapshot("buses", 3));
      assertThat(after.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void whatASnapshotSaysAgainIsCountedAndNeitherObservedNorRejected() throws Exception {
    try (var harness = snapshots()) {
      harness.open();
      harness.processElement(snapshot("buses", TALKATIVE));
      harness.processElement(snapshot("buses", TALKATIVE + 1));
      harness.processElement(snapshot("buses", TALKATIVE + 2));
      harness.prepareSnapshotPreBarrier(1);

      var out = harness.extractOutputValues();
      assertThat(out)
          .extracting(Outgoing::topic)
          .containsExactly("citybrain.observations.transport", Topics.TALLY);
      assertThat(new String(out.get(1).value(), StandardCharsets.UTF_8))
          .contains("\"observations\":1,\"rejected\":0,\"repeated\":2");
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LaneInput, Outgoing> snapshots()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new IngestOperator(new Snapshots()), LaneInput::key, Types.STRING);
  }
}
