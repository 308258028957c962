package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CityCalendarTest {

  private static final CityCalendar CLOCK =
      CityCalendar.of("Europe/Berlin", List.of("2025-04-18", "12-25", "02-29"));

  private static boolean isOff(String time) {
    return CLOCK.slot(Instant.parse(time)).weekend();
  }

  @Test
  void aHolidayLastsFromMidnightToMidnightOnTheWall() {
    assertThat(isOff("2025-04-17T21:59:59Z")).isFalse();
    assertThat(isOff("2025-04-17T22:00:00Z")).isTrue();
    assertThat(isOff("2025-04-18T21:59:59Z")).isTrue();
    assertThat(CLOCK.slot(Instant.parse("2025-04-17T22:30:00Z")).secondOfDay()).isEqualTo(1800);
  }

  @Test
  void oneOfEachYearComesEachYearAndOneOfAYearOnce() {
    assertThat(isOff("2025-12-25T12:00:00Z")).isTrue();
    assertThat(isOff("2026-12-25T12:00:00Z")).isTrue();
    assertThat(isOff("2025-12-24T12:00:00Z")).isFalse();
    assertThat(isOff("2028-02-29T12:00:00Z")).isTrue();
    assertThat(isOff("2028-04-18T12:00:00Z")).as("a Tuesday").isFalse();
  }

  @Test
  void withoutHolidaysOnlyWeekendsAreOff() {
    var plain = CityCalendar.of("Europe/Berlin");
    assertThat(plain.slot(Instant.parse("2025-04-18T12:00:00Z")).weekend()).isFalse();
    assertThat(plain.slot(Instant.parse("2025-04-19T12:00:00Z")).weekend()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12-32", "2025-02-29", "Easter", "25.12.", "-12-25"})
  void refusesWhatIsNoDay(String day) {
    assertThatThrownBy(() -> CityCalendar.of("UTC", List.of(day)))
        .isInstanceOf(DateTimeException.class);
  }
}
