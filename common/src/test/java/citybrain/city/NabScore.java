package citybrain.city;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The score of the Numenta Anomaly Benchmark, version 1.1, from its published rules: one threshold
 * for the whole corpus, the earliest detection in a window counts, every row outside counts
 * against.
 */
final class NabScore {

  /** Costs of a profile; a found window is worth 1. */
  record Profile(String name, double falseAlarm, double miss) {
    static final Profile STANDARD = new Profile("standard", 0.11, 1);
    static final Profile LOW_FP = new Profile("low FP", 0.22, 1);
    static final Profile LOW_FN = new Profile("low FN", 0.11, 2);
  }

  /** Rows from first to last, both inclusive. */
  record Window(int first, int last) {}

  /** The best score a threshold reaches, and what it finds there. */
  record Result(double score, double threshold, int found, int windows, int falseRows) {}

  /** A row that is scored: in a window (by number) or outside (-1), and what it is worth there. */
  private record Row(double output, int window, double worth) {}

  private final List<Row> rows = new ArrayList<>();
  private int windows;

  static int probation(int rows) {
    return Math.min((int) Math.floor(0.15 * rows), 750);
  }

  void add(double[] outputs, List<Window> fileWindows) {
    int probation = probation(outputs.length);
    int next = 0;
    for (int i = 0; i < outputs.length; i++) {
      while (next < fileWindows.size() && fileWindows.get(next).last() < i) {
        next++;
      }
      if (i < probation) {
        continue;
      }
      if (next < fileWindows.size() && fileWindows.get(next).first() <= i) {
        var window = fileWindows.get(next);
        double width = window.last() - window.first() + 1;
        double worth = sigmoid(-(window.last() - i + 1) / width) / sigmoid(-1);
        rows.add(new Row(outputs[i], windows + next, worth));
      } else if (next == 0) {
        rows.add(new Row(outputs[i], -1, -1));
      } else {
        var past = fileWindows.get(next - 1);
        double x = (double) (i - past.last()) / (past.last() - past.first());
        rows.add(new Row(outputs[i], -1, x > 3 ? -1 : sigmoid(x)));
      }
    }
    windows += fileWindows.size();
  }

  private static double sigmoid(double x) {
    return 2 / (1 + Math.exp(5 * x)) - 1;
  }

  /** Tries every threshold, as the board does: the score is in-sample. */
  Result best(Profile profile) {
    rows.sort(Comparator.comparingDouble(Row::output).reversed());
    double nothing = -profile.miss() * windows;
    var best = new double[windows];
    double raw = nothing;
    int found = 0;
    int falseRows = 0;
    var result = new Result(0, Double.POSITIVE_INFINITY, 0, windows, 0);
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      if (row.window() < 0) {
        raw += profile.falseAlarm() * row.worth();
        falseRows++;
      } else if (best[row.window()] == 0) {
        raw += profile.miss() + row.worth();
        best[row.window()] = row.worth();
        found++;
      } else if (row.worth() > best[row.window()]) {
        raw += row.worth() - best[row.window()];
        best[row.window()] = row.worth();
      }
      boolean last = i + 1 == rows.size() || rows.get(i + 1).output() < row.output();
      double score = 100 * (raw - nothing) / (windows - nothing);
      if (last && score > result.score()) {
        result = new Result(score, row.output(), found, windows, falseRows);
      }
    }
    return result;
  }
}
