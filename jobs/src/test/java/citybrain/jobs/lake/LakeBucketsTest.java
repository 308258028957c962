package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.rows.RejectedRows;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LakeBucketsTest {

  private static Stamped observation(String city, Instant at) {
    return new Stamped(
        new Observation(
            city, "f", "s", ObservedProperty.OZONE, at, at, 1, null, "", "p", Quality.GOOD),
        Stamp.NONE);
  }

  private static String bucket(String city, String time) {
    var value = observation(city, Instant.parse(time));
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

  /** Whatever was asked for before: of a day, only that it is the same is remembered. */
  @Property(tries = 300)
  void eachTimeHasTheDateOfTheCityInAnyOrder(
      @ForAll @Size(max = 40)
          List<@LongRange(min = 1_395_960_000, max = 1_396_260_000) Long> aroundTheEndOfWinter,
      @ForAll @LongRange(min = -3_000_000_000L, max = 3_000_000_000L) long another,
      @ForAll("zones") String zone) {
    var zones = Map.of("town", ZoneId.of(zone));
    var buckets = new LakeBuckets<>(new ObservationRows(), zones);
    var seconds = new ArrayList<>(aroundTheEndOfWinter);
    ZoneId.of(zone).getRules().getTransitions().stream()
        .map(ZoneOffsetTransition::toEpochSecond)
        .filter(at -> at > -3_000_000_000L)
        .forEach(at -> seconds.addAll(List.of(at, at - 1, at + 1, at + another % 90_000)));
    seconds.add(another);
    for (long second : seconds) {
      var at = Instant.ofEpochSecond(second, 500_000_000);
      assertThat(buckets.bucket(observation("town", at)))
          .endsWith("/date=" + at.atZone(zones.get("town")).toLocalDate());
    }
  }

  @Provide
  static Arbitrary<String> zones() {
    return Arbitraries.of(
        "Europe/Copenhagen",
        "America/Havana",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Tehran");
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
