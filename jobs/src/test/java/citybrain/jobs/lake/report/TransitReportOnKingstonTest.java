package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.jobs.cities.DataFolder;
import citybrain.jobs.lake.Duck;
import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.observation.Stamped;
import citybrain.replay.Replay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/**
 * The buses of Kingston as their operator told of them in half an hour: what the report makes of
 * the archived calls, held against what DuckDB makes of them with window functions.
 */
class TransitReportOnKingstonTest {

  private static final int BLOCK = 512;
  private static final String POLLS = "kingston-gtfs-rt/trip_updates_pb.tar.xz";

  private static final String SQL =
      """
      with o as (
        select feature, property, phenomenon_time t, result, quality <> 'ESTIMATED' measured, date
        from %s),
      c as (
        select *, lag(t) over w earlier, lag(measured) over w known from o
        where property in ('STOP_ARRIVAL_DELAY', 'STOP_DEPARTURE_DELAY')
        window w as (partition by feature, property order by t)),
      h as (
        select *, case when known and epoch(t) - epoch(earlier) <= 7200
          then epoch(t) - epoch(earlier) end headway
        from c where measured),
      m as (select feature, date, property, count(*) calls from h group by all),
      k as (
        select feature, date, property from m
        qualify row_number() over (partition by feature, date order by calls desc, property) = 1),
      s as (
        select feature, t, any_value(result) planned from o
        where property = 'SCHEDULED_HEADWAY' group by all),
      x as (
        select split_part(feature, '/', 1) route, h.*, case when headway is null then null
          else planned end planned
        from h join k using (feature, date, property) left join s using (feature, t)),
      p as (select route, headway, planned from x where planned > 0)
      select route, measure, value from (
        select route, 'on-time-share' measure, avg((result between -60 and 300)::int) as value
          from x group by all union all
        select route, 'mean-delay', avg(result) from x group by all union all
        select route, 'mean-headway', avg(headway) from x group by all union all
        select route, 'headway-cv', stddev_samp(headway) / avg(headway) from x group by all union all
        select route, 'excess-wait', sum(headway * headway) / (2 * sum(headway))
          - sum(planned * planned) / (2 * sum(planned)) from p group by all union all
        select route, 'bunched-share', avg((headway < planned / 4)::int) from p group by all)
      where value is not null
      """;

  /** Great circles by their chords, not by haversines. */
  private static final String SEGMENTS =
      """
      with o as (
        select split_part(feature, '/', 1) || '/' || split_part(feature, '/', 2) line,
          feature[length(line) + 2:] stop, property, phenomenon_time t, result, date,
          regexp_replace(procedure, '#[0-9]+$', '') run, feature,
          quality <> 'ESTIMATED' measured, radians(bbox.xmin) x, radians(bbox.ymin) y
        from %s where property in ('STOP_ARRIVAL_DELAY', 'STOP_DEPARTURE_DELAY')),
      c as (
        select *, lag(stop) over w from_stop, lag(t) over w from_t, lag(x) over w from_x,
          lag(y) over w from_y, lag(result) over w from_result,
          measured and lag(measured) over w known
        from o window w as (partition by line, property, run order by t, feature)),
      g as (
        select *, epoch(t) - epoch(from_t) took,
          2 * 6371008.8 * asin(sqrt(
            pow(cos(y) * cos(x) - cos(from_y) * cos(from_x), 2)
            + pow(cos(y) * sin(x) - cos(from_y) * sin(from_x), 2)
            + pow(sin(y) - sin(from_y), 2)) / 2) meters
        from c where stop <> from_stop and took > 0 and took <= 7200),
      n as (
        select line, from_stop, stop, date, property, count(*) runs from g where known group by all),
      k as (
        select line, from_stop, stop, date, property from n
        qualify row_number() over (
          partition by line, from_stop, stop, date order by runs desc, property) = 1),
      m as (select * from g join k using (line, from_stop, stop, date, property) where known),
      z as (
        select 'segment' as layer, line || '/' || from_stop || '/' || stop as place, * from m
        union all select 'line', line, * from m)
      select layer, place, measure, value from (
        select layer, place, 'travel-speed' as measure, 3.6 * sum(meters) / sum(took) as value
          from z group by all union all
        select layer, place, 'segment-time', avg(took) from z group by all union all
        select layer, place, 'time-lost', avg(result - from_result) from z group by all)
      """;

  @Test
  void everyFigureOfARouteIsAsDuckDbHasIt(@TempDir Path home) throws Exception {
    var data = RecordedLake.data(getClass(), POLLS, "kingston-gtfs-rt/gtfs.zip");
    var file = Files.writeString(home.resolve("kingston.yaml"), ShippedCities.text("kingston"));
    var city = CityFile.parse("kingston.yaml", Files.readString(file), Feeds.ALL);
    var lake = home.resolve("lake");
    LakeFilesByHand.write(
        lake,
        observed(city, data).stream().map(Stamped::observation).toList(),
        city.timeZone().getId());
    var made =
        ReportRun.of(
            new ReportSettings(
                "transit-report",
                lake.toString(),
                file.toString(),
                data,
                LocalDate.MIN,
                LocalDate.MAX),
            new Configuration());
    assertThat(made.problem()).isNull();

    var ofRoutes = new TreeMap<String, Double>();
    var ofLines = new TreeMap<String, Double>();
    for (var row : made.rows()) {
      if (row.span().equals("day") && row.layer().equals("route")) {
        ofRoutes.put(row.zone() + "|" + row.measure(), row.value());
      } else if (row.span().equals("day") && !row.layer().equals("stop")) {
        ofLines.put(String.join("|", row.layer(), row.zone(), row.measure()), row.value());
      }
    }
    requireAsDuckDb(ofRoutes, SQL, lake, 50);
    requireAsDuckDb(ofLines, SEGMENTS, lake, 500);
    System.out.println(
        "transit-report: "
            + ofRoutes.size()
            + " figures of routes, "
            + ofLines.size()
            + " of lines and segments as DuckDB has them");
  }

  private static void requireAsDuckDb(Map<String, Double> ours, String sql, Path lake, int atLeast)
      throws SQLException {
    var theirs = new TreeMap<String, Double>();
    try (var duck = new Duck()) {
      for (var row : duck.rows(sql.formatted(Duck.table(lake, "observations")))) {
        int end = row.lastIndexOf('|');
        theirs.put(row.substring(0, end), Double.parseDouble(row.substring(end + 1)));
      }
    }
    assertThat(theirs).hasSizeGreaterThan(atLeast);
    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    theirs.forEach(
        (key, value) ->
            assertThat(ours.get(key))
                .as(key)
                .isCloseTo(value, within(1e-6 * (1 + Math.abs(value)))));
  }

  private static List<Stamped> observed(CityFile city, String data) throws IOException {
    var replay = new Replay(List.of(city), DataFolder.among(data), List.of());
    var polls = polls(Path.of(data, POLLS));
    long offset = 0;
    for (var poll : polls.entrySet()) {
      var message =
          new RawMessage(
              city.city(),
              "trips",
              POLLS,
              0,
              Instant.ofEpochSecond(poll.getKey() + 5),
              1,
              poll.getValue());
      replay.take(RawRecord.of(message, 0, offset++));
    }
    return replay.end().ingested();
  }

  /**
   * The polls by the second at which each was made; of an archive in the format of POSIX.1-1988,
   * for the library that knows it wants another version of what the jobs bring.
   */
  private static Map<Long, byte[]> polls(Path archive) throws IOException {
    var polls = new TreeMap<Long, byte[]>();
    try (var tar = new XZInputStream(Files.newInputStream(archive))) {
      for (var head = tar.readNBytes(BLOCK); head.length == BLOCK; head = tar.readNBytes(BLOCK)) {
        var name = text(head, 0, 100);
        if (!name.isEmpty()) {
          int size = Integer.parseInt(text(head, 124, 136), 8);
          var body = tar.readNBytes(size);
          tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
          if (name.endsWith(".pb")) {
            polls.put(Long.parseLong(name.replaceAll(".*_(\\d+)\\.pb", "$1")), body);
          }
        }
      }
    }
    return polls;
  }

  private static String text(byte[] head, int from, int to) {
    var text = new String(head, from, to - from, StandardCharsets.US_ASCII);
    return text.replaceAll("\0.*", "").strip();
  }
}
