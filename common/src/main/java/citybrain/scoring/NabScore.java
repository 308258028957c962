package citybrain.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The score of the Numenta Anomaly Benchmark, version 1.1, from its published rules (Lavin and
 * Ahmad 2015; sweeper.py and profiles.json of numenta/NAB): one threshold for the whole corpus, the
 * earliest detection in a window counts, every row outside counts against. 0 is what silence gets,
 * 100 the first row of every window and nothing else.
 */
public final class NabScore {

  /** Costs of a profile; a found window is worth 1. */
  public record Profile(String name, double falseAlarm, double miss) {
    public static final Profile STANDARD = new Profile("standard", 0.11, 1);
    public static final Profile LOW_FP = new Profile("low FP", 0.22, 1);
    public static final Profile LOW_FN = new Profile("low FN", 0.11, 2);
  }

  /** Rows from first to last, both inclusive. */
  public record Window(int first, int last) {}

  /** The score of a threshold, and what it finds. */
  public record Result(double score, double threshold, int found, int windows, int falseRows) {}

  /** A row that is scored: in a window (by number) or outside (-1), and what it is worth there. */
  private record Row(double output, int window, double worth) {}

  private final List<Row> rows = new ArrayList<>();
  private int windows;

  /** Of a file with so many rows, those at its beginning that are not scored. */
  public static int probation(int rows) {
    return Math.min((int) Math.floor(0.15 * rows), 750);
  }

  /**
   * The next file.
   *
   * @param outputs of the detector, row by row
   * @param fileWindows in the order of time
   */
  public void add(double[] outputs, List<Window> fileWindows) {
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
  public Result best(Profile profile) {
    rows.sort(Comparator.comparingDouble(Row::output).reversed());
    var sum = new Sum(profile, windows);
    var result = new Result(0, Double.POSITIVE_INFINITY, 0, windows, 0);
    for (int i = 0; i < rows.size(); i++) {
      sum.add(rows.get(i));
      boolean last = i + 1 == rows.size() || rows.get(i + 1).output() < rows.get(i).output();
      if (last && sum.score() > result.score()) {
        result = sum.at(rows.get(i).output());
      }
    }
    return result;
  }

  /** The score of a threshold that was fixed before: a row that reaches it is a detection. */
  public Result at(Profile profile, double threshold) {
    var sum = new Sum(profile, windows);
    for (var row : rows) {
      if (row.output() >= threshold) {
        sum.add(row);
      }
    }
    return sum.at(threshold);
  }

  /** What the rows so far are worth. */
  private static final class Sum {
    private final Profile profile;
    private final double nothing;
    private final double[] best;
    private double raw;
    private int found;
    private int falseRows;

    Sum(Profile profile, int windows) {
      this.profile = profile;
      this.best = new double[windows];
      this.nothing = -profile.miss() * windows;
      this.raw = nothing;
    }

    void add(Row row) {
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
    }

    double score() {
      return best.length == 0 ? 0 : 100 * (raw - nothing) / (best.length - nothing);
    }

    Result at(double threshold) {
      return new Result(score(), threshold, found, best.length, falseRows);
    }
  }
}
