package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.DeclaredFeeds;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registers that count up: what is told is what they counted, never more than they can. */
class RegistersTest {

  private static final Instant START = Instant.parse("2024-10-26T10:00:00Z");

  private static final String FEED =
      """
      kind: table
      feature: {column: meter}
      time: {column: t, format: iso}
      values:
        wh: {property: ELECTRIC_ENERGY, unit: W.h, register: cumulative, rollover: 1000000, most: 5000}
      """;

  /** Takes what comes out. */
  private static final class Told implements Lane.Out {
    private final List<String> told = new ArrayList<>();

    @Override
    public void readings(Domain domain, List<Observation> readings, Stamp first) {
      for (var one : readings) {
        told.add(
            String.format(
                Locale.ROOT,
                "%s+%d=%.3f",
                one.feature(),
                Duration.between(START, one.phenomenonTime()).toMinutes(),
                one.result()));
      }
    }

    @Override
    public void mark(Domain domain, long clock) {
      // Not looked at.
    }

    @Override
    public void rejected(Rejected rejected) {
      told.add(rejected.reason().code());
    }

    @Override
    public void repeated() {
      throw new AssertionError("it is no snapshot");
    }

    @Override
    public void waiting(int words) {
      throw new AssertionError("it speaks of no events");
    }

    @Override
    public void values(int values) {
      // Not looked at.
    }
  }

  private final Town town = Town.of(FEED);
  private final FeedTerms terms =
      Objects.requireNonNull(DeclaredFeeds.terms(town.city()).get("town/f"));

  /** A message of rows: meter, minutes after the start, reading. */
  private List<String> take(Lane lane, String... rows) {
    var body = new StringBuilder("meter,t,wh\n");
    var last = START;
    for (var row : rows) {
      var fields = row.split(" ", -1);
      var time = START.plus(Duration.ofMinutes(Long.parseLong(fields[1])));
      last = time.isAfter(last) ? time : last;
      body.append(fields[0]).append(',').append(time).append(',').append(fields[2]).append('\n');
    }
    var told = new Told();
    var message =
        new RawMessage(
            "town",
            "f",
            "s",
            2,
            last.plusSeconds(30),
            rows.length,
            body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    new MessageDecoder(town.open(), zone -> true, terms.lanes())
        .decode(RawRecord.of(message, 0, 0), part -> lane.take(part, told));
    return told.told;
  }

  private Lane goOn(Lane lane) throws IOException {
    var bytes = new ByteArrayOutputStream();
    lane.write(new DataOutputStream(bytes));
    var next = new Lane(terms);
    next.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return next;
  }

  @Test
  void whatIsCountedIsToldAcrossMessagesAndRestarts() throws IOException {
    var lane = new Lane(terms);
    assertThat(take(lane, "A 0 998200", "B 0 10"))
        .containsExactly("first-reading", "first-reading");
    assertThat(take(lane, "A 15 999100")).containsExactly("A+15=0.900");
    var next = goOn(lane);
    assertThat(take(next, "A 30 300", "B 30 25")).containsExactly("A+30=1.200", "B+30=0.015");
    assertThat(take(next, "A 45 1000")).containsExactly("A+45=0.700");
  }

  @Test
  void aResetOrAnExchangeTellsNothing() {
    var lane = new Lane(terms);
    take(lane, "A 0 500000");
    assertThat(take(lane, "A 15 20")).containsExactly("register-reset");
    assertThat(take(lane, "A 30 120")).containsExactly("A+30=0.100");
    assertThat(take(lane, "A 45 700000")).containsExactly("register-reset");
    assertThat(take(lane, "A 60 700100", "A 75 1000000", "A 90 -1"))
        .containsExactlyInAnyOrder("A+60=0.100", "out-of-range", "out-of-range");
  }

  @Test
  void orderAndRepetitionLoseNothing() {
    var lane = new Lane(terms);
    assertThat(take(lane, "A 30 300", "A 0 100", "A 15 150"))
        .containsExactly("first-reading", "A+15=0.050", "A+30=0.150");
    assertThat(take(lane, "A 30 300", "A 30 301", "A 20 200", "A 45 400"))
        .containsExactlyInAnyOrder("before-overlap", "duplicate", "correction", "A+45=0.100");
  }

  @Test
  void nobodyRemembersMoreThanIsAllowed() {
    var range = new RegisterRange(ObservedProperty.ELECTRIC_ENERGY, 1000, 10);
    var registers = new Registers(List.of(range), 100);
    for (int meter = 1; meter <= 1_000; meter++) {
      registers.take(meter, ObservedProperty.ELECTRIC_ENERGY, 1, 1);
    }
    assertThat(registers.count()).isEqualTo(100);
    assertThat(registers.take(100, ObservedProperty.ELECTRIC_ENERGY, 2, 2))
        .isEqualTo(Registers.Verdict.COUNTED);
    assertThat(registers.take(101, ObservedProperty.ELECTRIC_ENERGY, 2, 2))
        .isEqualTo(Registers.Verdict.FIRST);
    assertThatThrownBy(() -> registers.take(1, ObservedProperty.OZONE, 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFeedThatBecomesOneOfRegistersGoesOn() throws IOException {
    var plain =
        new Lane(
            new FeedTerms(terms.domains(), terms.lateness(), terms.overlap(), false, Lanes.ONE));
    var bytes = new ByteArrayOutputStream();
    plain.write(new DataOutputStream(bytes));
    var lane = new Lane(terms);
    lane.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(take(lane, "A 0 1", "A 15 2")).containsExactly("first-reading", "A+15=0.001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "register: cumulative, | register: bulk, | one of cumulative, interval",
        "register: cumulative, | '' | no such key where 'register: cumulative' is not said",
        "rollover: 1000000 | rollover: -1 | where it begins again from 0",
        "most: 5000 | most: 0 | the most between two readings",
        "most: 5000 | most: 1000000 | less than 'rollover'",
        "rollover: 1000000, most: 5000 | most: 100000001 | beyond which nothing is ELECTRIC_ENERGY",
      })
  void whatCannotBeIsRefusedAtStart(String right, String wrong, String message) {
    assertThat(FEED).contains(right);
    assertThatThrownBy(() -> Town.of(FEED.replace(right, wrong)).open())
        .hasMessageStartingWith("town.yaml:11: feeds.f.values.wh")
        .hasMessageContaining(message);
  }

  @Test
  void registersAndIntervalsOfAPropertyAreNotMixed() {
    var mixed =
        """
        kind: table
        time: {column: t, format: iso}
        values:
          a: {property: ELECTRIC_ENERGY, unit: kW.h, feature: A, register: cumulative}
          b: {property: ELECTRIC_ENERGY, unit: kW.h, feature: B}
        """;
    assertThatThrownBy(() -> Town.of(mixed).open())
        .hasMessageContaining("the same register, rollover and most for all values");
  }

  @Test
  void withoutMoreWordsARegisterCountsAHundredthAtMost() {
    var usual = Town.of(FEED.replace(", rollover: 1000000, most: 5000", ""));
    var registers =
        Objects.requireNonNull(DeclaredFeeds.terms(usual.city()).get("town/f")).registers();
    assertThat(registers)
        .containsExactly(
            new RegisterRange(ObservedProperty.ELECTRIC_ENERGY, Double.POSITIVE_INFINITY, 1_000));
  }
}
