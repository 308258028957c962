package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.cityfile.ShippedCities;
import citybrain.jobs.lake.GpioCheck;
import citybrain.jobs.lake.PythonReadersTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.zip.ZipFile;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The air of Beijing from October 2014 to the end of 2015, held against what pandas makes of the
 * raw files: means, changes with their intervals, days above limits, and the Chinese and European
 * index.
 */
class AirReportOnBeijingTest {

  private static final String RECORDING = "beijing-air/PRSA_Data_20130301-20160229.zip";

  @Test
  void everyFigureIsAsPandasHasIt(@TempDir Path home) throws Exception {
    var data = RecordedLake.data(getClass(), RECORDING, "cn-districts/beijing.geojson");
    var python = PythonReadersTest.python();
    assumeTrue(!python.isEmpty(), "SKIPPED: python3 with the packages of notebooks/");
    var city = Files.writeString(home.resolve("beijing.yaml"), ShippedCities.text("beijing"));
    var lake = new RecordedLake(city, data, "2015-01-02T00:00:00Z");
    try (var zip = new ZipFile(Path.of(data, RECORDING).toFile())) {
      for (int year = 2014; year <= 2015; year++) {
        var wanted = year == 2014 ? "\\d+,2014,1[012],.*" : "\\d+,2015,.*";
        lake.arriving((year + 1) + "-01-02T00:00:00Z");
        for (var entry : zip.stream().toList()) {
          lake.read("air", zip.getInputStream(entry), line -> line.matches(wanted));
        }
      }
    }
    var made =
        ReportRun.of(
            new ReportSettings(
                "air-report",
                lake.write(home.resolve("lake")).toString(),
                city.toString(),
                data,
                LocalDate.MIN,
                LocalDate.MAX),
            new Configuration());
    assertThat(made.problem()).isNull();
    var report = made.head().path("file").asText();

    var answer =
        PythonReadersTest.run(
            python,
            "src/test/python/air_report_check.py",
            data,
            report.replaceFirst("^file:", ""),
            made.head().path("from").asText(),
            made.head().path("to").asText());
    assertThat(answer.exit()).as(answer.text()).isZero();
    System.out.println(answer.text().strip());
    GpioCheck.assertGood(
        home.resolve("lake"), home.resolve("gpio"), Set.of("observations", "reports"));
    // What pandas does not know is that stations lie in districts.
    assertThat(made.rows().stream().filter(row -> row.layer().equals("district")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.zone()).matches("1101\\d\\d"));
  }
}
