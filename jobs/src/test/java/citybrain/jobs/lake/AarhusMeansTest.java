package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.Feeds;
import citybrain.aggregation.Aggregate;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.jobs.cities.DataFolder;
import citybrain.jobs.lake.geoparquet.GeoParquet;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.replay.Replay;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The traffic of Aarhus as recorded, held against what pandas makes of the raw files: of each
 * district and hour what was measured, and what was only carried over, in aggregates and in the
 * summary of the lake.
 */
class AarhusMeansTest {

  private static final String RECORDING = "aarhus-citypulse/traffic_2014-08-01_2014-09-14.zip";
  private static final String DISTRICTS = "aarhus-geo/districts.geojson";
  private static final String FIRST = "2014-08-02T00:00:00";
  private static final String END = "2014-08-04T00:00:00";

  /** Of its days; most lines of six weeks have none of them. */
  private static final List<String> DATES = List.of("2014-08-02T", "2014-08-03T");

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Aggregates of districts and hours, as JSON. */
  private final List<String> hours = new ArrayList<>();

  @Test
  void everyDistrictAndHourIsAsThePandasHaveIt(@TempDir Path home) throws Exception {
    var data = System.getenv("CITYBRAIN_DATA");
    boolean isThere = data != null && Files.exists(Path.of(data, RECORDING));
    if (!isThere) {
      System.err.println("SKIPPED: AarhusMeansTest needs CITYBRAIN_DATA with " + RECORDING);
    }
    assumeTrue(isThere, "SKIPPED: the recording of Aarhus is not there (set CITYBRAIN_DATA)");
    var python = PythonReadersTest.python();
    assumeTrue(!python.isEmpty(), "SKIPPED: python3 with the packages of notebooks/");
    var folder = Objects.requireNonNull(data);

    var replayed = replayed(folder);
    var lake = home.resolve("lake");
    archive(replayed.stream().map(Stamped::observation).toList(), lake);
    var city = Files.writeString(home.resolve("aarhus.yaml"), ShippedCities.text("aarhus"));
    DailySummaryJob.run(
        new SummarySettings(lake.toString(), new SummarisedCities(city.toString(), folder), ""),
        new Configuration());
    var hoursFile = Files.write(home.resolve("hours.jsonl"), hours);
    var answer =
        PythonReadersTest.run(
            python,
            "src/test/python/aarhus_check.py",
            folder,
            FIRST,
            END,
            lake.toString(),
            hoursFile.toString());

    assertThat(answer.exit()).as(answer.text()).isZero();
    System.out.println(answer.text().strip());
    duckDbComputesTheSameSummary(python, lake, Path.of(folder, DISTRICTS));
  }

  /** All layers, windows and columns, from the observations of the lake. */
  private static void duckDbComputesTheSameSummary(String python, Path lake, Path districts)
      throws Exception {
    LakeViews.write(lake.toString());
    int resolution = ShippedCities.load("aarhus", Feeds.ALL).h3Resolution();
    var answer =
        PythonReadersTest.run(
            python,
            "src/test/python/summary_check.py",
            lake.toString(),
            districts.toString(),
            "district_id",
            Integer.toString(resolution),
            ZONE.getId());

    assertThat(answer.exit()).as(answer.text()).isZero();
    System.out.println(answer.text().strip());
  }

  /** The observations; the hours of districts are kept beside them. */
  private List<Stamped> replayed(String folder) throws IOException {
    var city = ShippedCities.load("aarhus", Feeds.ALL);
    var replay = new Replay(List.of(city), DataFolder.among(folder), List.of());
    long offset = 0;
    for (var step : rowsByTime(Path.of(folder, RECORDING)).entrySet()) {
      var body = step.getValue();
      var arrival = LocalDateTime.parse(step.getKey()).atZone(ZONE).toInstant();
      var message =
          new RawMessage(
              "aarhus",
              "traffic",
              RECORDING,
              1,
              arrival.plusSeconds(1),
              body.size() - 1,
              (String.join("\n", body) + "\n").getBytes(StandardCharsets.UTF_8));
      replay.take(RawRecord.of(message, 0, offset++));
    }
    var all = replay.end();
    assertThat(all.late()).isZero();
    for (var one : all.aggregates()) {
      var span = Duration.between(one.windowStart(), one.windowEnd());
      if (one.layer().equals("district") && span.equals(Duration.ofHours(1))) {
        hours.add(json(one));
      }
    }
    return all.ingested();
  }

  private static String json(Aggregate one) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "zone", one.zone(),
            "property", one.property().name(),
            "hour_start", one.windowStart().toEpochMilli(),
            "count", one.count(),
            "sum", one.sum(),
            "min", one.count() == 0 ? 0 : one.min(),
            "max", one.count() == 0 ? 0 : one.max(),
            "estimated_count", one.estimated(),
            "estimated_sum", one.estimatedSum()));
  }

  /** All rows of the days, those of one time behind the header. */
  private static Map<String, List<String>> rowsByTime(Path recording) throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    try (var zip = new ZipFile(recording.toFile())) {
      var entries = zip.stream().filter(entry -> entry.getName().endsWith(".stream")).toList();
      for (var entry : entries) {
        try (var lines =
            new BufferedReader(
                new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
          var header = Objects.requireNonNull(lines.readLine());
          int column = List.of(header.split(",", -1)).indexOf("TIMESTAMP");
          for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (DATES.stream().noneMatch(line::contains)) {
              continue;
            }
            var time = line.split(",", -1)[column];
            if (time.compareTo(FIRST) >= 0 && time.compareTo(END) < 0) {
              rows.computeIfAbsent(time, t -> new ArrayList<>(List.of(header))).add(line);
            }
          }
        }
      }
    }
    return rows;
  }

  private static void archive(List<Observation> observations, Path lake) throws IOException {
    var format = new ObservationRows();
    var buckets = new LakeBuckets<>(format, Map.of("aarhus", ZONE));
    var byFolder =
        observations.stream()
            .map(one -> new Stamped(one, Stamp.NONE))
            .collect(Collectors.groupingBy(buckets::bucket));
    for (var of : byFolder.entrySet()) {
      var folder = Files.createDirectories(lake.resolve("observations").resolve(of.getKey()));
      var file = new org.apache.flink.core.fs.Path(folder.resolve("part.parquet").toUri());
      try (var out = file.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
        var writer = GeoParquet.of(format).create(out);
        for (var one : of.getValue()) {
          writer.addElement(one);
        }
        writer.finish();
      }
    }
  }
}
