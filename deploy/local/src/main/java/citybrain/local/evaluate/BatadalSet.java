package citybrain.local.evaluate;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The Battle of the Attack Detection Algorithms: a water network whose SCADA is attacked. */
final class BatadalSet implements RecordedSet {

  private static final String NORMAL = "batadal/dataset03_normal.csv.gz";
  private static final String ATTACKS = "batadal/dataset04_attacks.csv.gz";
  private static final int ROWS_A_DAY = 24;

  @Override
  public SetCard card() {
    return new SetCard(
        "batadal",
        "hourly SCADA of a water network, a year without and half a year with attacks",
        "github.com/rtaormina/aeed (Taormina et al. 2018, JWRPM 144(8))",
        "none stated; public competition data",
        "nothing was tuned on it");
  }

  @Override
  public Played play(SetFolder place) throws IOException {
    place.require(NORMAL);
    var attacks = place.read(ATTACKS);
    var rows =
        RowLabels.read(
            List.of(attacks),
            List.of(place.labels().isPresent() ? place.labels(ATTACKS) : attacks),
            new RowLabels.Columns("", "DATETIME", "ATT_FLAG", ZoneOffset.UTC),
            0);
    var frame = span(rows, ROWS_A_DAY);
    return Played.of(
        RecordedPlay.play(RecordedPlay.city("batadal", Map.of()), place.root()),
        List.of(Played.Task.of(frame, new AttackScoring(frame, rows.labels().get(0)))),
        "played from the year without attacks on, scored on the half year with them");
  }

  /** Of rows of one timeline. */
  static Frame span(RowLabels rows, int rowsADay) {
    var times = rows.timelines().get(0).times();
    return new Frame(
        rows.timelines(), rowsADay, Duration.ofMillis(times[times.length - 1] - times[0]));
  }
}
