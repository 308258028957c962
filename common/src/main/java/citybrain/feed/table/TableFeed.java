package citybrain.feed.table;

import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.PlainText;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.TextEncoding;
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

  /** Of a header, in a message about it. */
  private static final int MOST_SHOWN = 300;

  private static final String ENDS_WITH_SEPARATOR =
      ": if every line ends with a separator, say 'ends-with-separator: true'";

  private final TableLayout layout;
  private final TextEncoding encoding;
  private final TimeLimits limits;
  private final String procedure;
  private final RowDecoder.Binding binding;
  private final WallClock clock;

  /** Of a table without header. */
  private final @Nullable Bound declared;

  /** Messages of one origin share their header: binding it again each time would be waste. */
  private volatile @Nullable Bound last;

  /** A header line and what was made of it; a fault means that no row can be decoded. */
  record Bound(
      byte[] line,
      TableColumns columns,
      int[] timePlaces,
      RowSeries series,
      RowDecoder decoder,
      Reason reason,
      String fault) {

    List<String> names() {
      return columns.names();
    }
  }

  TableFeed(TableLayout layout, FeedSetup setup, String procedure, RowDecoder.Binding binding) {
    this.layout = layout;
    this.encoding = TextEncoding.of(setup);
    this.limits = TimeLimits.from(setup);
    this.procedure = procedure;
    this.binding = binding;
    this.clock = new WallClock(setup.zone(), setup.shiftWeeks());
    this.declared =
        layout.namesColumns() ? null : bound(new byte[0], layout.declared(), Reason.MISSING_COLUMN);
  }

  @Override
  public void decode(RawMessage message, Outlet outlet) {
    var cells = new TableCursor(encoding.utf8(message.body()), layout.separator());
    var bound = declared;
    if (bound == null) {
      if (!cells.nextHeader(layout.skipLines())) {
        return;
      }
      bound = bound(cells);
    } else if (!cells.skip(layout.skipLines())) {
      return;
    }
    cells.countFromHere();
    var times =
        new RowTimes(
            layout.time(), bound.timePlaces, bound.series, clock, limits, message.arrival());
    var row = new TableRow(cells, layout, encoding, bound, times, procedure, message, outlet);
    while (cells.next()) {
      row.begin();
      decode(cells, bound, row);
      outlet.record(row.values());
    }
  }

  private static void decode(TableCursor cells, Bound bound, TableRow row) {
    boolean tooLong = cells.isTooLong();
    boolean split = !tooLong && cells.split(bound.columns.count());
    if (!bound.fault.isEmpty()) {
      row.refuse(bound.reason, "", bound.fault);
    } else if (tooLong) {
      row.refuse(Reason.RECORD_TOO_LARGE, "", "a line may have 1 MiB");
    } else if (!split) {
      row.refuse(Reason.MALFORMED, "", "a quote is not closed or text follows it");
    } else if (!bound.columns.fit(cells)) {
      row.refuse(
          Reason.WRONG_COLUMN_COUNT,
          "",
          "the header has "
              + bound.names().size()
              + " columns, the record "
              + cells.count()
              + (bound.columns.hasEmptyFieldMore(cells) ? ENDS_WITH_SEPARATOR : ""));
    } else {
      bound.decoder.decode(row);
    }
  }

  private Bound bound(TableCursor cells) {
    var known = last;
    if (known != null && cells.isSameLine(known.line)) {
      return known;
    }
    var first = cells.wholeLine();
    var fresh = bind(cells);
    // Of a header of several lines the first does not say what follows.
    last = cells.isSameLine(first) ? fresh : null;
    return fresh;
  }

  private Bound bind(TableCursor cells) {
    var fault = cells.isTooLong() ? null : TextEncoding.fault(cells.wholeLine());
    if (fault != null && fault.isPresent()) {
      return unreadable(cells, Reason.WRONG_ENCODING, "the header line is " + fault.get());
    }
    if (cells.isTooLong() || !cells.split(TableCursor.ANY)) {
      return unreadable(cells, Reason.MISSING_COLUMN, "the header line cannot be read");
    }
    var names = cells.texts();
    return names.stream().anyMatch(TextEncoding::isBroken)
        ? unreadable(cells, Reason.WRONG_ENCODING, "in the header line " + encoding.complaint())
        : bound(cells.wholeLine(), layout.named(names), Reason.MISSING_COLUMN);
  }

  private Bound unreadable(TableCursor cells, Reason reason, String fault) {
    var columns =
        !cells.isTooLong() && cells.split(TableCursor.ANY)
            ? layout.named(cells.texts())
            : TableColumns.NONE;
    return new Bound(
        cells.wholeLine(),
        columns,
        new int[0],
        new RowSeries(SeriesColumns.ONE, List.of(), '.'),
        row -> {},
        reason,
        fault);
  }

  private Bound bound(byte[] line, TableColumns columns, Reason reason) {
    var header = new TableHeader(columns.names());
    var timePlaces = layout.time().names().stream().mapToInt(header::column).toArray();
    var decoder = binding.bind(header);
    var fault = fault(header);
    var series = new RowSeries(layout.series(), columns.names(), layout.decimalSign());
    return new Bound(line, columns, timePlaces, series, decoder, reason, fault);
  }

  private static String fault(TableHeader header) {
    if (!header.missing().isEmpty()) {
      return "the header lacks the columns "
          + String.join(", ", header.missing())
          + "; it has "
          + shown(header.names());
    }
    return header.twice().isEmpty()
        ? ""
        : "the header has more than one column of each name of "
            + String.join(", ", header.twice());
  }

  private static String shown(List<String> names) {
    var all = PlainText.of(String.join(", ", names));
    return all.length() <= MOST_SHOWN ? all : all.substring(0, MOST_SHOWN) + " …";
  }
}
