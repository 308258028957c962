package citybrain.feed.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a day, intervals, and the spellings of ISO 8601. */
class OddTimesTest {

  private static String read(TimeFormat format, String text) {
    var bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    long micros = format.read(bytes, 1, bytes.length - 1);
    return micros == LocalTimes.UNREADABLE
        ? "unreadable"
        : LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L),
                (int) Math.floorMod(micros, 1_000_000L) * 1000,
                ZoneOffset.UTC)
            + (format.isInstant(bytes, 1, bytes.length - 1) ? "Z" : "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iso | 2024-07-01T24:00 | 2024-07-02T00:00",
        "iso | 2024-12-31 24:00:00.000 | 2025-01-01T00:00",
        "iso | 2024-02-28T24:00:00Z | 2024-02-29T00:00Z",
        "yyyy/MM/dd HH:mm | 2024/07/01 24:00 | 2024-07-02T00:00",
        "yyyy/MM/dd kk:mm | 2024/07/01 24:00 | 2024-07-02T00:00",
        "yyyy/MM/dd kk:mm | 2024/07/01 01:00 | 2024-07-01T01:00",
        "d.M.yyyy H:m:s | 31.12.2024 24:0:0 | 2025-01-01T00:00",
        "d MMM yyyy HH:mm | 1 Jul 2024 24:00 | 2024-07-02T00:00",
        "d MMM yyyy kk:mm | 1 Jul 2024 24:00 | 2024-07-02T00:00",
        "d MMM yyyy kk:mm | 1 Jul 2024 01:00 | 2024-07-01T01:00",
        "yyyy-MM-dd HH:mmXXX | 2024-07-01 24:00+02:00 | 2024-07-01T22:00Z",
        "yyyyMMddHH | 2024070124 | 2024-07-02T00:00",
      })
  void hour24IsTheNextMidnight(String format, String text, String expected) {
    assertThat(read(TimeFormats.of(format), text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iso | 2024-07-01T24:01",
        "iso | 2024-07-01T24:00:01",
        "iso | 2024-07-01T24:00:00.1",
        "iso | 2024-07-01T25:00",
        "iso | 2024-07-32T24:00",
        "yyyy/MM/dd HH:mm | 2024/07/01 24:01",
        "yyyy/MM/dd HH:mm:ss.SSS | 2024/07/01 24:00:00.001",
        "d MMM yyyy HH:mm | 1 Jul 2024 24:01",
        "d MMM yyyy HH:mm | 30 Feb 2024 24:00",
        "d MMM yyyy HH:mm | 1 Jul 2024 25:00",
        "d MMM yyyy hh:mm a | 1 Jul 2024 24:00 PM",
      })
  void noOtherTimeHasHour24(String format, String text) {
    assertThat(read(TimeFormats.of(format), text)).isEqualTo("unreadable");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T03:00:00z, 2024-01-01T03:00Z",
    "2024-01-01t03:00:00+01:00, 2024-01-01T02:00Z",
    "20240101T040000Z, 2024-01-01T04:00Z",
    "20240101T0400, 2024-01-01T04:00",
    "20240101t040506.25, 2024-01-01T04:05:06.250",
    "20240101T040000-0530, 2024-01-01T09:30Z",
    "20240101, 2024-01-01T00:00",
    "20240101T04, unreadable",
    "20240101T04000, unreadable",
    "20241301T040000Z, unreadable",
    "2024-01-01T03:00:00Zz, unreadable",
    "20240101 040000Z, unreadable",
  })
  void isoHasBasicFormatAndSmallLetters(String text, String expected) {
    assertThat(read(TimeFormats.of("iso"), text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00:00Z/2024-01-01T01:00:00Z, 2024-01-01T00:00Z, 2024-01-01T01:00Z",
    "2024-01-01T00:00/2024-01-01T01:00, 2024-01-01T00:00, 2024-01-01T01:00",
    "2024-01-01T00:00Z/PT1H, 2024-01-01T00:00Z, 2024-01-01T01:00Z",
    "p1d/20240102T000000Z, 2024-01-01T00:00Z, 2024-01-02T00:00Z",
    "2024-01-01T00:00Z, 2024-01-01T00:00Z, 2024-01-01T00:00Z",
  })
  void ofAnIntervalOneEndCounts(String text, String begin, String end) {
    assertThat(read(TimeFormats.ofInterval(true), text)).isEqualTo(begin);
    assertThat(read(TimeFormats.ofInterval(false), text)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01T00:00Z/2024-01-01T00:00",
        "2024-01-01T01:00Z/2024-01-01T00:00Z",
        "2024-01-01T01:00Z/..",
        "2024-01-01T01:00Z/01:30",
        "2024-01-01T01:00Z/",
        "/2024-01-01T01:00Z",
        "/",
        "PT1H/PT2H",
        "P1M/when",
      })
  void whatIsNoIntervalIsUnreadable(String text) {
    assertThat(read(TimeFormats.ofInterval(true), text)).isEqualTo("unreadable");
    assertThat(read(TimeFormats.of("iso"), text)).isEqualTo("unreadable");
  }

  @Test
  void anIntervalNobodyDeclaredSaysHow() {
    var text = "2024-01-01T00:00Z/PT1H".getBytes(StandardCharsets.UTF_8);
    assertThat(TimeFormats.of("iso").hint(text, 0, text.length)).contains("of-interval: begin");
    assertThat(TimeFormats.of("iso").hint(text, 0, 17)).isEmpty();
    assertThat(TimeFormats.ofInterval(true).expected()).contains("interval");
  }
}
