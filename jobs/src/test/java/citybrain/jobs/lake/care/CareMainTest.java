package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CareMainTest {

  private final Path folder;
  private final SampleLake lake;

  CareMainTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new SampleLake(folder.resolve("lake").toUri().toString());
  }

  @Test
  void everyDayIsListed() throws Exception {
    lake.observe(1_000, 3);
    lake.aggregate(10, 1);
    var text = Said.of("ls", lake.root()).text();
    assertThat(text.lines()).hasSize(3);
    assertThat(text.lines().skip(1))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "observations +demo +2025-03-10 +3 +1,000 +[0-9,]+ +2025-03-10T00:04:09.750Z"));

    var json = new ObjectMapper().readTree(Said.of("ls", lake.root(), "--json=true").text());
    assertThat(json).hasSize(2);
    assertThat(json.at("/0/dataset").asText()).isEqualTo("aggregates");
    assertThat(json.at("/1/rows").asLong()).isEqualTo(1_000);
    assertThat(json.at("/1/newest").asText()).isEqualTo("2025-03-10T00:04:09.750Z");

    assertThat(Said.of("ls", lake.root(), "--city=atlantis").text().lines()).hasSize(1);
  }

  @Test
  void aDamagedFileIsListedAsThat() throws Exception {
    lake.observe(10, 1);
    Files.writeString(Path.of(lake.day("observations").toUri()).resolve("x.parquet"), "PAR1");
    assertThat(Said.of("ls", lake.root()).text()).contains("(1 damaged)");
  }

  @Test
  void everyColumnIsExplained() throws Exception {
    var text = Said.of("schema", lake.root()).text();
    assertThat(text)
        .contains(
            "aggregates, version 1: what a zone saw",
            "ISO 8601 duration] (since version 1)",
            "daily-summary, version 2",
            "of phenomenon_time, on the city's calendar");
    var json =
        new ObjectMapper()
            .readTree(Said.of("schema", lake.root(), "--json=true", "--dataset=zones").text());
    assertThat(json).hasSize(1);
    assertThat(json.at("/0/columns/0/name").asText()).isEqualTo("layer");
    assertThat(json.at("/0/columns/3/type").asText()).isEqualTo("geometry");
    assertThat(json.at("/0/columns/3/unit").asText()).isEqualTo("WGS 84, longitude first");
  }

  @Test
  void viewsAndZonesAreWritten() throws Exception {
    var city = DailySummaryJobTest.writeCity(folder);
    var said =
        Said.of("schema", lake.root(), "--write=true", "--cities=" + city, "--data=" + folder);
    assertThat(said.text()).contains("views.sql", "zones/city=twin/zones.parquet");
    assertThat(Said.of("ls", lake.root()).text()).containsPattern("zones +twin +1 +2 ");
  }

  @Test
  void whatIsWrongIsSaidInALine() throws Exception {
    assertThat(Said.of("ls", lake.root()))
        .satisfies(said -> assertThat(said.outcome()).isEqualTo(1))
        .satisfies(said -> assertThat(said.text()).startsWith("there is no lake at file:"));
    Files.createDirectories(folder.resolve("lake"));
    assertThat(Said.of("mop", lake.root()).text())
        .isEqualTo("setting 'do' is 'mop': expected ls, verify, compact, expire or schema");
    assertThat(Said.of("schema", lake.root(), "--dataset=tides").text())
        .startsWith("setting 'dataset' is 'tides': expected one of observations, aggregates");
    assertThatThrownBy(() -> CareMain.main(new String[] {"--lak=x"}))
        .isInstanceOf(SettingException.class);
  }
}
