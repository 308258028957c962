package citybrain.local.evaluate;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Battle of the Attack Detection Algorithms: a water network whose SCADA is attacked. */
final class BatadalSet implements RecordedSet {

  private static final String FOLDER = "batadal";
  private static final String NORMAL = FOLDER + "/dataset03_normal.csv.gz";
  private static final String ATTACKS = FOLDER + "/dataset04_attacks.csv.gz";
  private static final int ROWS_A_DAY = 24;

  @Override
  public SetCard card() {
    return new SetCard(
        FOLDER,
        "hourly SCADA of a water network, a year without and half a year with attacks",
        "github.com/rtaormina/aeed (Taormina et al. 2018, JWRPM 144(8))",
        "none stated; public competition data",
        "in-sample: the settings of panels were looked at on it");
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    folder.require(NORMAL);
    var scored = new ArrayList<>(folder.find(FOLDER, ".csv.gz"));
    scored.remove(NORMAL);
    if (scored.isEmpty()) {
      throw folder.missing(ATTACKS);
    }
    var columns = new RowLabels.Columns("", "DATETIME", "ATT_FLAG", ZoneOffset.UTC);
    var rows = rows(folder, scored, columns);
    var frame = span(rows, ROWS_A_DAY);
    var source = NORMAL + "," + String.join(",", scored);
    return Played.of(
        RecordedPlay.play(RecordedPlay.city(FOLDER, Map.of("source", source)), folder.root()),
        List.of(Played.Task.of(frame, new AttackScoring(frame, rows.labels().get(0)))),
        "played from the year without attacks on, scored on the half year with them");
  }

  /** The rows of some files, labelled by themselves unless another file does. */
  static RowLabels rows(SetFolder folder, List<String> files, RowLabels.Columns columns) {
    var data = files.stream().map(folder::read).toList();
    var labels = folder.labels().isPresent() ? List.of(folder.labels("")) : data;
    return RowLabels.read(data, labels, columns, 0);
  }

  /** Of rows of one timeline. */
  static Frame span(RowLabels rows, int rowsADay) {
    var times = rows.timelines().get(0).times();
    return new Frame(
        rows.timelines(), rowsADay, Duration.ofMillis(times[times.length - 1] - times[0]));
  }
}
