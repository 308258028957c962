package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.SeenReadings.Verdict;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The flat arrays against plain maps that forget nothing. */
class SeenReadingsTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long KEEP = 6 * HOUR;

  /** By how much messages arrive after the clock before them. */
  private static final long AHEAD = 2 * HOUR;

  /** All that was ever accepted, and when each series was mentioned last. */
  private static final class Plain {
    final long span;
    final Map<Long, TreeMap<Long, Replaced>> all = new HashMap<>();
    final Map<Long, Long> mentioned = new HashMap<>();

    /** The latest since the series was new or anew. */
    final Map<Long, Long> latest = new HashMap<>();

    Plain(long span) {
      this.span = span;
    }

    Verdict judge(long series, long time, Replaced value, long clock, long arrival) {
      var before = mentioned.get(series);
      mentioned.merge(series, Math.max(clock, Math.min(time, arrival)), Math::max);
      boolean isKnown = before != null && before >= clock - Math.max(KEEP, span);
      var last = isKnown ? latest.get(series) : null;
      if (time < clock - span) {
        if (last != null && time <= last) {
          return Verdict.TOO_OLD;
        }
      } else {
        var told = all.getOrDefault(series, new TreeMap<>()).get(time);
        if (told != null) {
          return told.result() != value.result()
              ? Verdict.CORRECTED
              : told.equals(value) ? Verdict.REPEATED : Verdict.REQUALIFIED;
        }
      }
      latest.put(series, last == null ? time : Math.max(last, time));
      all.computeIfAbsent(series, s -> new TreeMap<>()).put(time, value);
      return Verdict.NEW;
    }
  }

  private static SeenReadings restored(SeenReadings before, long span) throws IOException {
    var bytes = new ByteArrayOutputStream();
    before.write(new DataOutputStream(bytes));
    var after = new SeenReadings(span);
    after.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return after;
  }

  /** Readings of now and before, again and anew, while the clock goes on, sometimes by hours. */
  @Test
  void itKnowsWhatPlainMapsKnowAlsoOverSnapshots() throws Exception {
    var verdicts = new HashMap<Verdict, Integer>();
    for (long span : new long[] {MINUTE, 15 * MINUTE, 24 * HOUR}) {
      var random = new Random(span);
      var plain = new Plain(span);
      var seen = new SeenReadings(span);
      long clock = 0;
      for (int i = 0; i < 100_000; i++) {
        if (i % 10 == 0) {
          clock += random.nextInt(200) == 0 ? 2 * HOUR : random.nextInt(60) * 1_000L;
          seen.advance(clock, clock + AHEAD);
        }
        long series = random.nextInt(500) * 0x1_0000_0001L;
        long age =
            random.nextInt(5) == 0 ? random.nextLong(8 * HOUR) : random.nextLong(20 * MINUTE);
        long time = (clock + 3 * AHEAD - age) / (5 * MINUTE) * (5 * MINUTE);
        var value =
            new Replaced(
                random.nextInt(2), random.nextInt(10) == 0 ? Quality.ESTIMATED : Quality.GOOD);
        var expected = plain.judge(series, time, value, clock, clock + AHEAD);
        if (seen.judge(series, time, value.result(), value.quality()) != expected) {
          throw new AssertionError("reading " + i + " is " + expected);
        }
        verdicts.merge(expected, 1, Integer::sum);
        if (i % 20_000 == 0) {
          seen = restored(seen, span);
        }
      }
    }
    assertThat(verdicts).containsOnlyKeys(Verdict.values());
    assertThat(verdicts.values()).allSatisfy(count -> assertThat(count).isGreaterThan(1_000));
  }

  /** A table of the last 24 hours, sent each hour. */
  @Test
  void whatOverlapsIsNewOnce() {
    for (long span : new long[] {25 * HOUR, 15 * MINUTE}) {
      var seen = new SeenReadings(span);
      long now = 1_000 * HOUR;
      int isNew = 0;
      for (int poll = 0; poll < 48; poll++, now += HOUR) {
        for (int hour = 23; hour >= 0; hour--) {
          isNew += seen.judge(7, now - hour * HOUR, hour, Quality.GOOD) == Verdict.NEW ? 1 : 0;
        }
        seen.advance(now, now);
      }
      assertThat(isNew).as("of a span of %d ms", span).isEqualTo(24 + 47);
    }
  }

  /** A table of each day, and that of the day before yesterday again. */
  @Test
  void whatComesOnceADayIsKnownTheDayAfter() {
    var seen = new SeenReadings(15 * MINUTE);
    for (int day = 1; day <= 3; day++) {
      seen.advance((24L * day - 1) * HOUR, (24L * day + 24) * HOUR);
      for (int hour = 0; hour < 24; hour++) {
        assertThat(seen.judge(7, (24 * day + hour) * HOUR, hour, Quality.GOOD))
            .isEqualTo(Verdict.NEW);
      }
    }
    seen.advance(95 * HOUR, 96 * HOUR);

    for (int hour = 0; hour < 24; hour++) {
      assertThat(seen.judge(7, (24 + hour) * HOUR, hour, Quality.GOOD)).isEqualTo(Verdict.TOO_OLD);
    }
  }

  @Test
  void aCorrectionStandsFromThenOn() {
    var seen = new SeenReadings(HOUR);
    assertThat(seen.judge(7, MINUTE, 1, Quality.GOOD)).isEqualTo(Verdict.NEW);
    assertThat(seen.judge(7, MINUTE, 2, Quality.GOOD)).isEqualTo(Verdict.CORRECTED);
    assertThat(seen.correct(7, MINUTE, 2, Quality.GOOD)).isEqualTo(new Replaced(1, Quality.GOOD));

    assertThat(seen.judge(7, MINUTE, 2, Quality.GOOD)).isEqualTo(Verdict.REPEATED);
    assertThat(seen.judge(7, MINUTE, 1, Quality.GOOD)).isEqualTo(Verdict.CORRECTED);
    assertThat(seen.correct(7, MINUTE, 1, Quality.GOOD)).isEqualTo(new Replaced(2, Quality.GOOD));
  }

  /** An estimate that is confirmed: its value is the same, and it is a measurement now. */
  @Test
  void anotherQualityIsACorrectionAsWell() {
    var seen = new SeenReadings(HOUR);
    assertThat(seen.judge(7, MINUTE, 1, Quality.ESTIMATED)).isEqualTo(Verdict.NEW);
    assertThat(seen.judge(7, MINUTE, 1, Quality.ESTIMATED)).isEqualTo(Verdict.REPEATED);
    assertThat(seen.judge(7, MINUTE, 1, Quality.GOOD)).isEqualTo(Verdict.REQUALIFIED);
    assertThat(seen.correct(7, MINUTE, 1, Quality.GOOD))
        .isEqualTo(new Replaced(1, Quality.ESTIMATED));

    assertThat(seen.judge(7, MINUTE, 1, Quality.GOOD)).isEqualTo(Verdict.REPEATED);
    assertThat(seen.judge(7, MINUTE, 1, Quality.SUSPECT)).isEqualTo(Verdict.REQUALIFIED);
    assertThat(seen.readingCount()).isEqualTo(1);
  }

  /** Ids that never come again: what is kept of them does not grow with their number. */
  @Test
  void whatIsKeptIsBoundedByTime() {
    var seen = new SeenReadings(15 * MINUTE);
    int series = 0;
    int readings = 0;
    for (int i = 1; i <= 10_000_000; i++) {
      long clock = 40L * i;
      if (i % 1_000 == 0) {
        seen.advance(clock, clock);
      }
      if (seen.judge(Fingerprint.mix(i, 1), clock, 1, Quality.GOOD) != Verdict.NEW) {
        throw new AssertionError("reading " + i);
      }
      if (i == 2_000_000) {
        series = seen.seriesCount();
        readings = seen.readingCount();
      }
    }
    assertThat(seen.seriesCount()).isLessThan(series * 6 / 5);
    assertThat(seen.readingCount()).isLessThan(readings * 6 / 5);
  }

  /** Stamps of the future take little room, however far apart. */
  @Test
  void theFutureIsBounded() {
    var seen = new SeenReadings(15 * MINUTE);
    for (int i = 0; i < 100_000; i++) {
      seen.judge(i, i * HOUR, 1, Quality.GOOD);
    }
    assertThat(seen.readingCount()).isLessThan(2_000);
    assertThat(seen.judge(3, 3 * HOUR, 1, Quality.GOOD)).isEqualTo(Verdict.REPEATED);
  }

  /** Ids with stamps of far ahead would else be kept until then. */
  @Test
  void theFutureKeepsNoSeries() {
    var seen = new SeenReadings(15 * MINUTE);
    for (int i = 0; i < 1_000_000; i++) {
      if (i % 1_000 == 0) {
        seen.advance(100L * i, 100L * i);
      }
      seen.judge(Fingerprint.mix(i, 1), 1_000_000 * HOUR, 1, Quality.GOOD);
    }
    // Those of the last six hours, and less than as many that wait for the table to be full.
    assertThat(seen.seriesCount()).isLessThan(600_000);
  }

  @Test
  void theSeriesWhoseFingerprintIsZeroIsASeries() {
    var seen = new SeenReadings(MINUTE);
    assertThat(seen.judge(0, 3, 1, Quality.GOOD)).isEqualTo(Verdict.NEW);
    assertThat(seen.judge(0, 3, 1, Quality.GOOD)).isEqualTo(Verdict.REPEATED);
    assertThat(seen.seriesCount()).isEqualTo(1);
  }
}
