package citybrain.feed.time;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.table.RowTimes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockTest {

  private static final ZoneId AARHUS = ZoneId.of("Europe/Copenhagen");

  private static long local(String text) {
    byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.ISO_8859_1);
    return LocalTimes.parse(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "2014-08-01T07:50:00,2014-08-01T07:50:00Z",
    "2014-08-01 07:50,2014-08-01T07:50:00Z",
    "2014-05-22 09:09:04.145,2014-05-22T09:09:04.145Z",
    "2014-05-22 09:09:04.1,2014-05-22T09:09:04.100Z",
    "2014-05-22 09:09:04.123456789,2014-05-22T09:09:04.123456Z",
    "2000-02-29T23:59:59,2000-02-29T23:59:59Z",
    "0000-01-01T00:00:00,0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59,9999-12-31T23:59:59Z"
  })
  void readsLocalTimes(String text, Instant expected) {
    assertThat(RowTimes.instant(local(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2014",
        "2014-08-01",
        "2014-8-1 7:50:00",
        "01.08.2014 07:50",
        "2014-08-01x07:50:00",
        "2014-13-01 00:00:00",
        "2014-00-01 00:00:00",
        "2014-02-29 00:00:00",
        "1900-02-29 00:00:00",
        "2014-04-31 00:00:00",
        "2014-08-00 00:00:00",
        "2014-08-01 24:00:01",
        "2014-08-01 00:60:00",
        "2014-08-01 00:00:60",
        "2014-08-01 00:00:00Z",
        "2014-08-01 00:00:00.",
        "2014-08-01 00:00:0",
        "2014-08-01 00:00:00.1234567890",
        "2014-08-01 00:00:00.1x",
        "2014-08-01 00-00:00",
        "2014-08-01 00:00-00",
        "2014/08/01 00:00:00",
        "2014-08/01 00:00:00",
        "-014-08-01 00:00:00",
        "2014-08-01 -1:00:00",
        "2014-08-01 00:-1:00",
        "2014-08-01 00:00:-1"
      })
  void refusesOtherTimes(String text) {
    assertThat(local(text)).isEqualTo(LocalTimes.UNREADABLE);
  }

  @Test
  void aSkippedHourDoesNotExist() {
    var clock = new WallClock(AARHUS, 0);
    assertThat(clock.resolve(local("2014-03-30T01:59:59"))).isPositive();
    assertThat(clock.resolve(local("2014-03-30T02:00:00"))).isEqualTo(WallClock.NONEXISTENT);
    assertThat(clock.resolve(local("2014-03-30T02:59:59"))).isEqualTo(WallClock.NONEXISTENT);
    assertThat(RowTimes.instant(clock.resolve(local("2014-03-30T03:00:00"))))
        .isEqualTo("2014-03-30T01:00:00Z");
  }

  @Test
  void aRepeatedHourHasTwoInstants() {
    var clock = new WallClock(AARHUS, 0);
    long twice = local("2014-10-26T02:30:00");
    assertThat(clock.isRepeated(twice)).isTrue();
    assertThat(RowTimes.instant(clock.resolve(twice))).isEqualTo("2014-10-26T00:30:00Z");
    assertThat(RowTimes.instant(clock.resolveSecond(twice))).isEqualTo("2014-10-26T01:30:00Z");
    long once = local("2014-10-26T03:00:00");
    assertThat(clock.isRepeated(once)).isFalse();
    assertThat(clock.resolveSecond(once)).isEqualTo(clock.resolve(once));
  }

  @Test
  void weeksAreAddedToTheLocalTime() {
    var summer = new WallClock(AARHUS, 26);
    assertThat(RowTimes.instant(summer.resolve(local("2024-02-05T08:00:00"))))
        .isEqualTo("2024-08-05T06:00:00Z");
    assertThat(new WallClock(AARHUS, 34).resolve(local("2023-08-06T02:30:00")))
        .isEqualTo(WallClock.NONEXISTENT);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Copenhagen",
            "Asia/Shanghai",
            "America/New_York",
            "UTC",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Asia/Kathmandu",
            "Pacific/Apia")
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<LocalDateTime> times() {
    return Arbitraries.longs()
        .between(-2_208_988_800L, 4_102_444_800L)
        .map(second -> LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
  }

  /** One clock for many times, so that the remembered stretch is tried as well. */
  @Property
  void agreesWithTheLibrary(
      @ForAll("zones") ZoneId zone,
      @ForAll("times") LocalDateTime first,
      @ForAll("times") LocalDateTime second) {
    var clock = new WallClock(zone, 0);
    for (var start : new LocalDateTime[] {first, second}) {
      for (int minutes = -12_000; minutes <= 12_000; minutes += 375) {
        agrees(clock, zone, start.plusMinutes(minutes));
      }
    }
    var transition = zone.getRules().nextTransition(first.toInstant(ZoneOffset.UTC));
    for (int minutes = -120; transition != null && minutes <= 120; minutes += 10) {
      agrees(clock, zone, transition.getDateTimeBefore().plusMinutes(minutes));
    }
  }

  private static void agrees(WallClock clock, ZoneId zone, LocalDateTime time) {
    long local = local(time.truncatedTo(ChronoUnit.SECONDS).toString());
    var offsets = zone.getRules().getValidOffsets(time);
    long resolved = clock.resolve(local);
    if (offsets.isEmpty()) {
      assertThat(resolved).isEqualTo(WallClock.NONEXISTENT);
    } else {
      assertThat(RowTimes.instant(resolved)).isEqualTo(time.toInstant(offsets.get(0)));
      assertThat(RowTimes.instant(clock.resolveSecond(local)))
          .isEqualTo(time.toInstant(offsets.get(offsets.size() - 1)));
    }
    assertThat(clock.isRepeated(local)).isEqualTo(offsets.size() == 2);
  }
}
