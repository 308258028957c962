package citybrain.feed.table;

import java.util.List;

/** Which columns of a table hold its local time. */
public final class TimeColumns {

  private final List<String> names;

  private TimeColumns(List<String> names) {
    this.names = names;
  }

  /** One column such as {@code 2014-08-01T07:50:00}. */
  public static TimeColumns of(String name) {
    return new TimeColumns(List.of(name));
  }

  /** Four columns of whole numbers. */
  public static TimeColumns of(String year, String month, String day, String hour) {
    return new TimeColumns(List.of(year, month, day, hour));
  }

  List<String> names() {
    return names;
  }

  /** The local time in the fields at these places, or {@link LocalTimes#UNREADABLE}. */
  long read(TableCursor cells, int[] places) {
    if (places.length == 1) {
      return LocalTimes.parse(cells.body(), cells.start(places[0]), cells.end(places[0]));
    }
    return LocalTimes.of(
        whole(cells, places[0]),
        whole(cells, places[1]),
        whole(cells, places[2]),
        whole(cells, places[3]),
        0,
        0);
  }

  private static int whole(TableCursor cells, int field) {
    double number = Decimals.parse(cells.body(), cells.start(field), cells.end(field), '.');
    int whole = (int) number;
    return whole == number ? whole : -1;
  }
}
