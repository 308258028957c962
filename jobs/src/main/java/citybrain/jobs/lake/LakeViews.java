package citybrain.jobs.lake;

import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.rows.AggregateRows;
import citybrain.jobs.lake.rows.AlertRows;
import citybrain.jobs.lake.rows.ClockRows;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.rows.RejectedRows;
import citybrain.jobs.lake.rows.SummaryColumns;
import citybrain.jobs.lake.rows.ZoneRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;

/**
 * The lake as tables of SQL that cannot be read wrong by mistake: {@value #FILE} in its root, for
 * DuckDB. It says nothing of what lies in the lake, so it is the same for every lake of a version,
 * and holds for what is archived later. A dataset without files is an empty table.
 */
public final class LakeViews {

  public static final String FILE = "views.sql";

  private static final String HEAD =
      """
      -- The lake as tables, for DuckDB 1.5 or newer; written by the archive and by ./citybrain lake schema --write.
      --   cd .citybrain/lake && duckdb -init views.sql
      -- or from elsewhere: SET VARIABLE lake = '/path/of/the/lake'; .read /path/of/the/lake/views.sql
      -- Times are UTC. A dataset that had no file when this was read is an empty table: read it again then.
      -- "window" is a word of SQL and wants its quotes.
      SET VARIABLE lake = coalesce(getvariable('lake'), '.');

      """;

  /** As long as files of before the column was there say by their times how long a window is. */
  private static final String WINDOW_OF_OLD =
      "CASE epoch(window_end) - epoch(window_start) WHEN 60 THEN 'PT1M' WHEN 900 THEN 'PT15M'"
          + " WHEN 3600 THEN 'PT1H' ELSE 'P1D' END";

  private LakeViews() {}

  /** What the views read, in the order of the data dictionary. */
  public static List<DatasetCard> cards() {
    return List.of(
        ObservationRows.card(ObservationRows.DATASET),
        AggregateRows.CARD,
        AlertRows.CARD,
        ObservationRows.card(ObservationRows.LATE),
        RejectedRows.CARD,
        ClockRows.CARD,
        ZoneRows.CARD,
        SummaryColumns.CARD);
  }

  /** Puts the file into a lake, unless it is there already; true when it was written. */
  public static boolean write(String lake) throws IOException {
    return WholeFile.write(new Path(lake, FILE), sql());
  }

  static String sql() {
    return HEAD
        + stored(
            "observations_all", ObservationRows.card(ObservationRows.DATASET), "domain", "date")
        + observations()
        + stored("aggregates_stored", AggregateRows.CARD, "domain", "date")
        + stored("zones", ZoneRows.CARD)
        + aggregates()
        + stored("alerts", AlertRows.CARD, "domain", "date")
        + stored("late", ObservationRows.card(ObservationRows.LATE), "domain", "date")
        + stored("rejected", RejectedRows.CARD, "date")
        + stored("clocks", ClockRows.CARD, "domain", "date")
        + stored("daily_summary_stored", SummaryColumns.CARD, "date")
        + summary();
  }

  /** Rows that a correction has taken back are left out, as the daily summary does. */
  private static String observations() {
    return """
        -- Observations that hold: without those that a correction (replaces) took back.
        CREATE OR REPLACE TEMP VIEW observations AS
        SELECT o.* FROM observations_all o
        WHERE NOT EXISTS (
          SELECT 1 FROM observations_all c
          WHERE c.replaces IS NOT NULL
            AND c.city = o.city AND c.domain = o.domain AND c.date = o.date
            AND c.feed = o.feed AND c.feature = o.feature AND c.property = o.property
            AND c."procedure" = o."procedure" AND c.phenomenon_time = o.phenomenon_time
            AND c.replaces = o.result AND coalesce(c.replaces_quality, o.quality) = o.quality
            AND c.result_time >= o.result_time);

        """;
  }

  /** Of every window the highest revision; whoever publishes a window again replaces it. */
  private static String aggregates() {
    return """
        -- Every revision that is stored; a day that was compacted has the last ones only.
        CREATE OR REPLACE TEMP VIEW aggregates_all_revisions AS
        SELECT * REPLACE (coalesce("window", %s) AS "window") FROM aggregates_stored;

        -- The aggregates that hold: of each window the last revision, with the name of its zone.
        CREATE OR REPLACE TEMP VIEW aggregates AS
        SELECT a.*, z.name AS zone_name
        FROM (
          SELECT * FROM aggregates_all_revisions
          QUALIFY row_number() OVER (
            PARTITION BY city, domain, date, layer, zone, property, unit, "window",
              window_start, window_end
            ORDER BY revision DESC) = 1
        ) a
        LEFT JOIN (SELECT city, layer, zone, name FROM zones) z
          ON z.city = a.city AND z.layer = a.layer AND z.zone = a.zone;

        """
        .formatted(WINDOW_OF_OLD);
  }

  /** Files of before say neither layer nor window, for they had hours of districts alone. */
  private static String summary() {
    return """
        -- What zones were like. Windows and layers lie over each other: name one of each, such as
        -- WHERE layer = 'district' AND "window" = 'P1D', before anything is added up.
        CREATE OR REPLACE TEMP VIEW daily_summary AS
        SELECT * REPLACE (coalesce(layer, '%s') AS layer, coalesce("window", '%s') AS "window")
        FROM daily_summary_stored;

        """
        .formatted(SummaryColumns.FIRST_LAYER, SummaryColumns.HOUR);
  }

  /** All rows of the files of a dataset; columns that its older files lack are null in them. */
  private static String stored(String view, DatasetCard card, String... folders) {
    var keys = new ArrayList<>(List.of("city"));
    keys.addAll(List.of(folders));
    var types =
        keys.stream()
            .map(key -> key + ": " + (key.equals("date") ? "DATE" : "VARCHAR"))
            .collect(Collectors.joining(", "));
    var later =
        card.columns().stream()
            .filter(column -> column.since() > 0)
            .map(LakeViews::none)
            .collect(Collectors.joining(", "));
    var files = "getvariable('lake') || '/" + card.dataset() + "/**/*.parquet'";
    var there =
        "SELECT * FROM read_parquet("
            + files
            + ", hive_partitioning = true, union_by_name = true, hive_types = {"
            + types
            + "})"
            + (later.isEmpty() ? "" : " UNION ALL BY NAME SELECT " + later + " WHERE false");
    var nothing =
        "SELECT "
            + card.columns().stream().map(LakeViews::none).collect(Collectors.joining(", "))
            + ", "
            + keys.stream()
                .map(key -> "NULL::" + (key.equals("date") ? "DATE" : "VARCHAR") + " AS " + key)
                .collect(Collectors.joining(", "))
            + " WHERE false";
    var variable = "has_" + card.dataset().replace('-', '_');
    return """
        -- %s: %s.
        SET VARIABLE %s = (SELECT count(*) > 0 FROM glob(%s));
        CREATE OR REPLACE TEMP VIEW %s AS FROM query(CASE WHEN getvariable('%s') THEN
          '%s'
          ELSE
          '%s'
          END);

        """
        .formatted(
            card.dataset(),
            card.about(),
            variable,
            files,
            view,
            variable,
            quoted(there),
            quoted(nothing));
  }

  private static String quoted(String sql) {
    return sql.replace("'", "''");
  }

  private static String none(DatasetCard.Column column) {
    var type =
        switch (column.type()) {
          case "string" -> "VARCHAR";
          case "double" -> "DOUBLE";
          case "int64" -> "BIGINT";
          case "int32" -> "INTEGER";
          case "geometry", "bytes" -> "BLOB";
          case "timestamp[ms, UTC]" -> "TIMESTAMPTZ";
          default -> "STRUCT(xmin DOUBLE, ymin DOUBLE, xmax DOUBLE, ymax DOUBLE)";
        };
    return "NULL::" + type + " AS \"" + column.name() + '"';
  }
}
