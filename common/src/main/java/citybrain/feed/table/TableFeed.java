package citybrain.feed.table;

import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.time.TimeLimits;
import citybrain.feed.time.WallClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a header line and one record a line. A record refused as a whole (broken line, bad time,
 * unknown feature) is one rejection and counts no values; otherwise each value it holds becomes one
 * observation or one rejection.
 */
final class TableFeed implements Feed {

  private final TableLayout layout;
  private final TimeLimits limits;
  private final String procedure;
  private final RowDecoder.Binding binding;
  private final WallClock clock;

  /** Messages of one origin share their header: binding it again each time would be waste. */
  private volatile @Nullable Bound last;

  /** A header line and what was made of it; a fault means that no row can be decoded. */
  record Bound(
      byte[] line, List<String> names, int[] timePlaces, RowDecoder decoder, String fault) {}

  TableFeed(TableLayout layout, FeedSetup setup, String procedure, RowDecoder.Binding binding) {
    this.layout = layout;
    this.limits = TimeLimits.from(setup);
    this.procedure = procedure;
    this.binding = binding;
    this.clock = new WallClock(setup.zone(), setup.shiftWeeks());
  }

  @Override
  public void decode(RawMessage message, Outlet outlet) {
    var cells = new TableCursor(message.body(), layout.separator());
    if (!cells.next()) {
      return;
    }
    var bound = bound(cells);
    var times = new RowTimes(layout.time(), bound.timePlaces, clock, limits, message.arrival());
    var row = new TableRow(cells, layout, bound, times, procedure, message, outlet);
    while (cells.next()) {
      row.begin();
      decode(cells, bound, row);
      outlet.record(row.values());
    }
  }

  private static void decode(TableCursor cells, Bound bound, TableRow row) {
    if (!bound.fault.isEmpty()) {
      row.refuse(Reason.MISSING_COLUMN, "", bound.fault);
    } else if (cells.isTooLong()) {
      row.refuse(Reason.RECORD_TOO_LARGE, "", "a line may have 1 MiB");
    } else if (!cells.split()) {
      row.refuse(Reason.MALFORMED, "", "a quote is not closed or text follows it");
    } else if (cells.count() != bound.names.size()) {
      row.refuse(
          Reason.WRONG_COLUMN_COUNT,
          "",
          "the header has " + bound.names.size() + " columns, the record " + cells.count());
    } else {
      bound.decoder.decode(row);
    }
  }

  private Bound bound(TableCursor cells) {
    var known = last;
    if (known != null && cells.isSameLine(known.line)) {
      return known;
    }
    var fresh = bind(cells);
    last = fresh;
    return fresh;
  }

  private Bound bind(TableCursor cells) {
    if (cells.isTooLong() || !cells.split()) {
      return new Bound(
          cells.wholeLine(), List.of(), new int[0], row -> {}, "the header line cannot be read");
    }
    var header = new TableHeader(cells.texts());
    var timePlaces = layout.time().names().stream().mapToInt(header::column).toArray();
    var decoder = binding.bind(header);
    var fault =
        header.missing().isEmpty()
            ? ""
            : "the header lacks the columns " + String.join(", ", header.missing());
    return new Bound(cells.wholeLine(), header.names(), timePlaces, decoder, fault);
  }
}
