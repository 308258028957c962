package citybrain.feed.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.table.RowTimes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatsTest {

  private static long read(String format, String text) {
    var bytes = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);
    return TimeFormats.of(format).read(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "iso, 2014-08-01T07:50:00, 2014-08-01T07:50:00Z",
    "iso, 2014-08-01 07:50, 2014-08-01T07:50:00Z",
    "iso, 2014-08-01, 2014-08-01T00:00:00Z",
    "iso, 2014-08-01T07:50:00Z, 2014-08-01T07:50:00Z",
    "iso, 2014-08-01T07:50:00.5+02:00, 2014-08-01T05:50:00.500Z",
    "iso, 2014-08-01T07:50-0330, 2014-08-01T11:20:00Z",
    "iso, 2014-08-01T07:50:00+02, 2014-08-01T05:50:00Z",
    "epoch-seconds, 1406872200, 2014-08-01T05:50:00Z",
    "epoch-seconds, 1406872200.25, 2014-08-01T05:50:00.250Z",
    "epoch-seconds, -1, 1969-12-31T23:59:59Z",
    "epoch-milliseconds, 1406872200001, 2014-08-01T05:50:00.001Z",
    "dd.MM.yyyy HH:mm, 01.08.2014 07:50, 2014-08-01T07:50:00Z",
    "d/M/yyyy H:mm:ss, 1/8/2014 7:50:09, 2014-08-01T07:50:09Z",
    "yyyyMMddHHmmssSSS, 20140801075000125, 2014-08-01T07:50:00.125Z",
    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS, 2014-08-01T07:50:00.123456789, 2014-08-01T07:50:00.123456Z",
    "yyyy M d H, 2014 8 1 7, 2014-08-01T07:00:00Z",
    "d-MMM-yyyy h:mm a, 1-aug-2014 7:50 PM, 2014-08-01T19:50:00Z",
    "dd.MM.yy, 01.08.14, 2014-08-01T00:00:00Z",
    "yyyy-MM-dd HH:mm XXX, 2014-08-01 07:50 +02:00, 2014-08-01T05:50:00Z",
    "yyyy-MM-dd''HH, 2014-08-01'07, 2014-08-01T07:00:00Z",
  })
  void timesAreRead(String format, String text, String expected) {
    assertThat(RowTimes.instant(read(format, text))).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "iso, 2014-08-01T07:50:00y",
    "iso, 2014-08-01T07:50:00Zulu",
    "iso, 2014-08-01T07:50:00+2",
    "iso, 2014-08-01T07:50:00+02-00",
    "iso, 2014-08-01T07:50:00+19:00",
    "iso, 2014-08-01T07:50:00+02:60",
    "iso, 2014-02-30",
    "iso, 2014-13-01T00:00Z",
    "iso, ''",
    "epoch-seconds, ''",
    "epoch-seconds, -",
    "epoch-seconds, 1406872200000",
    "epoch-seconds, 1406872200.",
    "epoch-seconds, 1.4E9",
    "epoch-seconds, 1406872200.x",
    "epoch-milliseconds, 99999999999999999999",
    "dd.MM.yyyy HH:mm, 01.08.2014",
    "dd.MM.yyyy HH:mm, 01.08.2014 07:50:00",
    "dd.MM.yyyy HH:mm, 31.02.2014 07:50",
    "dd.MM.yyyy HH:mm, 1.8.2014 07:50",
    "dd.MM.yyyy HH:mm, 01/08/2014 07:50",
    "d.M.yyyy H:mm, .8.2014 07:50",
    "dd-MMM-yyyy, 31-Feb-2014",
    "dd-MMM-yyyy, 31-Dec-2014-and-so-on-and-so-on-and-so-on-and-so-on-and-so-on-and-so-on",
  })
  void otherTimesAreNot(String format, String text) {
    assertThat(read(format, text)).isEqualTo(LocalTimes.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HH:mm", "dd.MM", "yyyy", "bananas", "dd.MM.yyyy hh:mm", "YYYY-MM-dd", "'x"})
  void patternsMustSayADay(String pattern) {
    assertThatThrownBy(() -> TimeFormats.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mixedUpLettersAreCorrected() {
    assertThat(TimeFormats.correct("DD/MM/YYYY HH:MM:SS")).contains("dd/MM/yyyy HH:mm:ss");
    assertThat(TimeFormats.correct("yyyy-mm-dd hh:mm")).contains("yyyy-MM-dd HH:mm");
    assertThat(TimeFormats.correct("bananas")).isEmpty();
  }

  @Test
  void theFormatMeantIsGuessed() {
    assertThat(guess("1406872200")).isEqualTo("epoch-seconds");
    assertThat(guess("1406872200000")).isEqualTo("epoch-milliseconds");
    assertThat(guess("2014-08-01T07:50:00Z")).isEqualTo("iso");
    assertThat(guess("8/31/2014 7:50")).isEqualTo("M/d/yyyy H:mm");
    assertThat(guess("yesterday")).isEqualTo("?");
  }

  private static String guess(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return TimeFormats.guess(bytes, 0, bytes.length).orElse("?");
  }

  /** The quick reader and the JDK agree. */
  @Property
  void digitsAreReadLikeTheJdkReadsThem(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 3) int which) {
    var pattern =
        new String[] {"dd.MM.yyyy HH:mm:ss", "M/d/yyyy H:m:s", "yyyyMMddHHmmss", "s m H d M yyyy"}
            [which];
    var time = LocalDateTime.ofEpochSecond(second, 0, java.time.ZoneOffset.UTC);
    var text = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
    assertThat(read(pattern, text)).isEqualTo(second * LocalTimes.MICROS);
    assertThat(DigitPattern.find(pattern)).isNotNull();
  }

  @Test
  void whatNeedsMoreThanDigitsIsLeftToTheJdk() {
    assertThat(DigitPattern.find("dd MMM yyyy")).isNull();
    assertThat(DigitPattern.find("dd.MM.yy")).isNull();
    assertThat(DigitPattern.find("dd.MM.yyyy[ HH:mm]")).isNull();
    assertThat(DigitPattern.find("h:mm a")).isNull();
    assertThat(DigitPattern.find("''yyyy")).isNull();
    assertThat(DigitPattern.find("SSSSSSSSSSS")).isNull();
  }
}
