package citybrain.feed.table;

import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.RecordClock;
import citybrain.feed.time.TimeLimits;
import citybrain.feed.time.WallClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Decodes lines that hold one JSON object each by the same {@link RowDecoder} as tables, whose
 * columns are the paths of the values.
 */
public final class JsonLines implements Feed {

  private static final List<String> NO_COLUMNS = List.of();

  private final TableLayout layout;
  private final TimeLimits limits;
  private final String procedure;
  private final WallClock clock;
  private final JsonPaths paths;
  private final TableFeed.Bound bound;

  public JsonLines(
      TimeColumns time, FeedSetup setup, String procedure, RowDecoder.Binding binding) {
    this.layout = TableLayout.commaSeparated(time);
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
            header.names(),
            time.names().stream().mapToInt(header::column).toArray(),
            binding.bind(header),
            "");
  }

  @Override
  public void decode(RawMessage message, Outlet outlet) {
    var cells = new JsonCursor(message.body(), paths);
    var times = new RowTimes(layout.time(), bound.timePlaces(), clock, limits, message.arrival());
    var row = new TableRow(cells, layout, bound, times, procedure, message, outlet);
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
      row.refuse(Reason.MALFORMED, "", "expected one JSON object on the line");
    } else {
      bound.decoder().decode(row);
    }
  }

  /** Finds the time of a line. */
  public static RecordClock clock(TimeColumns time, FeedSetup setup) {
    var clock = new WallClock(setup.zone(), setup.shiftWeeks());
    var paths = new JsonPaths(time.names());
    var places = new int[paths.count()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    return new RecordClock() {
      @Override
      public Optional<Instant> timeOf(String header, String line) {
        var cells = new JsonCursor(line.getBytes(StandardCharsets.UTF_8), paths);
        return cells.next() && !cells.isTooLong() && cells.read()
            ? RowTimes.find(time, cells, places, clock)
            : Optional.empty();
      }

      @Override
      public boolean hasHeader() {
        return false;
      }
    };
  }
}
