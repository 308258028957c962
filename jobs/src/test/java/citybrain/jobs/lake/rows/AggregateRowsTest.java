package citybrain.jobs.lake.rows;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.WindowSpan;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateRowsTest {

  /** Copenhagen changes its clocks by an hour, Lord Howe by half of one. */
  @ParameterizedTest
  @CsvSource({
    "MINUTE, 2024-05-01T10:00:00Z, Europe/Copenhagen, PT1M",
    "QUARTER, 2024-05-01T10:00:00Z, Europe/Copenhagen, PT15M",
    "HOUR, 2024-05-01T10:00:00Z, Europe/Copenhagen, PT1H",
    "DAY, 2024-05-01T10:00:00Z, Europe/Copenhagen, P1D",
    "DAY, 2024-03-31T10:00:00Z, Europe/Copenhagen, P1D",
    "DAY, 2024-10-27T10:00:00Z, Europe/Copenhagen, P1D",
    "DAY, 2024-04-06T15:00:00Z, Australia/Lord_Howe, P1D",
    "DAY, 2024-10-05T15:00:00Z, Australia/Lord_Howe, P1D"
  })
  void aDayIsADayWhateverItsHours(WindowSpan span, Instant time, String zone, String window) {
    long start = span.startOf(time.toEpochMilli(), ZoneId.of(zone));
    assertThat(AggregateRows.window(span.endOf(start, ZoneId.of(zone)) - start)).isEqualTo(window);
  }

  @ParameterizedTest
  @CsvSource({"7200000, PT2H", "300000, PT5M", "604800000, PT168H"})
  void otherLengthsAreSaidAsTheyAre(long millis, String window) {
    assertThat(AggregateRows.window(millis)).isEqualTo(window);
  }
}
