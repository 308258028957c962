package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The Skoltech Anomaly Benchmark: experiments of twenty minutes on a water circulation testbed. */
final class SkabSet implements RecordedSet {

  private static final String FOLDER = "skab";
  private static final String SOUND = "anomaly_free";

  /** Of each experiment; they are there to be learned from, by the rules of the benchmark. */
  private static final int LEARNED = 400;

  /** About there each experiment is disturbed, which whoever counts rows knows. */
  private static final int DISTURBED = 576;

  @Override
  public SetCard card() {
    return new SetCard(
        FOLDER,
        "experiments on a water circulation testbed, one reading a second",
        "github.com/waico/SKAB",
        "GPL-3.0",
        "in-sample: the settings of panels were looked at on it");
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    var files =
        folder.find(FOLDER, ".csv.gz").stream().filter(file -> !file.contains(SOUND)).toList();
    if (files.isEmpty()) {
      throw new SettingException("there is no experiment in " + FOLDER + ", only sound rows");
    }
    var data = files.stream().map(folder::read).toList();
    var rows =
        RowLabels.read(
            data,
            folder.labels().isPresent() ? List.of(folder.labels(FOLDER)) : data,
            new RowLabels.Columns("experiment", "datetime", "anomaly", ZoneOffset.UTC),
            LEARNED);
    var city = RecordedPlay.city(FOLDER, Map.of("source", String.join(",", files)));
    var span = Duration.ZERO;
    for (var one : rows.timelines()) {
      span = span.plusMillis(one.times()[one.rows() - 1] - one.times()[one.first()]);
    }
    var frame = new Frame(rows.timelines(), 0, span);
    return Played.of(
        RecordedPlay.play(city, folder.root()),
        List.of(
            new Played.Task(
                "",
                frame,
                List.of(new RowScoring(frame, rows.labels())),
                OptionalInt.of(DISTURBED))),
        "the first 400 rows of an experiment are not scored; the blind clock alarms from row 576 on");
  }
}
