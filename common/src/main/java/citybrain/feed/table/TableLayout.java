package citybrain.feed.table;

import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.time.TimeLimits;
import citybrain.feed.time.WallClock;
import java.util.HashMap;
import java.util.Map;

/** How an origin writes its tables: separator, decimal sign and where the local time stands. */
public record TableLayout(char separator, char decimalSign, TimeColumns time) {

  /** Commas between fields, decimal points. */
  public static TableLayout commaSeparated(TimeColumns time) {
    return new TableLayout(',', '.', time);
  }

  /** A decoder of such tables. */
  public Feed feed(FeedSetup setup, String procedure, RowDecoder.Binding binding) {
    return new TableFeed(this, setup, procedure, binding);
  }

  /** Finds the time of a line of such tables. */
  public RecordClock clock(FeedSetup setup) {
    return new TableClock(this, new WallClock(setup.zone(), setup.shiftWeeks()));
  }

  /** The option keys of a kind: its own and those that every table understands. */
  public static Map<String, String> options(Map<String, String> own) {
    var all = new HashMap<>(own);
    all.putAll(TimeLimits.OPTIONS);
    return Map.copyOf(all);
  }
}
