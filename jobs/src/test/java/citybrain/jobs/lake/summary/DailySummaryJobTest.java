package citybrain.jobs.lake.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.geo.Position;
import citybrain.jobs.lake.ArchiveJobTest;
import citybrain.jobs.lake.Duck;
import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class DailySummaryJobTest {

  private static final String CITY =
      """
      city: twin
      name: Twin
      time-zone: Asia/Kolkata
      bounding-box: [9, 55, 12, 58]
      zones:
        district:
          file: districts.geojson
          id-property: id
          name-property: name
          crs: EPSG:4326
      feeds:
        rain:
          kind: citypulse-weather
          feature: rain
          position: 10.5,56.5
          placed: true
          origin: somebody
          licence: CC BY 4.0
      """;

  private static final String DISTRICTS =
      """
      {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "west", "name": "West"}, "geometry":
          {"type": "Polygon", "coordinates": [[[10,56],[11,56],[11,57],[10,57],[10,56]]]}},
        {"type": "Feature", "properties": {"id": "east", "name": "East"}, "geometry":
          {"type": "MultiPolygon", "coordinates": [
            [[[11,56],[12,56],[12,56.4],[11,56.4],[11,56]]],
            [[[11,56.6],[12,56.6],[12,57],[11,57],[11,56.6]]]]}}]}
      """;

  private static final Position WEST = new Position(10.5, 56.5);
  private static final Position EAST = new Position(11.5, 56.2);
  private static final Position SEA = new Position(9.5, 55.5);

  /** Midnight in Kolkata, half an hour off the hours of UTC. */
  private static final Instant MIDNIGHT = Instant.parse("2014-09-01T18:30:00Z");

  private final Path home;
  private final Configuration engine = new Configuration();
  private final List<Observation> archived = new ArrayList<>();
  private List<String> setAside = List.of();

  DailySummaryJobTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void city() throws IOException {
    writeCity(home);
  }

  /** A city of two districts; returns its city file. */
  public static Path writeCity(Path home) throws IOException {
    Files.writeString(home.resolve("districts.geojson"), DISTRICTS);
    return Files.writeString(home.resolve("twin.yaml"), CITY);
  }

  private void observe(double result, Duration after, @Nullable Position position, String zone) {
    var time = MIDNIGHT.plus(after);
    archived.add(
        new Observation(
            "twin",
            "f",
            "s",
            ObservedProperty.PM10,
            time,
            time,
            result,
            position,
            zone,
            "p",
            Quality.GOOD));
  }

  private List<String> summarise(String date) throws Exception {
    LakeFilesByHand.write(home.resolve("lake"), archived, "Asia/Kolkata");
    var settings =
        new SummarySettings(
            home.resolve("lake").toUri().toString(),
            new SummarisedCities(home.resolve("twin.yaml").toString(), home.toString()),
            date);
    var made = DailySummaryJob.run(settings, engine);
    setAside = made.setAside();
    return made.written();
  }

  private List<String> rows() throws Exception {
    try (var duck = new Duck()) {
      return duck.rows(
          "select city, date, zone, zone_name, property, unit, local_hour, epoch(hour_start)::bigint"
              + " - "
              + MIDNIGHT.getEpochSecond()
              + ", count, mean, min, max, geometry is null from "
              + Duck.table(home.resolve("lake"), "daily-summary")
              + " where layer = 'district' and \"window\" = 'PT1H' order by all");
    }
  }

  /** It brings a web server along, open to all and to their jobs unless told otherwise. */
  @Test
  void itsEngineIsOpenToNobody() throws Exception {
    observe(1, Duration.ofHours(1), null, "");
    summarise("");
    assertThat(engine.get(RestOptions.BIND_ADDRESS)).isEqualTo("127.0.0.1");
    assertThat(engine.get(WebOptions.SUBMIT_ENABLE)).isFalse();
    assertThat(engine.toMap()).containsKey("citybrain.rest.guard");
  }

  @Test
  void summarisesDistrictAndHourOfTheCity() throws Exception {
    observe(1, Duration.ofMinutes(1), WEST, "");
    observe(3, Duration.ofMinutes(59), WEST, "");
    observe(5, Duration.ofMinutes(60), WEST, "");
    observe(7, Duration.ofMinutes(2), EAST, "");
    observe(9, Duration.ofMinutes(2), SEA, "district/west");
    observe(11, Duration.ofMinutes(-1), WEST, "");

    assertThat(summarise("")).hasSize(2);
    assertThat(rows())
        .containsExactly(
            "twin|2014-09-01|west|West|PM10|ug/m3|23|-3600|1|11.0|11.0|11.0|false",
            "twin|2014-09-02||" + "|PM10|ug/m3|0|0|1|9.0|9.0|9.0|true",
            "twin|2014-09-02|east|East|PM10|ug/m3|0|0|1|7.0|7.0|7.0|false",
            "twin|2014-09-02|west|West|PM10|ug/m3|0|0|2|2.0|1.0|3.0|false",
            "twin|2014-09-02|west|West|PM10|ug/m3|1|3600|1|5.0|5.0|5.0|false");
  }

  /** Each is named and stays where it is, and the day is summarised from the rest. */
  @Test
  void whatIsDamagedIsSetAside() throws Exception {
    observe(1, Duration.ofMinutes(1), WEST, "");
    observe(3, Duration.ofMinutes(2), WEST, "");
    summarise("");
    assertThat(setAside).isEmpty();
    var city = home.resolve("lake/observations/city=twin");
    var day = city.resolve("domain=environment/date=2014-09-02");
    var sound = Files.readAllBytes(day.resolve("part-0.parquet"));
    Files.write(day.resolve("cut.parquet"), Arrays.copyOf(sound, sound.length / 2));
    Files.write(day.resolve("nothing.parquet"), new byte[0]);
    var spoilt = sound.clone();
    Arrays.fill(spoilt, 4, sound.length / 2, (byte) 0x5a); // its footer is whole
    Files.write(day.resolve("spoilt.parquet"), spoilt);
    var magic = sound.clone();
    magic[magic.length - 1] = 'X';
    Files.write(day.resolve("magic.parquet"), magic);
    Files.copy(
        home.resolve("lake/daily-summary/city=twin/date=2014-09-02/summary.parquet"),
        day.resolve("others.parquet"));
    Files.createDirectory(day.resolve("folder.parquet"));
    Files.writeString(day.resolve("notes.txt"), "hello");
    Files.createDirectory(city.resolve("date=someday"));
    Files.write(city.resolve("date=someday/part-0.parquet"), sound);

    assertThat(summarise("")).hasSize(1);
    assertThat(rows())
        .containsExactly("twin|2014-09-02|west|West|PM10|ug/m3|0|0|2|2.0|1.0|3.0|false");
    assertThat(setAside).hasSize(8);
    for (var name :
        List.of(
            "cut.parquet",
            "nothing.parquet",
            "spoilt.parquet",
            "magic.parquet",
            "others.parquet",
            "folder.parquet",
            "notes.txt",
            "date=someday/part-0.parquet")) {
      assertThat(setAside).anyMatch(line -> line.contains("/" + name + ": "));
    }
    assertThat(setAside).allSatisfy(line -> assertThat(line).hasSizeLessThan(320));
    assertThat(Files.exists(day.resolve("cut.parquet"))).isTrue();
  }

  @Test
  void theZoneTheFeedNamesStandsInForAPosition() throws Exception {
    observe(1, Duration.ofMinutes(1), null, "district/east");
    observe(2, Duration.ofMinutes(1), null, "district/nowhere");
    observe(3, Duration.ofMinutes(1), null, "dma/east");
    summarise("");
    assertThat(rows())
        .containsExactly(
            "twin|2014-09-02|||PM10|ug/m3|0|0|2|2.5|2.0|3.0|true",
            "twin|2014-09-02|east|East|PM10|ug/m3|0|0|1|1.0|1.0|1.0|false");
  }

  @Test
  void runningAgainReplacesTheDay() throws Exception {
    observe(1, Duration.ofMinutes(1), WEST, "");
    summarise("2014-09-02");
    observe(3, Duration.ofMinutes(2), WEST, "");
    summarise("2014-09-02");
    assertThat(rows())
        .containsExactly("twin|2014-09-02|west|West|PM10|ug/m3|0|0|2|2.0|1.0|3.0|false");
    assertThat(ArchiveJobTest.names(home.resolve("lake/daily-summary")))
        .allSatisfy(name -> assertThat(name).matches("summary.parquet|\\..*\\.crc"));
  }

  @Test
  void onlyTheDateAskedFor() throws Exception {
    observe(1, Duration.ofMinutes(1), WEST, "");
    observe(1, Duration.ofDays(1), WEST, "");
    assertThat(summarise("2014-09-03"))
        .singleElement()
        .asString()
        .endsWith("/daily-summary/city=twin/date=2014-09-03/summary.parquet");
    assertThat(summarise("1999-01-01")).isEmpty();
  }

  @Test
  void polygonsAndTheirBoxesAreGeoParquet() throws Exception {
    observe(1, Duration.ofMinutes(1), WEST, "");
    observe(1, Duration.ofMinutes(1), EAST, "");
    summarise("");
    try (var duck = new Duck()) {
      var table = Duck.table(home.resolve("lake"), "daily-summary");
      assertThat(
              duck.rows(
                  "select distinct zone, bbox from "
                      + table
                      + " where layer = 'district' order by 1"))
          .containsExactly(
              "east|{'xmin': 11.0, 'ymin': 56.0, 'xmax': 12.0, 'ymax': 57.0}",
              "west|{'xmin': 10.0, 'ymin': 56.0, 'xmax': 11.0, 'ymax': 57.0}");
      assertThat(
              duck.one(
                  "select decode(value) from parquet_kv_metadata('"
                      + home.resolve("lake")
                      + "/daily-summary/**/*.parquet') where decode(key) = 'geo'"))
          .contains("\"geometry_types\":[\"MultiPolygon\",\"Polygon\"]")
          .contains("\"bbox\":[10.0,56.0,12.0,57.0]");
    }
  }

  @Test
  void theFooterSaysWhichCityItIs() throws Exception {
    observe(1, Duration.ofMinutes(1), WEST, "");
    summarise("");
    try (var duck = new Duck()) {
      var card =
          duck.one(
              "select decode(value) from parquet_kv_metadata('"
                  + home.resolve("lake")
                  + "/daily-summary/**/*.parquet') where decode(key) = 'citybrain.city'");
      assertThat(new ObjectMapper().readTree(card))
          .isEqualTo(
              new ObjectMapper()
                  .readTree(
                      """
                      {"city": "twin", "name": "Twin", "time_zone": "Asia/Kolkata",
                       "synthetic": false, "note": "", "bounding_box": [9.0, 55.0, 12.0, 58.0],
                       "feeds": {"rain": {"kind": "citypulse-weather", "placed": true,
                         "shift_weeks": 0, "origin": "somebody", "licence": "CC BY 4.0"}}}
                      """));
    }
  }

  @Test
  void aCityFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new SummarisedCities("atlantis", "data").load())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("atlantis");
  }
}
