package citybrain.feed.table;

import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.RecordClock;
import citybrain.feed.TextEncoding;
import citybrain.feed.time.TimeLimits;
import citybrain.feed.time.WallClock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Decodes lines that hold one JSON object each by the same {@link RowDecoder} as tables, whose
 * columns are the paths of the values.
 */
public final class JsonLines implements Feed {

  private static final List<String> NO_COLUMNS = List.of();

  private final TableLayout layout;
  private final TextEncoding encoding;
  private final TimeLimits limits;
  private final String procedure;
  private final WallClock clock;
  private final JsonPaths paths;
  private final TableFeed.Bound bound;

  public JsonLines(
      TimeColumns time,
      SeriesColumns series,
      FeedSetup setup,
      String procedure,
      RowDecoder.Binding binding) {
    this.layout = TableLayout.commaSeparated(time, series);
    this.encoding = TextEncoding.of(setup);
    this.limits = TimeLimits.from(setup);
    this.procedure = procedure;
    this.clock = new WallClock(setup.zone(), setup.shiftWeeks());
    // Under no header all columns are missing: so the decoder says what it wants to see.
    var wishes = new TableHeader(NO_COLUMNS);
    binding.bind(wishes);
    var wanted = new LinkedHashSet<>(time.names());
    wanted.addAll(wishes.missing());
    var names = new ArrayList<>(wanted);
    var header = new TableHeader(names);
    paths = new JsonPaths(names);
    bound =
        new TableFeed.Bound(
            new byte[0],
            layout.named(header.names()),
            time.names().stream().mapToInt(header::column).toArray(),
            new RowSeries(series, header.names(), layout.decimalSign()),
            binding.bind(header),
            Reason.MISSING_COLUMN,
            "");
  }

  @Override
  public void decode(RawMessage message, Outlet outlet) {
    var cells = new JsonCursor(encoding.utf8(message.body()), paths);
    var times =
        new RowTimes(
            layout.time(), bound.timePlaces(), bound.series(), clock, limits, message.arrival());
    var row = new TableRow(cells, layout, encoding, bound, times, procedure, message, outlet);
    while (cells.next()) {
      row.begin();
      decode(cells, row);
      outlet.record(row.values());
    }
  }

  private void decode(JsonCursor cells, TableRow row) {
    if (cells.isTooLong()) {
      row.refuse(Reason.RECORD_TOO_LARGE, "", "a line may have 1 MiB");
    } else if (!cells.read()) {
      var fault = cells.fault();
      row.refuse(
          fault.isPresent() ? Reason.WRONG_ENCODING : Reason.MALFORMED,
          "",
          fault
              .map(words -> "the line is " + words)
              .orElse("expected one JSON object on the line"));
    } else {
      bound.decoder().decode(row);
    }
  }

  /** Finds the time of a line. */
  public static RecordClock clock(TimeColumns time, SeriesColumns series, FeedSetup setup) {
    return new JsonClock(time, series, setup);
  }
}
