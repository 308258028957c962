package citybrain.local.endtoend;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Recomputes from the archived observations what the aggregates must be, with DuckDB: nothing of
 * ours takes part in the sums. Only windows are compared that were closed long before the run
 * ended.
 */
final class LakeOracle implements AutoCloseable {

  private final Connection duck;
  private final Path lake;

  LakeOracle(Path lake) throws SQLException {
    this.duck = DriverManager.getConnection("jdbc:duckdb:");
    this.lake = lake;
  }

  private String table(String dataset) {
    return "read_parquet('%s/%s/**/*.parquet', hive_partitioning = true)".formatted(lake, dataset);
  }

  long number(String sql) throws SQLException {
    try (var statement = duck.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  long rows(String dataset) throws SQLException {
    return number("select count(*) from " + table(dataset));
  }

  /** Rows with a word like this in any column; the shapes of places are none. */
  long rowsLike(String dataset, String pattern) throws SQLException {
    return number(
        "select count(*) from %s as one where regexp_matches(cast(one as varchar), '%s')"
            .formatted(table(dataset), pattern));
  }

  /** How many features of a feed told something, of which this is true in words of SQL. */
  long features(String feed, String where) throws SQLException {
    return number(
        "select count(distinct feature) from %s where feed = '%s' and %s"
            .formatted(table("observations"), feed, where));
  }

  /** How many rejections there are of this kind, in words of SQL. */
  long rejected(String where) throws SQLException {
    return number("select count(*) from " + table("rejected") + " where " + where);
  }

  /** How many records of this source were rejected. */
  long rejectedOf(String source) throws SQLException {
    return number(
        "select count(*) from %s where source = '%s'".formatted(table("rejected"), source));
  }

  /** Observations that lie there more than once. Two vehicles may pass a stop in one second. */
  long repeatedObservations() throws SQLException {
    return number(
        """
        select coalesce(sum(n - 1), 0) from (
          select count(*) as n from %s
          group by city, feed, feature, procedure, property, phenomenon_time, result)
        """
            .formatted(table("observations")));
  }

  /** Aggregates that are told twice with one revision, some of them. */
  List<String> repeatedAggregates() throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = duck.createStatement();
        var rows =
            statement.executeQuery(
                """
            select concat_ws(' ', city, layer, zone, property, window_start, window_end, revision,
              count(*), min(count), max(count), min(sum), max(sum)) from %s
            group by city, layer, zone, property, window_start, window_end, revision
            having count(*) > 1 limit 30
            """
                    .formatted(table("aggregates")))) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  /**
   * Every window of this width between two times whose last revisions, summed over all districts,
   * are not what the observations give.
   *
   * @param properties which must have such windows, in words of SQL
   */
  List<String> wrongWindows(Duration width, String properties, Instant from, Instant to)
      throws SQLException {
    var sql =
        String.format(
            Locale.ROOT,
            """
        with observations as (select * from %2$s where %6$s),
        expected as (
          select property, epoch_ms(phenomenon_time) // %1$d as start,
                 count(*) as n, sum(result) as total,
                 count(*) filter (quality = 'ESTIMATED') as guesses,
                 min(result) filter (quality <> 'ESTIMATED') as low,
                 max(result) filter (quality <> 'ESTIMATED') as high
          from observations where epoch_ms(phenomenon_time) >= %3$d and epoch_ms(phenomenon_time) < %4$d
          group by all),
        last as (
          select property, epoch_ms(window_start) // %1$d as start, zone, count, sum, min, max,
                 estimated_count, estimated_sum,
                 row_number() over (partition by zone, property, window_start
                                    order by revision desc) as place
          from %5$s where layer = 'district' and epoch_ms(window_end) - epoch_ms(window_start) = %1$d),
        found as (
          select property, start, sum(count) + sum(estimated_count) as n,
                 sum(sum) + sum(estimated_sum) as total, sum(estimated_count) as guesses,
                 min(min) as low, max(max) as high
          from last where place = 1 group by all)
        select e.property, e.start, e.n, f.n, e.total, f.total
        from expected e left join found f using (property, start)
        where f.n is distinct from e.n or abs(f.total - e.total) > 1e-6 * (1 + abs(e.total))
              or f.guesses <> e.guesses or f.low is distinct from e.low
              or f.high is distinct from e.high
        """,
            width.toMillis(),
            table("observations"),
            from.toEpochMilli(),
            to.toEpochMilli(),
            table("aggregates"),
            properties);
    var wrong = new ArrayList<String>();
    try (var statement = duck.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        wrong.add(
            "%s at %s: %s expected, %s found"
                .formatted(
                    rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return wrong;
  }

  long windows(Instant from, Instant to) throws SQLException {
    return number(
        String.format(
            Locale.ROOT,
            "select count(distinct (property, window_start)) from %s where layer = 'district' and epoch_ms(window_start) >= %d and epoch_ms(window_start) < %d",
            table("aggregates"),
            from.toEpochMilli(),
            to.toEpochMilli()));
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }
}
