package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.jobs.lake.Duck;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report of January of 250 meters behind twelve transformers, held against what DuckDB makes of
 * the raw tables in SQL: another reader, other code, another order of sums.
 */
class EnergyReportOnFraudsimTest {

  private static final String READINGS = "electricity/fraudsim_dev_readings.csv.gz";
  private static final String TRANSFORMERS = "electricity/fraudsim_dev_transformers.csv.gz";
  private static final String METERS = "electricity/fraudsim_dev_meters.csv";

  private static final String CITY =
      """
      city: fraudsim
      name: Virtual meters
      time-zone: UTC
      bounding-box: [-1, -1, 1, 1]
      feeds:
        meters:
          kind: meter-readings
          interval: PT30M
          register: electricity/fraudsim_dev_meters.csv
        transformers:
          kind: transformer-totals
          interval: PT30M
      """;

  /** Zone, day or month, what, measure and value, in the words of the report. */
  private static final String SQL =
      """
      with x as (
        select transformer_id t, r.meter_id m, 'meters' about, date_trunc('hour', ts_local) h,
          sum(kwh) kwh, count(*) n
        from read_csv('%1$s') r join read_csv('%3$s') g on r.meter_id = g.meter_id
        where ts_local < timestamp '2024-02-01' group by all
        union all
        select transformer_id, transformer_id, 'transformers', date_trunc('hour', ts_local),
          sum(kwh), count(*)
        from read_csv('%2$s') where ts_local < timestamp '2024-02-01' group by all),
      spans as (select unnest(['day', 'month']) span),
      total as (select t, about, h, sum(kwh) kwh, count(*) c from x group by all),
      peaks as (
        select span, t, about, date_trunc(span, h) d, sum(kwh) energy, max(kwh) peak,
          avg(kwh) mean, arg_max(h, kwh) top
        from total, spans group by all),
      own as (
        select span, t, about, date_trunc(span, h) d, m, max(kwh) peak from x, spans group by all),
      sums as (select span, t, about, d, sum(peak) peaks, count(*) c from own group by all)
      select span, t, about, strftime(d, '%%Y-%%m-%%d'), measure, value from (
        select span, t, about, d, 'energy' measure, energy as value from peaks union all
        select span, t, about, d, 'peak-load', peak from peaks union all
        select span, t, about, d, 'peak-at', epoch_ms(top) from peaks union all
        select span, t, about, d, 'load-factor', mean / peak from peaks union all
        select span, t, about, d, 'coincidence-factor', peak / peaks
          from peaks join sums using (span, t, about, d) where c > 1 union all
        select b.span, b.t, 'transformers', b.d, 'loss', b.energy - a.energy
          from peaks a join peaks b using (span, t, d)
          where a.about = 'meters' and b.about = 'transformers' union all
        select b.span, b.t, 'transformers', b.d, 'loss-share', 1 - a.energy / b.energy
          from peaks a join peaks b using (span, t, d)
          where a.about = 'meters' and b.about = 'transformers')
      """;

  @Test
  void everyFigureIsAsDuckDbHasIt(@TempDir Path home) throws Exception {
    var data = RecordedLake.data(getClass(), READINGS, TRANSFORMERS, METERS);
    var city = Files.writeString(home.resolve("fraudsim.yaml"), CITY);
    var lake = new RecordedLake(city, data, "2024-02-02T00:00:00Z");
    for (var table : new String[] {READINGS, TRANSFORMERS}) {
      try (var in = new GZIPInputStream(new FileInputStream(Path.of(data, table).toFile()))) {
        var feed = table.equals(READINGS) ? "meters" : "transformers";
        lake.read(feed, in, line -> line.contains(",2024-01-"));
      }
    }
    var made =
        ReportRun.of(
            new ReportSettings(
                "energy-report",
                lake.write(home.resolve("lake")).toString(),
                city.toString(),
                data,
                LocalDate.MIN,
                LocalDate.MAX),
            new Configuration());

    var ours = new TreeMap<String, Double>();
    made.rows().stream()
        .filter(row -> !row.span().equals("hour"))
        .forEach(
            row -> {
              var key = String.join("|", row.span(), row.zone(), row.about(), row.date());
              ours.put(key + "|" + row.measure(), row.value());
              if (row.measure().equals("peak-load")) {
                ours.put(key + "|peak-at", (double) row.at());
              }
              assertThat(row.coverage()).isEqualTo(1);
            });
    var theirs = new TreeMap<String, Double>();
    try (var duck = new Duck()) {
      var sql =
          SQL.formatted(
              Path.of(data, READINGS), Path.of(data, TRANSFORMERS), Path.of(data, METERS));
      for (var row : duck.rows(sql)) {
        int end = row.lastIndexOf('|');
        theirs.put(row.substring(0, end), Double.parseDouble(row.substring(end + 1)));
      }
    }
    // 12 transformers; 31 days and a month; 5 figures of meters and 6 of the transformer.
    assertThat(theirs).hasSize(12 * 32 * 11);
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    theirs.forEach(
        (key, value) ->
            assertThat(ours.get(key)).as(key).isCloseTo(value, within(1e-6 * (1 + value))));
    System.out.printf(
        java.util.Locale.ROOT,
        "energy-report: %d figures of January as DuckDB has them%n",
        theirs.size());
  }
}
