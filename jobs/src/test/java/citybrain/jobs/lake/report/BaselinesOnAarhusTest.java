package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.cityfile.ShippedCities;
import citybrain.jobs.lake.PythonReadersTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two weeks of road links of Aarhus, held against what pandas makes of the raw files. */
class BaselinesOnAarhusTest {

  private static final String RECORDING = "aarhus-citypulse/traffic_2014-08-01_2014-09-14.zip";
  private static final String FIRST = "2014-08-11";
  private static final String END = "2014-08-25";

  /** Every so many-th of 449 links. */
  private static final int OF_LINKS = 15;

  private static final Comparator<ZipEntry> BY_NAME = Comparator.comparing(ZipEntry::getName);

  @Test
  void everyHalfHourIsAsPandasHasIt(@TempDir Path home) throws Exception {
    var data = RecordedLake.data(getClass(), RECORDING, "aarhus-geo/districts.geojson");
    var python = PythonReadersTest.python();
    assumeTrue(!python.isEmpty(), "SKIPPED: python3 with the packages of notebooks/");
    var city = Files.writeString(home.resolve("aarhus.yaml"), ShippedCities.text("aarhus"));
    var lake = new RecordedLake(city, data, "2014-08-25T06:00:00Z");
    var links = new ArrayList<String>();
    try (var zip = new ZipFile(Path.of(data, RECORDING).toFile())) {
      var entries =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".stream"))
              .sorted(BY_NAME)
              .toList();
      for (int i = 0; i < entries.size(); i += OF_LINKS) {
        var name = entries.get(i).getName();
        links.add(name.replaceAll("\\D", ""));
        lake.read("traffic", zip.getInputStream(entries.get(i)), BaselinesOnAarhusTest::isOfDays);
      }
    }
    var lines =
        BaselineRun.of(
            new BaselineSettings(
                lake.write(home.resolve("lake")).toString(),
                city.toString(),
                data,
                LocalDate.MIN,
                LocalDate.MAX,
                "",
                Instant.MIN),
            new Configuration());
    var head = new ObjectMapper().readTree(lines.get(0));
    assertThat(lines).hasSize(1);
    assertThat(head.path("from").asText()).isEqualTo(FIRST);
    assertThat(head.path("applies_from").asText()).isEqualTo("2014-08-24T22:00:00Z");

    var answer =
        PythonReadersTest.run(
            python,
            "src/test/python/baseline_check.py",
            data,
            head.path("file").asText().replaceFirst("^file:", ""),
            FIRST,
            END,
            String.join(",", links));
    assertThat(answer.exit()).as(answer.text()).isZero();
    System.out.println(answer.text().strip());
  }

  private static boolean isOfDays(String line) {
    return List.of(line.split(",", -1)).stream()
        .anyMatch(
            cell -> cell.compareTo(FIRST) >= 0 && cell.compareTo(END) < 0 && cell.length() > 9);
  }
}
