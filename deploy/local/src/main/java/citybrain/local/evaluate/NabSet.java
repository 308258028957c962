package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import citybrain.scoring.NabScore;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The Numenta Anomaly Benchmark: many series of all kinds, each of which nobody has described. */
final class NabSet implements RecordedSet {

  private static final String DATA = "nab/data";
  private static final String WINDOWS = "nab/windows.json";
  private static final String PACKED = ".gz";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]+");

  /**
   * A file of the benchmark.
   *
   * @param path below the data folder
   */
  record Series(String path, Timeline rows, List<NabScore.Window> windows) {

    Duration scored() {
      var times = rows.times();
      return Duration.ofMillis(times[times.length - 1] - times[rows.first()]);
    }
  }

  @Override
  public SetCard card() {
    return new SetCard(
        "nab",
        "series of traffic, machines, adverts and tweets with windows around anomalies",
        "github.com/numenta/NAB",
        "MIT",
        "novelty's settings and constants, in-sample on the 31 visible files");
  }

  /** All files that are there, and what is labelled in them. */
  static List<Series> series(SetFolder folder) throws IOException {
    var windows = new NabWindows(folder.labels(WINDOWS));
    var all = new ArrayList<Series>();
    for (var path : folder.find(DATA, ".csv" + PACKED)) {
      if (!NAME.matcher(path).matches()) {
        throw new SettingException(
            path + ": expected a name of letters, digits, '_', '-', '.' and '/'");
      }
      var name = path.substring(DATA.length() + 1, path.length() - PACKED.length());
      var columns = new RowLabels.Columns("", "timestamp", "", ZoneOffset.UTC);
      var rows = RowLabels.read(List.of(folder.read(path)), List.of(), columns, 0);
      var times = rows.timelines().get(0).times();
      var timeline = new Timeline(name, times, NabScore.probation(times.length));
      all.add(new Series(path, timeline, windows.take(timeline)));
    }
    windows.requireAllTaken(DATA);
    return all;
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    var all = series(folder);
    var results = new ArrayList<RecordedPlay.Result>();
    for (var one : all) {
      var city =
          RecordedPlay.city("nab", Map.of("source", one.path(), "series", one.rows().about()));
      results.add(RecordedPlay.play(city, folder.root()));
    }
    var span = all.stream().map(Series::scored).reduce(Duration.ZERO, Duration::plus);
    var frame = new Frame(all.stream().map(Series::rows).toList(), 0, span);
    var scoring = new NabScoring(frame, all.stream().map(Series::windows).toList());
    return Played.of(results, List.of(Played.Task.of(frame, scoring)));
  }
}
