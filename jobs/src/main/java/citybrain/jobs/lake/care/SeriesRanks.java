package citybrain.jobs.lake.care;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of a day in the order in which they will lie: counted in a first reading, so that rows
 * are sorted a handful of series at a time.
 */
final class SeriesRanks {

  /** Each is remembered while a day is compacted. */
  static final int MOST = 1_000_000;

  private static final char BETWEEN = '\u0000';

  /** One series: where it first was, and how many rows it has. */
  private static final class Series {

    private final String lead;
    private final String key;
    private final long along;
    private long rows;
    private int rank;

    Series(String lead, String key, long along) {
      this.lead = lead;
      this.key = key;
      this.along = along;
    }
  }

  private final Map<String, Series> known = new HashMap<>();
  private final RowShape.Texts texts = new RowShape.Texts();
  private final RowShape shape;
  private final int[] lead;
  private final int key;
  private final List<Series> ordered = new ArrayList<>();

  /** For rows of this shape, which has all columns of the plan. */
  SeriesRanks(RowShape shape, SortPlan plan) {
    this.shape = shape;
    lead = plan.lead().stream().mapToInt(shape::place).toArray();
    key = shape.place(plan.key());
  }

  /** The same table, to be asked about rows of another shape. */
  private SeriesRanks(RowShape shape, SortPlan plan, SeriesRanks counted) {
    this(shape, plan);
    known.putAll(counted.known);
  }

  SeriesRanks forRowsOf(RowShape other, SortPlan plan) {
    return new SeriesRanks(other, plan, this);
  }

  private String lead(Object[] row) {
    if (lead.length == 0) {
      return "";
    }
    var text = new StringBuilder();
    for (int place : lead) {
      text.append(texts.of(row[place])).append(BETWEEN);
    }
    return text.toString();
  }

  /**
   * Counts a row.
   *
   * @throws IllegalStateException when there are more series than are remembered
   */
  void count(Object[] row) {
    var before = lead(row);
    var name = texts.of(row[key]);
    var series = known.get(before + name);
    if (series == null) {
      if (known.size() == MOST) {
        throw new IllegalStateException("has more than " + MOST + " series");
      }
      series = new Series(before, name, shape.along(row));
      known.put(before + name, series);
    }
    series.rows++;
  }

  int size() {
    return known.size();
  }

  /**
   * Puts them in order and says where to cut: each piece has about so many rows.
   *
   * @return the first rank of each piece, and behind the last
   */
  List<Integer> pieces(long rows) {
    ordered.addAll(known.values());
    ordered.sort(
        Comparator.comparing((Series series) -> series.lead)
            .thenComparingLong(series -> series.along)
            .thenComparing(series -> series.key));
    var cuts = new ArrayList<Integer>();
    long held = 0;
    for (int i = 0; i < ordered.size(); i++) {
      ordered.get(i).rank = i;
      if (cuts.isEmpty() || (held > 0 && held + ordered.get(i).rows > rows)) {
        cuts.add(i);
        held = 0;
      }
      held += ordered.get(i).rows;
    }
    cuts.add(ordered.size());
    return cuts;
  }

  long largest() {
    return known.values().stream().mapToLong(series -> series.rows).max().orElse(0);
  }

  /**
   * The place of the series of a row in the order.
   *
   * @throws IllegalStateException when the row was not there when series were counted
   */
  int rank(Object[] row) {
    var series = known.get(lead(row) + texts.of(row[key]));
    if (series == null) {
      throw new IllegalStateException("has changed while it was read");
    }
    return series.rank;
  }
}
