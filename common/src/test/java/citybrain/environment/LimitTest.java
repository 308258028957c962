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
        "o3-1h;2026-12-12;180;Directive (EU) 2024/2881 Annex I Section 4, information threshold"
      })
  void theLawIsThatOfTheDay(String word, LocalDate day, double limit, String source) {
    var of = Limit.of(Limit.Law.EUROPEAN, word, day);

    assertThat(of.limit()).isEqualTo(limit);
    assertThat(of.source()).isEqualTo(source);
  }

  @Test
  void theWordsAreTheSameInEveryLawOnEveryDay() {
    for (var day : List.of(LocalDate.of(2026, 12, 12), LocalDate.of(2030, 1, 1))) {
      assertThat(Limit.european(day)).extracting(Limit::word).isEqualTo(Limit.WORDS);
      assertThat(Limit.of(Limit.Law.CHINESE, "pm10-24h", day).limit()).isEqualTo(150);
    }
  }

  /** Sixty hours of dust, from 30 hours before this day on. */
  private static List<Observation> dust(String day, double value) {
    var start = Instant.parse(day + "T00:00:00Z").minus(Duration.ofHours(30));
    var all = new ArrayList<Observation>();
    for (int h = 0; h < 60; h++) {
      all.add(Readings.of("s", ObservedProperty.PM10, "", start.plus(Duration.ofHours(h)), value));
    }
    return all;
  }

  @Test
  void oneLogGetsTheRightLawOnBothSidesOfTheDay() {
    var rule = Exceedance.of("pm10-24h", Exceedance.Settings.usual());

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
