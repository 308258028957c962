package citybrain.feed.table;

import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.TextEncoding;
import citybrain.feed.time.TimeLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How an origin writes its tables.
 *
 * @param separator between fields
 * @param decimalSign of numbers
 * @param skipLines lines before the one that names the columns; before the rows where none does
 * @param columns their names where no line names them; empty when one does
 * @param endsWithSeparator true when each line of values may have a separator behind its last field
 * @param time where the time stands
 * @param series which columns tell series apart
 */
public record TableLayout(
    char separator,
    char decimalSign,
    int skipLines,
    List<String> columns,
    boolean endsWithSeparator,
    TimeColumns time,
    SeriesColumns series) {

  /** Stands behind the last of {@code columns}: a row may have further fields. */
  public static final String FURTHER = "...";

  /** Tables whose first line names the columns. */
  public TableLayout(char separator, char decimalSign, TimeColumns time, SeriesColumns series) {
    this(separator, decimalSign, 0, List.of(), false, time, series);
  }

  /** Commas between fields, decimal points. */
  public static TableLayout commaSeparated(TimeColumns time, SeriesColumns series) {
    return new TableLayout(',', '.', time, series);
  }

  /** True when a line of the table names its columns. */
  boolean namesColumns() {
    return columns.isEmpty();
  }

  /** True when lines stand before the rows. */
  boolean hasHeader() {
    return namesColumns() || skipLines > 0;
  }

  /** Which records fit a table of these columns. */
  TableColumns named(List<String> names) {
    return new TableColumns(names, false, endsWithSeparator);
  }

  /** The same where no line names the columns. */
  TableColumns declared() {
    int last = columns.size() - 1;
    boolean further = columns.get(last).equals(FURTHER);
    return new TableColumns(
        further ? columns.subList(0, last) : columns, further, endsWithSeparator);
  }

  /** A decoder of such tables. */
  public Feed feed(FeedSetup setup, String procedure, RowDecoder.Binding binding) {
    return new TableFeed(this, setup, procedure, binding);
  }

  /** Finds the time of a line of such tables. */
  public RecordClock clock(FeedSetup setup) {
    return new TableClock(this, setup);
  }

  /** The option keys of a kind: its own and those that every table understands. */
  public static Map<String, String> options(Map<String, String> own) {
    var all = new HashMap<>(own);
    all.putAll(TimeLimits.OPTIONS);
    all.putAll(TextEncoding.OPTIONS);
    return Map.copyOf(all);
  }
}
