package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHalfHoursTest {

  /** Whole hours with summer time, three quarters, and a clock of 1900 that was 17:30 min off. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Monrovia"})
  void theyAreThoseOfTheCalendarHoweverOftenOneAsks(String timeZone) {
    var calendar = CityCalendar.of(timeZone, List.of("12-25", "2025-04-18"));
    var known = new KnownHalfHours(calendar);
    var random = new SplittableRandom(7);
    for (var from : List.of("1960-01-01T00:00:00Z", "2024-12-20T00:00:00Z")) {
      long start = Instant.parse(from).toEpochMilli();
      for (int i = 0; i < 60_000; i++) {
        long time = start + random.nextLong(400L * 86_400_000);
        var slot = calendar.slot(Instant.ofEpochMilli(time));
        assertThat(known.at(time))
            .isEqualTo(new KnownHalfHours.HalfHour(slot.halfHour(), slot.day()));
      }
    }
  }
}
