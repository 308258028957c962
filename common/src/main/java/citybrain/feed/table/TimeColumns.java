package citybrain.feed.table;

import citybrain.feed.time.LocalTimes;
import citybrain.feed.time.TimeFormat;
import citybrain.feed.time.TimeFormats;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Which columns of a table hold its time, and how it is written. */
public final class TimeColumns {

  private final List<String> names;
  private final TimeFormat format;

  private TimeColumns(List<String> names, TimeFormat format) {
    this.names = names;
    this.format = format;
  }

  /** One column of local times such as {@code 2014-08-01T07:50:00}. */
  public static TimeColumns of(String name) {
    return new TimeColumns(List.of(name), TimeFormat.LOCAL);
  }

  /** Several columns, which joined by spaces are written in this format. */
  public static TimeColumns of(List<String> names, TimeFormat format) {
    return new TimeColumns(List.copyOf(names), format);
  }

  /** The columns. */
  public List<String> names() {
    return names;
  }

  /**
   * The time in the fields at these places, or {@link LocalTimes#UNREADABLE}; on the wall clock of
   * the origin unless it {@link #isInstant}.
   */
  long read(Cells cells, int[] places) {
    if (places.length == 1) {
      return format.read(cells.body(), cells.start(places[0]), cells.end(places[0]));
    }
    byte[] joined = joined(cells, places);
    return format.read(joined, 0, joined.length);
  }

  /** True when the time, which could be read, needs no zone. */
  boolean isInstant(Cells cells, int[] places) {
    if (places.length == 1) {
      return format.isInstant(cells.body(), cells.start(places[0]), cells.end(places[0]));
    }
    byte[] joined = joined(cells, places);
    return format.isInstant(joined, 0, joined.length);
  }

  /** What was expected of a time that cannot be read, and which format would have fitted. */
  String explain(Cells cells, int[] places) {
    byte[] text = joined(cells, places);
    var hint = format.hint(text, 0, text.length);
    return "expected "
        + format.expected()
        + (hint.isEmpty()
            ? TimeFormats.guess(text, 0, text.length)
                .map(usual -> "; this is written like " + usual)
                .orElse("")
            : hint);
  }

  private static byte[] joined(Cells cells, int[] places) {
    var joined = new ByteArrayOutputStream(24);
    for (int place : places) {
      if (joined.size() > 0) {
        joined.write(' ');
      }
      joined.write(cells.body(), cells.start(place), cells.end(place) - cells.start(place));
    }
    return joined.toByteArray();
  }
}
