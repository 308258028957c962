package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.jobs.lake.Duck;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week of 207 loop detectors of Los Angeles, held against what DuckDB makes of the table. */
class TrafficReportOnMetrLaTest {

  private static final String SPEEDS = "traffic-speed/metr_la_week_207x2016_mph.csv.gz";

  private static final String CITY =
      """
      city: metr-la
      name: Los Angeles
      time-zone: America/Los_Angeles
      bounding-box: [-119.0, 33.5, -117.5, 34.8]
      feeds:
        speeds:
          kind: table
          source: speeds.csv
          interval: PT5M
          time: {column: time, format: "yyyy-MM-dd HH:mm"}
          missing: ["0", "0.0"]
          feature-columns: {property: TRAFFIC_SPEED, unit: "[mi_i]/h"}
      """;

  private static final String SQL =
      """
      with x as (
        unpivot (select * from read_csv('%s')) on columns(* exclude time) into name link value mph),
      v as (select link, mph * 1.609344 kmh, time,
          dayofweek(time) between 1 and 5 and (hour(time) between 6 and 8 or hour(time) between 16
            and 18) peak
        from x where mph > 0),
      f as (select link, quantile_cont(3600 / kmh, 0.15) free, quantile_cont(kmh, 0.85) fast
        from v group by all),
      w as (select link, 'all day' about, 3600 / kmh t from v
        union all select link, 'peak', 3600 / kmh from v where peak),
      s as (select link, about, free, avg(t) mean, quantile_cont(t, 0.95) planned
        from w join f using (link) group by all)
      select link, about, measure, value from (
        select link, about, 'travel-time-index' measure, mean / free as value from s union all
        select link, about, 'planning-time-index', planned / free from s union all
        select link, about, 'buffer-index', (planned - mean) / mean from s union all
        select link, 'all day', 'free-flow-speed', fast from f)
      """;

  /** Two working days before a Monday, three from it on; Welch's interval from Student's table. */
  private static final String CHANGE =
      """
      with x as (
        unpivot (select * from read_csv('%s')) on columns(* exclude time) into name link value mph),
      v as (select link, time, 3600 / (mph * 1.609344) t,
          hour(time) between 6 and 8 or hour(time) between 16 and 18 peak
        from x where mph > 0 and dayofweek(time) between 1 and 5),
      w as (select link, 'all day' about, 24 possible, time, t from v
        union all select link, 'peak', 6, time, t from v where peak),
      d as (select link, about, time::date >= '2012-03-05' later, ln(avg(t)) l
        from w group by link, about, possible, time::date
        having count(distinct hour(time)) >= 0.75 * any_value(possible)),
      s as (select link, about, later, avg(l) mean, var_samp(l) / count(*) v, count(*) n
        from d group by all having n >= 2),
      p as (select b.link, b.about, a.mean - b.mean diff, sqrt(a.v + b.v) spread,
          floor((a.v + b.v) ** 2 / (a.v ** 2 / (a.n - 1) + b.v ** 2 / (b.n - 1))) freedom
        from s b join s a on a.link = b.link and a.about = b.about and a.later and not b.later),
      q as (select *, spread * case when freedom < 2 then 12.706204736 when freedom < 3
          then 4.302652730 else 3.182446305 end half from p)
      select link, about, measure, value from (
        select link, about, 'change' measure, exp(diff) - 1 as value from q union all
        select link, about, 'change-low', exp(diff - half) - 1 from q union all
        select link, about, 'change-high', exp(diff + half) - 1 from q)
      """;

  /**
   * So many detectors one behind the other as they stand in the table: whatever lies between them,
   * what is said of their speeds can be recomputed.
   */
  private static final int OF_FREEWAY = 60;

  private static final String BOTTLENECKS =
      """
      with v as (
        select feature link, phenomenon_time moment, any_value(result) kmh
        from %1$s where result > 0 group by all),
      p as (select unnest(links[:-2]) up, unnest(links[2:]) down
        from (select [%2$s] links)),
      g as (select up, down, unnest(generate_series(earliest, latest, interval '5 minutes')) moment
        from p, (select min(moment) earliest, max(moment) latest from v)),
      s as (select up, down, g.moment, coalesce(
          u.kmh < 40 * 1.609344 and d.kmh - u.kmh > 20 * 1.609344, false) sharp
        from g left join v u on u.link = up and u.moment = g.moment
          left join v d on d.link = down and d.moment = g.moment),
      n as (select *, count(*) filter (sharp) over (
          partition by up, down order by moment rows between 6 preceding and current row) n from s),
      a as (select *, sharp and max(n) over (
          partition by up, down order by moment rows between current row and 6 following) >= 5 active
        from n)
      select 'any/' || up || '/' || down,
        count(distinct (moment at time zone 'America/Los_Angeles')::date), count(*) / 12.0
      from a where active group by all
      """;

  private static void requireBottlenecks(ReportMade made, Path lake, List<String> links)
      throws SQLException {
    var ours = new TreeMap<String, Double>();
    made.rows().stream()
        .filter(row -> row.measure().equals("bottleneck"))
        .forEach(row -> ours.put(row.zone() + '|' + row.count(), row.value()));
    var theirs = new TreeMap<String, Double>();
    var quoted = links.stream().map(link -> "'" + link + "'").collect(Collectors.joining(", "));
    try (var duck = new Duck()) {
      for (var row : duck.rows(BOTTLENECKS.formatted(Duck.table(lake, "observations"), quoted))) {
        int end = row.lastIndexOf('|');
        theirs.put(row.substring(0, end), Double.parseDouble(row.substring(end + 1)));
      }
    }
    assertThat(theirs).hasSizeGreaterThan(OF_FREEWAY / 3);
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    theirs.forEach(
        (key, hours) -> assertThat(ours.get(key)).as(key).isCloseTo(hours, within(1e-9)));
    System.out.println("traffic-report: " + theirs.size() + " bottlenecks as DuckDB has them");
  }

  @Test
  void everyFigureIsAsDuckDbHasIt(@TempDir Path home) throws Exception {
    var data = RecordedLake.data(getClass(), SPEEDS);
    // The table has no column of times: it begins on 2012-03-01 and has a row each five minutes.
    var table = new StringBuilder();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new FileInputStream(Path.of(data, SPEEDS).toFile())),
                StandardCharsets.UTF_8))) {
      table.append("time,").append(lines.readLine()).append('\n');
      var time = LocalDateTime.parse("2012-03-01T00:00");
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        table.append(time.toString().replace('T', ' ')).append(',').append(line).append('\n');
        time = time.plusMinutes(5);
      }
    }
    var timed = Files.writeString(home.resolve("speeds.csv"), table.toString());
    var head = List.of(table.substring(0, table.indexOf("\n")).split(","));
    var freeway = head.subList(1, 1 + OF_FREEWAY);
    var city =
        Files.writeString(
            home.resolve("metr-la.yaml"),
            CITY
                + "corridors: {any: {feed: speeds, freeway: true, links: "
                + freeway
                + ", kilometres: "
                + Collections.nCopies(OF_FREEWAY, 1)
                + "}}\n");
    var lake = new RecordedLake(city, data, "2012-03-09T00:00:00Z");
    var bytes = table.toString().getBytes(StandardCharsets.UTF_8);
    lake.read("speeds", new ByteArrayInputStream(bytes), line -> true);
    var made =
        ReportRun.of(
            new ReportSettings(
                "traffic-report",
                lake.write(home.resolve("lake")).toString(),
                city.toString(),
                data,
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDate.parse("2012-03-05")),
            new Configuration());
    assertThat(made.problem()).isNull();

    var ours = new TreeMap<String, Double>();
    for (var row : made.rows()) {
      if (!row.layer().equals("link")) {
        continue;
      }
      var name = String.join("|", row.zone(), row.about(), row.measure());
      ours.put(name, row.value());
      if (row.measure().equals("change")) {
        ours.put(name + "-low", row.low());
        ours.put(name + "-high", row.high());
      }
    }
    var theirs = new TreeMap<String, Double>();
    try (var duck = new Duck()) {
      for (var sql : List.of(SQL, CHANGE)) {
        for (var row : duck.rows(sql.formatted(timed))) {
          int end = row.lastIndexOf('|');
          theirs.put(row.substring(0, end), Double.parseDouble(row.substring(end + 1)));
        }
      }
    }
    assertThat(theirs).hasSizeGreaterThan(207 * 12);
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    theirs.forEach(
        (key, value) ->
            assertThat(ours.get(key)).as(key).isCloseTo(value, within(1e-6 * (1 + value))));
    System.out.println("traffic-report: " + theirs.size() + " figures as DuckDB has them");
    requireBottlenecks(made, home.resolve("lake"), freeway);
  }
}
