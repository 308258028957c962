package citybrain.feed.table;

import citybrain.feed.RecordClock;
import citybrain.feed.time.WallClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the time columns of a line, nothing else. Of a repeated local time it tells both. */
final class TableClock implements RecordClock {

  private final TableLayout layout;
  private final WallClock clock;
  private volatile Places last = new Places("", 0, new int[0]);

  /** Where the time columns stand under one header; no places when they are not all there. */
  private record Places(String header, int columns, int[] places) {}

  TableClock(TableLayout layout, WallClock clock) {
    this.layout = layout;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> timeOf(String header, String line) {
    return timeOf(header, line, false);
  }

  @Override
  public Optional<Instant> secondTimeOf(String header, String line) {
    return timeOf(header, line, true);
  }

  private Optional<Instant> timeOf(String header, String line, boolean second) {
    var places = places(header);
    var cells = cells(line);
    if (places.places.length == 0
        || !cells.next()
        || cells.isTooLong()
        || !cells.split()
        || cells.count() != places.columns) {
      return Optional.empty();
    }
    return second
        ? RowTimes.findSecond(layout.time(), cells, places.places, clock)
        : RowTimes.find(layout.time(), cells, places.places, clock);
  }

  private Places places(String header) {
    var known = last;
    if (known.header.equals(header)) {
      return known;
    }
    var cells = cells(header);
    List<String> names = cells.next() && cells.split() ? cells.texts() : List.of();
    var places = layout.time().names().stream().mapToInt(names::indexOf).toArray();
    for (int place : places) {
      if (place < 0) {
        places = new int[0];
        break;
      }
    }
    var found = new Places(header, names.size(), places);
    last = found;
    return found;
  }

  private TableCursor cells(String line) {
    return new TableCursor(line.getBytes(StandardCharsets.UTF_8), layout.separator());
  }
}
