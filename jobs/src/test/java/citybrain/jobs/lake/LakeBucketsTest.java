package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.rows.RejectedRows;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LakeBucketsTest {

  private static String bucket(String city, String time) {
    var at = Instant.parse(time);
    var value =
        new Observation(
            city, "f", "s", ObservedProperty.OZONE, at, at, 1, null, "", "p", Quality.GOOD);
    var zones = Map.of("aarhus", ZoneId.of("Europe/Copenhagen"));
    return new LakeBuckets<>(new ObservationRows(), zones).bucket(value);
  }

  @ParameterizedTest
  @CsvSource({
    // Winter ends on 2014-03-30 (a day of 23 hours) and begins on 2014-10-26 (25 hours).
    "2014-03-29T22:59:59Z, 2014-03-29",
    "2014-03-29T23:00:00Z, 2014-03-30",
    "2014-03-30T21:59:59Z, 2014-03-30",
    "2014-03-30T22:00:00Z, 2014-03-31",
    "2014-10-25T22:00:00Z, 2014-10-26",
    "2014-10-26T22:59:59Z, 2014-10-26",
    "2014-10-26T23:00:00Z, 2014-10-27",
    "1969-12-31T22:59:59Z, 1969-12-31"
  })
  void theDayIsAsLongAsInTheCity(String time, String date) {
    assertThat(bucket("aarhus", time)).isEqualTo("city=aarhus/domain=environment/date=" + date);
  }

  @Test
  void whatHasNoDomainHasNoSuchFolder() {
    assertThat(new LakeBuckets<>(new RejectedRows(), Samples.ZONES).bucket(Samples.rejected(1)))
        .isEqualTo("city=aarhus/date=2014-09-01");
  }

  @Test
  void aCityWithoutTimeZoneIsDatedInUtc() {
    assertThat(bucket("elsewhere", "2014-03-29T23:00:00Z")).endsWith("/date=2014-03-29");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "", "a/b", "a=b", "Århus ø", "100%+1", "..", "a b"})
  void aFolderTellsItsValue(String value) {
    var folder = Partition.folder("city", value);
    assertThat(folder).doesNotContain("/", " ").startsWith("city=");
    assertThat(Partition.value("city", folder)).isEqualTo(value);
    assertThat(Partition.value("date", folder)).isEmpty();
  }
}
