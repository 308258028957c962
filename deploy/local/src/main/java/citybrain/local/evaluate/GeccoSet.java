package citybrain.local.evaluate;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The industrial challenge of GECCO 2018: drinking water, each minute, with labelled events. */
final class GeccoSet implements RecordedSet {

  private static final String FOLDER = "gecco2018";
  private static final int ROWS_A_DAY = 1440;

  @Override
  public SetCard card() {
    return new SetCard(
        FOLDER,
        "three months of drinking-water quality, one reading a minute",
        "GECCO 2018 industrial challenge (Thueringer Fernwasserversorgung, TH Koeln),"
            + " R package EventDetectR",
        "published openly by the organisers; the package is GPL-3",
        "in-sample: the settings of panels were looked at on it");
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    var files = folder.find(FOLDER, ".csv.gz");
    var columns = new RowLabels.Columns("", "Time", "EVENT", ZoneOffset.UTC);
    var rows = BatadalSet.rows(folder, files, columns);
    var frame = BatadalSet.span(rows, ROWS_A_DAY);
    return Played.of(
        RecordedPlay.play(
            RecordedPlay.city(FOLDER, Map.of("source", String.join(",", files))), folder.root()),
        List.of(Played.Task.of(frame, new RowScoring(frame, rows.labels()))));
  }
}
