package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.ShippedCities;
import citybrain.jobs.lake.Duck;
import citybrain.reports.Corridor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corridors of Aarhus in two weeks, held against what DuckDB makes of the raw files. */
class CorridorsOfAarhusTest {

  private static final String RECORDING = "aarhus-citypulse/traffic_2014-08-01_2014-09-14.zip";
  private static final String SEGMENTS = "aarhus-citypulse/dataset/MetaData/trafficMetaData.csv";
  private static final String FIRST = "2014-08-11";
  private static final String END = "2014-08-25";

  /** Times are local; a count of zero is a value carried over. */
  private static final String SQL =
      """
      with x as (
        select REPORT_ID::varchar link, "TIMESTAMP"::timestamp moment, min(avgMeasuredTime)::double t
        from read_csv('%s/*.csv')
        where vehicleCount <> 0 and avgMeasuredTime > 0 and moment >= '%s' and moment < '%s' group by all),
      q as (select link, time_bucket(interval '15 minutes', moment) moment, avg(t) t from x group by all),
      v as (select corridor, moment, sum(t) t,
          dayofweek(moment) between 1 and 5 and (hour(moment) between 6 and 8 or hour(moment) between 16 and 18)
            peak
        from q join (values %s) as links(corridor, link, n) using (link)
        group by corridor, moment, n having count(*) = n),
      f as (select corridor, quantile_cont(t, 0.15) free from v group by all),
      w as (select corridor, 'all day' about, t from v
        union all select corridor, 'peak', t from v where peak),
      s as (select corridor, about, free, avg(t) mean, quantile_cont(t, 0.95) planned, count(*) n
        from w join f using (corridor) group by all)
      select corridor, about, measure, n, value from (
        select corridor, about, 'travel-time-index' measure, n, mean / free as value from s union all
        select corridor, about, 'planning-time-index', n, planned / free from s union all
        select corridor, about, 'buffer-index', n, (planned - mean) / mean from s)
      """;

  @Test
  void everyFigureIsAsDuckDbHasIt(@TempDir Path home) throws Exception {
    var data = RecordedLake.data(getClass(), RECORDING, SEGMENTS, "aarhus-geo/districts.geojson");
    var text = ShippedCities.text("aarhus");
    var file = Files.writeString(home.resolve("aarhus.yaml"), text);
    var corridors = CityFile.parse("aarhus.yaml", text, Feeds.ALL).corridors();
    assertThat(corridors).hasSize(2).allSatisfy(one -> requireRow(one, Path.of(data, SEGMENTS)));
    var links = corridors.stream().flatMap(one -> one.links().stream()).toList();

    var lake = new RecordedLake(file, data, "2014-08-25T06:00:00Z");
    var raw = Files.createDirectories(home.resolve("raw"));
    try (var zip = new ZipFile(Path.of(data, RECORDING).toFile())) {
      for (var link : links) {
        var entry = zip.getEntry("streams/AarhusTrafficData" + link + ".stream");
        Files.copy(zip.getInputStream(entry), raw.resolve(link + ".csv"));
        lake.read("traffic", zip.getInputStream(entry), CorridorsOfAarhusTest::isOfDays);
      }
    }
    var made =
        ReportRun.of(
            new ReportSettings(
                "traffic-report",
                lake.write(home.resolve("lake")).toString(),
                file.toString(),
                data,
                LocalDate.MIN,
                LocalDate.MAX),
            new Configuration());
    assertThat(made.problem()).isNull();
    assertThat(made.setAside()).isEmpty();

    var ours = new TreeMap<String, Double>();
    made.rows().stream()
        .filter(row -> row.layer().equals("corridor"))
        .peek(
            row ->
                assertThat(row.coverage())
                    .isEqualTo(row.zone().startsWith("r") ? 605 / 1344.0 : 873 / 1344.0))
        .forEach(
            row ->
                ours.put(
                    String.join("|", row.zone(), row.about(), row.measure(), "" + row.count()),
                    row.value()));
    var theirs = new TreeMap<String, Double>();
    try (var duck = new Duck()) {
      for (var row : duck.rows(SQL.formatted(raw, FIRST, END, values(corridors)))) {
        int end = row.lastIndexOf('|');
        theirs.put(row.substring(0, end), Double.parseDouble(row.substring(end + 1)));
      }
    }
    assertThat(theirs).hasSize(2 * 2 * 3);
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    theirs.forEach(
        (key, value) ->
            assertThat(ours.get(key)).as(key).isCloseTo(value, within(1e-9 * (1 + value))));
    System.out.println("traffic-report: " + theirs + " of corridors as DuckDB has them");
  }

  private static String values(List<Corridor> corridors) {
    return corridors.stream()
        .flatMap(
            one ->
                one.links().stream()
                    .map(
                        link ->
                            "('" + one.name() + "', '" + link + "', " + one.links().size() + ")"))
        .collect(Collectors.joining(", "));
  }

  private static boolean isOfDays(String line) {
    return List.of(line.split(",", -1)).stream()
        .anyMatch(
            cell -> cell.compareTo(FIRST) >= 0 && cell.compareTo(END) < 0 && cell.length() > 9);
  }

  /** Each link begins where the one before it ends. */
  private static void requireRow(Corridor corridor, Path segments) {
    var points = new HashMap<String, List<String>>();
    try {
      var lines = Files.readAllLines(segments);
      var header = List.of(lines.get(0).split(","));
      for (var line : lines.subList(1, lines.size())) {
        var cells = line.split(",", -1);
        points.put(
            cells[header.indexOf("REPORT_ID")],
            List.of(cells[header.indexOf("POINT_1_NAME")], cells[header.indexOf("POINT_2_NAME")]));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    var begins = new ArrayList<String>();
    var ends = new ArrayList<String>();
    for (var link : corridor.links()) {
      assertThat(points).containsKey(link);
      begins.add(points.getOrDefault(link, List.of()).get(0));
      ends.add(points.getOrDefault(link, List.of()).get(1));
    }
    assertThat(begins.subList(1, begins.size())).isEqualTo(ends.subList(0, ends.size() - 1));
  }
}
