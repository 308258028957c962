package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.jobs.lake.Duck;
import citybrain.reports.ReportRow;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The balance of real inflows and of a simulated network, held against what DuckDB makes of the raw
 * tables; and the leakage of that network against the leaks that were simulated.
 */
class WaterBalanceOnRecordingsTest {

  private static final String INFLOW = "bwdf-dma-inflow/inflow_2021-01_2022-07-24.csv.gz";
  private static final String LTOWN = "ltown-sim/2018_SCADA_";
  private static final String LEAKS = "ltown-sim/2018_Leakages.csv.gz";

  private static final String AREAS =
      """
      city: areas
      name: Ten water districts
      time-zone: Europe/Rome
      bounding-box: [10.5, 44.5, 14.0, 47.0]
      feeds:
        inflow:
          kind: table
          source: "bwdf-dma-inflow/inflow_*.csv.gz"
          interval: PT1H
          time: {column: ts_local, format: "yyyy-MM-dd HH:mm:ss"}
          feature-columns: {property: WATER_FLOW, unit: L/s}
      """;

  private static final String TOWN =
      """
      city: ltown
      name: L-Town
      time-zone: UTC
      bounding-box: [-1, -1, 1, 1]
      feeds:
        flows:
          kind: table
          source: "ltown-sim/*_SCADA_Flows.csv.gz"
          separator: ";"
          decimal-sign: ","
          interval: PT5M
          time: {column: Timestamp, format: "yyyy-MM-dd HH:mm:ss"}
          feature-columns: {property: WATER_FLOW, unit: m3/h}
        demands:
          kind: table
          source: "ltown-sim/*_SCADA_Demands.csv.gz"
          separator: ";"
          decimal-sign: ","
          interval: PT1H
          time: {column: Timestamp, format: "yyyy-MM-dd HH:mm:ss"}
          feature-columns: {property: WATER_DEMAND, unit: L/h}
        pressures:
          kind: table
          source: "ltown-sim/*_SCADA_Pressures.csv.gz"
          separator: ";"
          decimal-sign: ","
          interval: PT5M
          time: {column: Timestamp, format: "yyyy-MM-dd HH:mm:ss"}
          feature-columns: {property: WATER_PRESSURE, unit: "m[H2O]"}
      """;

  private final Path home;

  WaterBalanceOnRecordingsTest(@TempDir Path home) {
    this.home = home;
  }

  private List<ReportRow> report(
      String city,
      String data,
      String arrival,
      Map<String, String> tables,
      Predicate<String> isWanted)
      throws Exception {
    var file = Files.writeString(home.resolve("city.yaml"), city);
    var lake = new RecordedLake(file, data, arrival);
    for (var table : tables.entrySet()) {
      var path = Path.of(data, table.getValue()).toFile();
      try (var in = new GZIPInputStream(new FileInputStream(path))) {
        lake.read(table.getKey(), in, isWanted);
      }
    }
    var made =
        ReportRun.of(
            new ReportSettings(
                "water-balance",
                lake.write(home.resolve("lake")).toString(),
                file.toString(),
                data,
                LocalDate.MIN,
                LocalDate.MAX),
            new Configuration());
    assertThat(made.problem()).isNull();
    return made.rows();
  }

  private static Map<String, Double> ours(List<ReportRow> rows, String layer, String... measures) {
    var ours = new TreeMap<String, Double>();
    rows.stream()
        .filter(row -> row.layer().equals(layer) && List.of(measures).contains(row.measure()))
        .forEach(
            row ->
                ours.put(
                    String.join("|", row.span(), row.zone(), row.date(), row.measure()),
                    row.value()));
    return ours;
  }

  private static Map<String, Double> theirs(String sql) throws Exception {
    var theirs = new TreeMap<String, Double>();
    try (var duck = new Duck()) {
      for (var row : duck.rows(sql)) {
        int end = row.lastIndexOf('|');
        theirs.put(row.substring(0, end), Double.parseDouble(row.substring(end + 1)));
      }
    }
    return theirs;
  }

  private static void assertSame(Map<String, Double> ours, Map<String, Double> theirs) {
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    theirs.forEach(
        (key, value) ->
            assertThat(ours.get(key)).as(key).isCloseTo(value, within(1e-6 * (1 + value))));
  }

  /** From November on, so that no hour of these stands twice. */
  @Test
  void inflowsAndNightsOfTenAreasAreAsDuckDbHasThem() throws Exception {
    var data = RecordedLake.data(getClass(), INFLOW);
    var rows =
        report(
            AREAS,
            data,
            "2022-02-02T00:00:00Z",
            Map.of("inflow", INFLOW),
            line -> line.matches("202(1-1[12]|2-01).*"));
    var sql =
        """
        with x as (
          unpivot (select * from read_csv('%s', all_varchar = true)
            where ts_local between '2021-11-01' and '2022-01-31 23:59:59')
          on columns(* exclude ts_local) into name m value flow),
        h as (select m, strptime(ts_local, '%%Y-%%m-%%d %%H:%%M:%%S') t, flow::double flow from x
          where flow <> ''),
        n as (select m, date_trunc('day', t) d, min(flow) low from h
          where hour(t) in (2, 3) group by all),
        spans as (select unnest(['day', 'month']) span)
        select span, m, strftime(date_trunc(span, t), '%%Y-%%m-%%d') d, 'inflow', sum(flow) * 3.6
          from h, spans group by all
        union all
        select span, m, strftime(date_trunc(span, d), '%%Y-%%m-%%d'), 'minimum-night-flow', avg(low)
          from n, spans group by all
        """
            .formatted(Path.of(data, INFLOW));
    var theirs = theirs(sql);
    assertThat(theirs).hasSizeGreaterThan(10 * 2 * 90);
    assertSame(ours(rows, "inlet", "inflow", "minimum-night-flow"), theirs);
    System.out.println("water-balance: " + theirs.size() + " figures of inflow as DuckDB has them");
  }

  /**
   * The pump fills a tank from the town: it is no inlet, and nights on which it runs say nothing.
   */
  @Test
  void theBalanceOfLtownIsAsDuckDbHasItAndItsLeakageIsThatOfItsLeaks() throws Exception {
    var data =
        RecordedLake.data(getClass(), LTOWN + "Flows.csv.gz", LTOWN + "Demands.csv.gz", LEAKS);
    var rows =
        report(
            TOWN,
            data,
            "2018-07-02T00:00:00Z",
            Map.of(
                "flows", LTOWN + "Flows.csv.gz",
                "demands", LTOWN + "Demands.csv.gz",
                "pressures", LTOWN + "Pressures.csv.gz"),
            line -> line.startsWith("2018-06"));
    var options = "delim = ';', decimal_separator = ','";
    var sql =
        """
        with f as (select date_trunc('hour', "Timestamp") t, avg(p227 + p235) / 3.6 q,
            avg(PUMP_1) pump
            from read_csv('%1$sFlows.csv.gz', %3$s)
            where "Timestamp" between '2018-06-01' and '2018-06-30 23:59:59' group by all),
        u as (unpivot (select * from read_csv('%1$sDemands.csv.gz', %3$s)
            where "Timestamp" between '2018-06-01' and '2018-06-30 23:59:59')
          on columns(* exclude "Timestamp") into name m value demand),
        d as (select date_trunc('hour', "Timestamp") t, sum(demand) / 3600 c from u group by all),
        v as (unpivot (select * from read_csv('%1$sPressures.csv.gz', %3$s)
            where "Timestamp" between '2018-06-01' and '2018-06-30 23:59:59')
          on columns(* exclude "Timestamp") into name m value head),
        p as (select date_trunc('hour', "Timestamp") t, avg(head) p from v group by all),
        n as (select date_trunc('day', t) d, arg_min(t, q) t, min(q) low from f
          where hour(t) in (2, 3) and pump < 0.02 * (select max(pump) from f) group by all),
        l as (select n.d, low, c, sum(p.p) / any_value(o.p) h
          from n join d on n.t = d.t join p on date_trunc('day', p.t) = n.d
          join p o on o.t = n.t group by all),
        spans as (select unnest(['day', 'month']) span)
        select span, 'all', strftime(date_trunc(span, t), '%%Y-%%m-%%d') x, measure, value from (
          select span, date_trunc(span, t) t, 'inflow' measure, sum(q) * 3.6 as value
            from f, spans group by all union all
          select span, date_trunc(span, t), 'metered-demand', sum(c) * 3.6
            from d, spans group by all union all
          select span, date_trunc(span, t), 'non-revenue-water', sum(q - c) * 3.6
            from f join d using (t), spans group by all union all
          select span, date_trunc(span, t), 'non-revenue-share', 1 - sum(c) / sum(q)
            from f join d using (t), spans group by all union all
          select span, date_trunc(span, d), 'minimum-night-flow', avg(low)
            from n, spans group by all union all
          select span, date_trunc(span, d), 'hour-day-factor', avg(h)
            from l, spans group by all union all
          select span, date_trunc(span, d), 'leakage', sum(greatest(0, low - c) * h * 3.6)
            from l, spans group by all)
        """
            .formatted(Path.of(data, LTOWN), "", options);
    var theirs = theirs(sql);
    assertThat(theirs).hasSizeBetween(31 * 4 + 1, 31 * 7);
    var ours =
        ours(
            rows,
            "network",
            "inflow",
            "metered-demand",
            "non-revenue-water",
            "non-revenue-share",
            "minimum-night-flow",
            "hour-day-factor",
            "leakage");
    assertSame(ours, theirs);

    var simulated =
        theirs(
            """
            with u as (unpivot (select * from read_csv('%s', delim = ';', decimal_separator = ',')
                where "Timestamp" between '2018-06-01' and '2018-06-30 23:59:59')
              on columns(* exclude "Timestamp") into name m value leak)
            select 'month|all|2018-06-01|leakage', sum(leak) / 12 from u
            """
                .formatted(Path.of(data, LEAKS)));
    var leakage =
        rows.stream()
            .filter(row -> row.span().equals("month") && row.measure().equals("leakage"))
            .filter(row -> row.layer().equals("network"))
            .findFirst()
            .orElseThrow();
    double estimate = leakage.value() / leakage.count();
    double truth = simulated.values().iterator().next() / 30;
    System.out.printf(
        Locale.ROOT,
        "water-balance: leakage of L-Town in June %.0f m3 a day by %d nights, %.0f simulated%n",
        estimate,
        leakage.count(),
        truth);
    // Of its customers only 82 have a meter: what the others use at night is taken for leakage.
    assertThat(estimate).isGreaterThan(truth);
  }
}
