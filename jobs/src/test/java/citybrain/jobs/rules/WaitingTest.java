package citybrain.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.rules.Readings.FeedName;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.observation.Vocabulary;
import citybrain.wire.ObservationCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Readings that wait as bytes come out as readings in the order of the log. */
class WaitingTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private static final List<String> FEEDS = List.of("pressures", "flows", "levels");

  private final ObservationCodec codec = new ObservationCodec(Vocabulary.BUILT_IN);

  /** Few values of each kind, so that all kinds of ties are there. */
  private Stamped reading(int number, long unit) {
    long time = NOON.toEpochMilli() + unit * (number % 7) - 2 * unit;
    var feed = FEEDS.get(number / 7 % 3);
    return new Stamped(
        new Observation(
            "town",
            feed,
            "f" + number % 5,
            ObservedProperty.WATER_FLOW,
            Instant.ofEpochMilli(time),
            NOON,
            number,
            null,
            "",
            "",
            Quality.GOOD),
        new Stamp(0, 0, number / 21 % 2, number / 42 % 3, number / 126));
  }

  private void add(Waiting waiting, Stamped reading) {
    var outbox = new Outbox();
    var observation = reading.observation();
    outbox.add(
        observation,
        codec.encode(observation),
        new FeedName("town", observation.feed()),
        0,
        0,
        observation.phenomenonTime().toEpochMilli(),
        reading.stamp());
    waiting.add(outbox.take().bytes(), 0, FEEDS.indexOf(observation.feed()));
  }

  private List<Stamped> taken(Waiting waiting, long through) {
    var all = new ArrayList<Stamped>();
    for (var due = waiting.poll(through); due != null; due = waiting.poll(through)) {
      for (int place : Waiting.inOrder(due, FEEDS)) {
        all.add(PackedReading.read(due.bytes(), place, codec, null));
      }
      waiting.giveBack(due);
    }
    return all;
  }

  @Property(tries = 200)
  void inTheOrderInWhichTheyAreJudged(
      @ForAll @Size(max = 120) List<@IntRange(max = 755) Integer> numbers,
      @ForAll boolean isClose) {
    var readings = numbers.stream().map(number -> reading(number, isClose ? 100 : 40_000)).toList();
    var waiting = new Waiting();
    readings.forEach(reading -> add(waiting, reading));

    assertThat(taken(waiting, Long.MAX_VALUE - 1))
        .isEqualTo(readings.stream().sorted(Stamped.ORDER).toList());
    assertThat(waiting.all()).isEmpty();
  }

  /** What comes after a stretch was taken out begins it anew. */
  @Property(tries = 50)
  void whatHasNotBegunStays(@ForAll @IntRange(max = 755) int number) {
    var waiting = new Waiting();
    var reading = reading(number, 40_000);
    long time = reading.observation().phenomenonTime().toEpochMilli();
    add(waiting, reading);

    assertThat(taken(waiting, time - 1)).isEmpty();
    assertThat(taken(waiting, time)).containsExactly(reading);
    add(waiting, reading);
    assertThat(taken(waiting, time)).containsExactly(reading);
  }
}
