package citybrain.jobs.lake.history;

import citybrain.alerting.Alert;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.geoparquet.FlatRows;
import citybrain.jobs.lake.rows.AlertRows;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/** The changes of alerts that were archived while a city was live. */
final class LakeAlerts {

  private static final List<String> COLUMNS =
      List.of("rule", "id", "status", "time", "observed", "expected", "reason");

  private static final int RULE = 0;
  private static final int ID = 1;
  private static final int STATUS = 2;
  private static final int TIME = 3;
  private static final int OBSERVED = 4;
  private static final int EXPECTED = 5;
  private static final int REASON = 6;

  private LakeAlerts() {}

  /**
   * A change of an alert as it is told.
   *
   * @param time epoch milliseconds
   */
  record Change(
      String rule,
      String id,
      String status,
      long time,
      double observed,
      double expected,
      String reason) {

    static Change of(Alert alert) {
      return new Change(
          alert.rule(),
          alert.id(),
          alert.status().name(),
          alert.time().toEpochMilli(),
          alert.observed(),
          alert.expected(),
          alert.reason());
    }
  }

  /**
   * How two tellings of the same time differ.
   *
   * @param then how many changes were told when the city was live
   * @param now how many are now
   * @param same of both, to the last letter
   */
  record Difference(long then, long now, long same) {

    static Difference of(List<Change> then, List<Change> now) {
      var left = new TreeMap<String, Change>();
      then.forEach(one -> left.put(one.id + one.status + one.time, one));
      long same =
          now.stream().filter(one -> one.equals(left.get(one.id + one.status + one.time))).count();
      return new Difference(then.size(), now.size(), same);
    }

    boolean isNone() {
      return then == same && now == same;
    }
  }

  /** Those of a city from one day to another, both included, in no order. */
  static List<Change> of(Path lake, String city, ZoneId zone, LocalDate from, LocalDate to)
      throws IOException {
    var folder = new Path(new Path(lake, AlertRows.DATASET), Partition.folder("city", city));
    return LakeFiles.lookAgain(() -> in(folder, zone, from, to));
  }

  private static List<Change> in(Path folder, ZoneId zone, LocalDate from, LocalDate to)
      throws IOException {
    var found = new ArrayList<Change>();
    for (var file : LakeFiles.below(folder)) {
      try (var rows = FlatRows.open(file.getPath(), COLUMNS)) {
        while (rows.next()) {
          var day = Instant.ofEpochMilli(rows.whole(TIME)).atZone(zone).toLocalDate();
          if (!day.isBefore(from) && !day.isAfter(to)) {
            found.add(
                new Change(
                    rows.text(RULE),
                    rows.text(ID),
                    rows.text(STATUS),
                    rows.whole(TIME),
                    rows.number(OBSERVED),
                    rows.number(EXPECTED),
                    rows.text(REASON)));
          }
        }
      }
    }
    return found;
  }
}
