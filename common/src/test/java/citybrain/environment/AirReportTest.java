package citybrain.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AirReportTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static Asked asked(String from, String to) {
    return new Asked(new AirReport(), ZONE.getId(), from, to);
  }

  private static void hours(
      Asked asked,
      String station,
      ObservedProperty pollutant,
      String day,
      int from,
      int to,
      double value) {
    var midnight = LocalDate.parse(day).atStartOfDay(ZONE).toInstant();
    for (int hour = from; hour < to; hour++) {
      asked.read(station, pollutant, "", "east", midnight.plusSeconds(3600L * hour), value, true);
    }
  }

  /** China: 100 + 5 / 40 * 50 = 106.25; US: 151 + 24.5 * 49 / 69.9 = 168.2; Europe: 50 to 90. */
  @Test
  void aDayOfFineDust() {
    var asked = asked("2015-01-10", "2015-01-10");
    hours(asked, "s", ObservedProperty.PM2_5, "2015-01-10", 0, 24, 80);
    assertThat(asked.said(Span.DAY))
        .contains(
            "station/s 2015-01-10 PM2_5 mean 80.0",
            "station/s 2015-01-10 PM2_5 aqi-china 107.0",
            "station/s 2015-01-10 PM2_5 aqi-us 168.0",
            "station/s 2015-01-10  level-europe 4.0",
            "district/east 2015-01-10 PM2_5 aqi-china 107.0",
            "city/all 2015-01-10 PM2_5 aqi-china 107.0");
    assertThat(asked.said(Span.YEAR))
        .contains(
            "station/s 2015-01-01 PM2_5 mean 80.0",
            "station/s 2015-01-01 EUROPEAN pm2.5-24h days-above 1.0",
            "station/s 2015-01-01 CHINESE pm2.5-24h days-above 1.0",
            "station/s 2015-01-01 china days-bad 1.0",
            "station/s 2015-01-01 us days-bad 1.0");
  }

  /** The first eight hours that end on a day begin on the day before: (7 * 300 + 20) / 8 = 265. */
  @Test
  void eightHoursBeginOnTheDayBefore() {
    var asked = asked("2015-07-02", "2015-07-02");
    hours(asked, "s", ObservedProperty.OZONE, "2015-07-01", 0, 17, 0);
    hours(asked, "s", ObservedProperty.OZONE, "2015-07-01", 17, 24, 300);
    hours(asked, "s", ObservedProperty.OZONE, "2015-07-02", 0, 24, 20);
    assertThat(asked.said(Span.DAY))
        .contains("station/s 2015-07-02 OZONE aqi-china 200.0")
        .noneMatch(line -> line.contains("2015-07-01"));
    assertThat(asked.said(Span.YEAR))
        .contains(
            "station/s 2015-01-01 CHINESE o3-8h days-above 1.0",
            "station/s 2015-01-01 CHINESE o3-1h days-above 0.0");
  }

  @Test
  void tooFewHoursSayNothing() {
    var asked = asked("2015-01-10", "2015-01-10");
    hours(asked, "s", ObservedProperty.PM10, "2015-01-10", 0, 17, 500);
    assertThat(asked.rows()).isEmpty();
    hours(asked, "s", ObservedProperty.PM10, "2015-01-10", 17, 18, 500);
    assertThat(asked.said(Span.DAY))
        .contains("station/s 2015-01-10 PM10 mean 500.0")
        .noneMatch(line -> line.contains("aqi-china")); // that asks for 20 hours
  }

  /** A station that tells each ten minutes weighs as much as one that tells each hour. */
  @Test
  void stationsOfADistrictCountAlike() {
    var asked = asked("2015-01-10", "2015-01-10");
    hours(asked, "a", ObservedProperty.PM10, "2015-01-10", 0, 24, 10);
    hours(asked, "b", ObservedProperty.PM10, "2015-01-10", 0, 24, 40);
    var midnight = LocalDate.parse("2015-01-10").atStartOfDay(ZONE).toInstant();
    for (int tenth = 1; tenth < 6; tenth++) {
      asked.read(
          "a", ObservedProperty.PM10, "", "east", midnight.plusSeconds(600L * tenth), 10, true);
    }
    assertThat(asked.said(Span.DAY)).contains("district/east 2015-01-10 PM10 mean 25.0");
  }

  @Test
  void whatNobodyMeasuredIsLeftOut() {
    var asked = asked("2015-01-10", "2015-01-10");
    hours(asked, "s", ObservedProperty.PM10, "2015-01-10", 0, 23, 50);
    var last = Instant.parse("2015-01-10T15:00:00Z");
    asked.read("s", ObservedProperty.PM10, "", "", last, 900, false);
    assertThat(asked.rows())
        .filteredOn(row -> row.measure().equals("mean") && row.span().equals("day"))
        .filteredOn(row -> row.layer().equals("station"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.value()).isEqualTo(50);
              assertThat(row.count()).isEqualTo(23);
              assertThat(row.estimated()).isEqualTo(1);
            });
  }

  /** Months differ by -10, -5 and -20: mean -11.667, deviation 7.638, t 4.30265. */
  @Test
  void yearsAreHeldAgainstEachOtherMonthByMonth() {
    var asked = asked("2014-01-01", "2015-12-31");
    var means =
        Map.of(
            "2014-01", 100, "2014-02", 110, "2014-03", 120, "2015-01", 90, "2015-02", 105,
            "2015-03", 100, "2015-04", 500);
    means.forEach(
        (month, mean) -> {
          for (int day = 1; day <= 28; day++) {
            var date = String.format(Locale.ROOT, "%s-%02d", month, day);
            hours(asked, "s", ObservedProperty.PM10, date, 0, 24, mean);
          }
        });
    assertThat(asked.rows())
        .filteredOn(row -> row.measure().equals("change") && row.layer().equals("station"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.date()).isEqualTo("2015-01-01");
              assertThat(row.value()).isCloseTo(-11.666667, within(1e-6));
              assertThat(row.high() - row.value()).isCloseTo(18.973, within(1e-3));
              assertThat(row.count()).isEqualTo(3);
            });
  }
}
