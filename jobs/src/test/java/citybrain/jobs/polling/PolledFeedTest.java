package citybrain.jobs.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.wire.Topics;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Without broker: Kafka's own stand-in keeps what is written. */
class PolledFeedTest {

  private static final Instant START = Instant.parse("2025-03-10T00:00:00Z");
  private static final Answer NOTHING = new Answer.Unchanged();
  private static final Answer DOWN = new Answer.Failed(PollFailure.STATUS, "status 500");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final RawTopic topic = new RawTopic(producer);
  private Instant now = START;
  private Answer answer = NOTHING;

  private final PolledFeed feed =
      new PolledFeed(
          "tiny",
          "counts",
          new Origin() {
            @Override
            public Answer ask(Room.Share share) {
              return answer;
            }

            @Override
            public void accepted() {}
          },
          new Pace(Duration.ofSeconds(40)),
          (body, share) -> body.length == 0 ? List.of() : List.of(new Documents.Part(1, 1, body)),
          new Room(1 << 20),
          Duration.ofHours(24),
          () -> now,
          () -> 0.5);

  private static Answer fresh(String body) {
    return new Answer.Fresh(List.of(new Answer.Document("here", body.getBytes(UTF_8))), "p1");
  }

  private void poll(long second, Answer answered) throws Exception {
    now = START.plusSeconds(second);
    answer = answered;
    feed.poll(topic);
  }

  /** Second of arrival, key, headers and body of all that was written. */
  private List<String> written() {
    var all = new ArrayList<String>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      assertThat(record.topic()).isEqualTo(Topics.RAW);
      var text = new StringBuilder();
      text.append(record.timestamp() / 1_000 - START.getEpochSecond());
      text.append(' ').append(new String(record.key(), UTF_8));
      for (var header : record.headers()) {
        text.append(' ').append(header.key()).append('=').append(new String(header.value(), UTF_8));
      }
      all.add(text.append(" [").append(new String(record.value(), UTF_8)).append(']').toString());
    }
    return all;
  }

  private double metric(String name) {
    return PollMetrics.of(List.of(feed)).scrape(name::equals).stream()
        .mapToDouble(PolledFeedTest::value)
        .sum();
  }

  private static double value(MetricSnapshot snapshot) {
    return snapshot instanceof CounterSnapshot counter
        ? counter.getDataPoints().get(0).getValue()
        : ((GaugeSnapshot) snapshot).getDataPoints().get(0).getValue();
  }

  @Test
  void anOriginThatHasNothingBeatsAfterTwoIntervals() throws Exception {
    poll(0, fresh("x"));
    poll(40, NOTHING);
    poll(79, NOTHING);
    poll(80, NOTHING);
    poll(120, NOTHING);
    poll(160, NOTHING);
    poll(200, fresh("y"));
    poll(240, NOTHING);

    assertThat(written())
        .containsExactly(
            "0 tiny/counts city=tiny feed=counts source=here line=1 records=1 position=p1 [x]",
            "80 tiny/counts city=tiny feed=counts beat=alive []",
            "160 tiny/counts city=tiny feed=counts beat=alive []",
            "200 tiny/counts city=tiny feed=counts source=here line=1 records=1 position=p1 [y]");
    assertThat(feed.counts().sums().unchanged()).isEqualTo(6);
    assertThat(feed.counts().sums().messages()).isEqualTo(2);
    assertThat(metric("citybrain_poll_heartbeats")).isEqualTo(2);
  }

  @Test
  void aFailedPollIsNoSignOfLife() throws Exception {
    poll(0, fresh("x"));
    poll(1_000, DOWN);

    assertThat(written()).hasSize(1);
    poll(3_000, NOTHING);
    assertThat(written()).hasSize(2);
    assertThat(written().get(1)).contains("beat=alive");
  }

  @Test
  void anEmptyAnswerIsASignOfLifeAndCountedAsWhatItIs() throws Exception {
    poll(0, fresh("x"));
    poll(40, new Answer.Empty());
    poll(80, new Answer.Empty());
    poll(120, fresh(""));
    poll(170, fresh(""));

    assertThat(written()).hasSize(3);
    assertThat(written().subList(1, 3)).allMatch(beat -> beat.contains("beat=alive"));
    assertThat(metric("citybrain_poll_empty")).isEqualTo(4);
    assertThat(feed.counts().sums().unchanged()).isZero();
    assertThat(feed.counts().sums().failed()).isEmpty();
  }

  @Test
  void aLongFailureGivesTheFeedUpUntilItAnswers() throws Exception {
    poll(0, fresh("x"));
    poll(100, DOWN);
    poll(100 + 86_400, DOWN);
    assertThat(written()).hasSize(1);
    assertThat(metric("citybrain_poll_given_up")).isZero();

    poll(200 + 86_400, DOWN);
    poll(230 + 86_400, DOWN);
    poll(260 + 86_400, DOWN);
    assertThat(metric("citybrain_poll_given_up")).isEqualTo(1);
    poll(290 + 86_400, NOTHING);
    poll(340 + 86_400, NOTHING);

    long begin = START.toEpochMilli();
    assertThat(written().subList(1, 4))
        .containsExactly(
            "86600 tiny/counts city=tiny feed=counts beat=" + (begin + 200_000) + " []",
            "86660 tiny/counts city=tiny feed=counts beat=" + (begin + 260_000) + " []",
            "86740 tiny/counts city=tiny feed=counts beat=alive []");
    assertThat(metric("citybrain_poll_given_up")).isZero();
    assertThat(metric("citybrain_poll_heartbeats")).isEqualTo(1);
  }

  @Test
  void aHeartbeatThatIsNotTakenEndsThePolls() throws Exception {
    var refusing =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            return CompletableFuture.failedFuture(new IllegalStateException("no"));
          }
        };
    now = START.plusSeconds(100);
    try (var closed = new RawTopic(refusing)) {
      assertThatThrownBy(() -> feed.poll(closed)).isInstanceOf(ExecutionException.class);
    }
    assertThat(feed.counts().sums().heartbeats()).isZero();
  }
}
