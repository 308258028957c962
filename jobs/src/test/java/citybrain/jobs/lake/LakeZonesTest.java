package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.cities.Cities;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeZonesTest {

  private final Path home;
  private final Path lake;

  LakeZonesTest(@TempDir Path home) {
    this.home = home;
    this.lake = home.resolve("lake");
  }

  private List<org.apache.flink.core.fs.Path> write() throws IOException {
    var cities = Cities.of(home.resolve("twin.yaml").toString(), home.toString());
    return LakeZones.write(lake.toUri().toString(), cities.zones(), cities.timeZones());
  }

  @Test
  void everyZoneLiesThereWithItsShape() throws Exception {
    DailySummaryJobTest.writeCity(home);
    assertThat(write()).hasSize(1);
    try (var duck = new Duck()) {
      assertThat(
              duck.rows(
                  "select city, layer, zone, name, bbox.xmin, bbox.ymax, geometry is not null from "
                      + Duck.table(lake, "zones")
                      + " order by zone"))
          .containsExactly(
              "twin|district|east|East|11.0|57.0|true", "twin|district|west|West|10.0|57.0|true");
      assertThat(
              duck.rows(
                  "select decode(value) from parquet_kv_metadata('"
                      + lake
                      + "/zones/**/*.parquet') where decode(key) in ('citybrain.time_zone', 'geo')"
                      + " order by 1"))
          .hasSize(2)
          .contains("Asia/Kolkata")
          .anySatisfy(geo -> assertThat(geo).contains("\"MultiPolygon\",\"Polygon\""));
    }
  }

  @Test
  void theFileIsWrittenAnewOnlyWhenTheCityFileHasChanged() throws Exception {
    var file = DailySummaryJobTest.writeCity(home);
    assertThat(write()).hasSize(1);
    assertThat(write()).isEmpty();

    var districts = home.resolve("districts.geojson");
    Files.writeString(districts, Files.readString(districts).replace("\"West\"", "\"Wild West\""));
    assertThat(write()).hasSize(1);
    try (var duck = new Duck()) {
      assertThat(duck.rows("select name from " + Duck.table(lake, "zones") + " order by 1"))
          .containsExactly("East", "Wild West");
    }

    var text = Files.readString(file);
    Files.writeString(
        file, text.substring(0, text.indexOf("zones:")) + text.substring(text.indexOf("feeds:")));
    assertThat(write()).isEmpty();
    assertThat(LakeReport.of(lake.toString()).total().files()).isZero();
  }

  @Test
  void aFileThatIsNoneIsWrittenAnew() throws Exception {
    DailySummaryJobTest.writeCity(home);
    var target = Path.of(LakeZones.file(lake.toString(), "twin").toString());
    Files.createDirectories(target.getParent());
    Files.writeString(target, "PAR1 and no more");
    assertThat(write()).hasSize(1);
    assertThat(LakeReport.of(lake.toString()).unreadable()).isEmpty();
  }
}
