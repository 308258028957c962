package citybrain.feed.declared;

import citybrain.feed.Declaration;
import citybrain.feed.table.TimeColumns;
import citybrain.feed.time.TimeFormat;
import citybrain.feed.time.TimeFormats;
import java.util.List;

/** Reads where the time of a row stands, how it is written, and which end of an interval counts. */
final class DeclaredTime {

  private static final String COLUMN = "column";
  private static final String COLUMNS = "columns";
  private static final String OF_INTERVAL = "of-interval";
  private static final String A_COLUMN = "the name of a column, or the path of a JSON value";

  private static final String FORMS =
      String.join(", ", TimeFormats.names())
          + " or a pattern with year, month and day such as dd.MM.yyyy HH:mm";

  private DeclaredTime() {}

  static TimeColumns read(Declaration time) {
    time.allow(List.of(COLUMN, COLUMNS, "format", OF_INTERVAL));
    if (time.has(COLUMN) && time.has(COLUMNS)) {
      throw time.wrong(COLUMN, time.text(COLUMN, A_COLUMN), "either column or columns");
    }
    var columns =
        time.has(COLUMNS)
            ? time.list(COLUMNS, "a list of columns")
            : List.of(time.text(COLUMN, "the column with the time, or columns"));
    if (columns.isEmpty()) {
      throw time.missing(COLUMNS, "at least one column");
    }
    return TimeColumns.of(columns, format(time));
  }

  private static TimeFormat format(Declaration time) {
    var name = time.text("format", FORMS);
    var end = time.findOneOf(OF_INTERVAL, List.of("begin", "end"));
    if (end.isPresent() && !name.equals(TimeFormats.ISO)) {
      throw time.wrong(
          OF_INTERVAL, end.get(), "'format: iso' beside it: only ISO 8601 has intervals");
    }
    try {
      return end.isPresent()
          ? TimeFormats.ofInterval(end.get().equals("begin"))
          : TimeFormats.of(name);
    } catch (IllegalArgumentException e) {
      var meant =
          TimeFormats.correct(name)
              .map(pattern -> "; did you mean '" + pattern + "'?")
              .orElseGet(() -> time.meant(name, TimeFormats.names()));
      throw time.wrong("format", name, FORMS + meant);
    }
  }
}
