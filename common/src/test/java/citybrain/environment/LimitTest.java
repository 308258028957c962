package citybrain.environment;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

  /** One of each era of each law. */
  static final List<LocalDate> DAYS =
      List.of(
          LocalDate.of(2020, 1, 1),
          LocalDate.of(2026, 3, 1),
          LocalDate.of(2026, 12, 12),
          LocalDate.of(2030, 1, 1),
          LocalDate.of(2031, 1, 1));

  /** By Articles 31(1) and 32, and Annex I, of Directive (EU) 2024/2881. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "pm10-24h;2026-12-11;50;EU Directive 2008/50/EC Annex XI",
        "pm10-24h;2026-12-12;50;Directive (EU) 2024/2881 Annex I Section 1 table 2",
        "pm10-24h;2029-12-31;50;Directive (EU) 2024/2881 Annex I Section 1 table 2",
        "pm10-24h;2030-01-01;45;Directive (EU) 2024/2881 Annex I Section 1 table 1",
        "pm2.5-24h;2026-12-11;25;Directive (EU) 2024/2881 Annex I, by 2030",
        "pm2.5-24h;2030-01-01;25;Directive (EU) 2024/2881 Annex I Section 1 table 1",
        "no2-1h;2026-12-12;200;Directive (EU) 2024/2881 Annex I Section 1 table 2",
        "no2-1h;2030-01-01;200;Directive (EU) 2024/2881 Annex I Section 1 table 1",
        "so2-1h;2030-01-01;350;Directive (EU) 2024/2881 Annex I Section 1 table 1",
        "o3-8h;2026-12-12;120;Directive (EU) 2024/2881 Annex I Section 2, target value",
        "o3-1h;2026-12-12;180;Directive (EU) 2024/2881 Annex I Section 4, information threshold",
        "so2-24h;2020-01-01;125;EU Directive 2008/50/EC Annex XI",
        "so2-24h;2029-12-31;125;Directive (EU) 2024/2881 Annex I Section 1 table 2",
        "so2-24h;2030-01-01;50;Directive (EU) 2024/2881 Annex I Section 1 table 1",
        "co-8h;2020-01-01;10000;EU Directive 2008/50/EC Annex XI",
        "co-8h;2026-12-12;10000;Directive (EU) 2024/2881 Annex I Section 1 table 2",
        "co-8h;2030-01-01;10000;Directive (EU) 2024/2881 Annex I Section 1 table 1",
        "co-24h;2030-01-01;4000;Directive (EU) 2024/2881 Annex I Section 1 table 1",
        "no2-24h;2030-01-01;50;Directive (EU) 2024/2881 Annex I Section 1 table 1"
      })
  void theLawIsThatOfTheDay(String word, LocalDate day, double limit, String source) {
    var of = Limit.find(Limit.Law.EUROPEAN, word, day).orElseThrow();

    assertThat(of.limit()).isEqualTo(limit);
    assertThat(of.source()).isEqualTo(source);
  }

  /** Table 1 of GB 3095-2012, and of GB 3095-2026 until 2030 and after, grade II. */
  @ParameterizedTest
  @CsvSource({
    "no2-1h, 200, 200, 200",
    "no2-24h, 80, 80, 50",
    "so2-1h, 500, 500, 150",
    "so2-24h, 150, 150, 50",
    "pm10-24h, 150, 120, 100",
    "co-1h, 10000, 10000, 10000",
    "co-24h, 4000, 4000, 4000",
    "o3-8h, 160, 160, 160",
    "o3-1h, 200, 200, 200",
    "pm2.5-24h, 75, 60, 50"
  })
  void chinaChangesItsLimitsTwice(String word, double before, double then, double after) {
    assertThat(chinese(word, "2026-02-28")).isEqualTo(before + " GB 3095-2012 grade II");
    assertThat(chinese(word, "2026-03-01"))
        .isEqualTo(then + " GB 3095-2026 grade II, until 2030")
        .isEqualTo(chinese(word, "2030-12-31"));
    assertThat(chinese(word, "2031-01-01")).isEqualTo(after + " GB 3095-2026 grade II");
  }

  private static String chinese(String word, String day) {
    var limit = Limit.find(Limit.Law.CHINESE, word, LocalDate.parse(day)).orElseThrow();
    return limit.limit() + " " + limit.source();
  }

  @ParameterizedTest
  @CsvSource({
    "EUROPEAN, no2-24h, 2029-12-31",
    "EUROPEAN, co-24h, 2029-12-31",
    "EUROPEAN, co-1h, 2030-01-01",
    "CHINESE, co-8h, 2030-01-01"
  })
  void whatALawDoesNotSayOnADayIsNoLimit(Limit.Law law, String word, LocalDate day) {
    assertThat(Limit.WORDS).contains(word);
    assertThat(Limit.find(law, word, day)).isEmpty();
  }

  /** Or an alert that is open could never close. */
  @Test
  void aWordThatALawKnowsItKeeps() {
    for (var law : Limit.Law.values()) {
      for (int i = 1; i < DAYS.size(); i++) {
        assertThat(Limit.all(law, DAYS.get(i)))
            .extracting(Limit::word)
            .containsAll(Limit.all(law, DAYS.get(i - 1)).stream().map(Limit::word).toList());
      }
    }
  }

  @Test
  void aWordIsAboutOnePollutantInEveryLaw() {
    assertThat(Limit.WORDS).hasSize(12).doesNotHaveDuplicates();
    assertThat(Limit.WORDS)
        .allSatisfy(word -> assertThat(Limit.pollutants(word)).as(word).hasSize(1));
    assertThat(Limit.POLLUTANTS).hasSize(6);
  }

  /** Sixty hours, from 30 hours before this day on. */
  private static List<Observation> sixtyHours(ObservedProperty of, String day, double value) {
    var start = Instant.parse(day + "T00:00:00Z").minus(Duration.ofHours(30));
    var all = new ArrayList<Observation>();
    for (int h = 0; h < 60; h++) {
      all.add(Readings.of("s", of, "", start.plus(Duration.ofHours(h)), value));
    }
    return all;
  }

  private static List<Observation> dust(String day, double value) {
    return sixtyHours(ObservedProperty.PM10, day, value);
  }

  @Test
  void aLimitThatBeginsIsJudgedByTheHoursOfItsOwnTime() {
    var rule = new Exceedance("no2-24h", Exceedance.Settings.usual());
    var readings = sixtyHours(ObservedProperty.NITROGEN_DIOXIDE, "2030-01-01", 60);

    var opened = Replay.of(rule, readings).opened();

    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).time())
        .as("three quarters of the first day")
        .isEqualTo(Instant.parse("2030-01-01T18:00:00Z"));
    assertThat(
            Replay.of(rule, sixtyHours(ObservedProperty.NITROGEN_DIOXIDE, "2029-12-01", 60))
                .changes())
        .isEmpty();
  }

  @Test
  void oneLogGetsTheRightLawOnBothSidesOfTheDay() {
    var rule = new Exceedance("pm10-24h", Exceedance.Settings.usual());

    var opened = Replay.of(rule, dust("2030-01-01", 47)).opened();
    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).time())
        .as("47 is too much from the first hour of the year on")
        .isEqualTo(Instant.parse("2030-01-01T01:00:00Z"));
    assertThat(opened.get(0).reason())
        .isEqualTo(
            "PM10: 24 h mean 47 ug/m3 is above 45 ug/m3"
                + " (Directive (EU) 2024/2881 Annex I Section 1 table 1)");
    assertThat(Replay.of(rule, dust("2026-12-12", 47)).opened()).isEmpty();
    assertThat(Replay.of(rule, dust("2026-12-14", 60)).opened().get(0).reason())
        .endsWith("(Directive (EU) 2024/2881 Annex I Section 1 table 2)");
  }
}
