package citybrain.feed.table;

import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.TextEncoding;
import citybrain.feed.time.WallClock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time columns of a line, and where records end. Of a repeated local time it tells both.
 */
final class TableClock implements RecordClock {

  private final TableLayout layout;
  private final WallClock clock;
  private final TextEncoding encoding;
  private volatile Places last;

  /** Where columns stand under one header; no places when those of the time are not all there. */
  private record Places(String header, TableColumns columns, int[] time, RowSeries series) {}

  TableClock(TableLayout layout, FeedSetup setup) {
    this.layout = layout;
    this.clock = new WallClock(setup.zone(), setup.shiftWeeks());
    this.encoding = TextEncoding.of(setup);
    last = under("");
  }

  @Override
  public Optional<Instant> timeOf(String header, String line) {
    var places = places(header);
    var cells = cells(places, line);
    return cells == null
        ? Optional.empty()
        : RowTimes.find(layout.time(), cells, places.time, clock);
  }

  @Override
  public Optional<Instant> secondTimeOf(String header, String line) {
    var places = places(header);
    var cells = cells(places, line);
    return cells == null
        ? Optional.empty()
        : RowTimes.findSecond(layout.time(), cells, places.time, clock);
  }

  @Override
  public List<String> seriesOf(String header, String line) {
    var places = places(header);
    var cells = cells(places, line);
    return cells == null ? List.of() : places.series.of(cells);
  }

  private @Nullable TableCursor cells(Places places, String line) {
    if (places.time.length == 0) {
      return null;
    }
    var cells = new TableCursor(utf8(line), layout.separator());
    return cells.next()
            && !cells.isTooLong()
            && cells.split(places.columns.count())
            && places.columns.fit(cells)
        ? cells
        : null;
  }

  private Places places(String header) {
    var known = last;
    if (known.header.equals(header)) {
      return known;
    }
    var found = under(header);
    last = found;
    return found;
  }

  private Places under(String header) {
    var columns = layout.namesColumns() ? named(header) : layout.declared();
    var names = columns.names();
    var time = layout.time().names().stream().mapToInt(names::indexOf).toArray();
    for (int place : time) {
      if (place < 0) {
        time = new int[0];
        break;
      }
    }
    return new Places(
        header, columns, time, new RowSeries(layout.series(), names, layout.decimalSign()));
  }

  private TableColumns named(String header) {
    var cells = new TableCursor(utf8(header), layout.separator());
    return cells.nextHeader(layout.skipLines()) && cells.split(TableCursor.ANY)
        ? layout.named(cells.texts())
        : TableColumns.NONE;
  }

  @Override
  public boolean hasHeader() {
    return layout.hasHeader();
  }

  @Override
  public Shape header(byte[] lines) {
    var cells = new TableCursor(encoding.utf8(lines), layout.separator());
    if (!layout.namesColumns()) {
      return cells.skip(layout.skipLines()) ? Shape.WHOLE : Shape.TOO_SHORT;
    }
    return cells.nextHeader(layout.skipLines()) ? shape(cells, TableCursor.ANY) : Shape.TOO_SHORT;
  }

  /** One that names all columns of the time. */
  @Override
  public boolean knows(String header) {
    return places(header).time.length > 0;
  }

  @Override
  public Shape record(String header, byte[] lines) {
    var cells = new TableCursor(encoding.utf8(lines), layout.separator());
    return cells.next() ? shape(cells, places(header).columns.count()) : Shape.WHOLE;
  }

  private static Shape shape(TableCursor cells, int columns) {
    if (cells.isTooLong()) {
      return Shape.BROKEN;
    }
    if (cells.split(columns)) {
      return Shape.WHOLE;
    }
    return cells.isOpen() ? Shape.OPEN : Shape.BROKEN;
  }

  @Override
  public Charset charset() {
    return encoding.charset();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
