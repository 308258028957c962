package citybrain.aggregation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The clocks of the feeds that bring one property of one city, and which of them are waited for.
 */
final class WindowClocks {

  private final Map<String, ClockOfFeed> feeds = new HashMap<>();

  /** The foremost. */
  private long front = Long.MIN_VALUE;

  Collection<ClockOfFeed> all() {
    return feeds.values();
  }

  /** The clock of a feed. */
  ClockOfFeed of(String feed) {
    return feeds.computeIfAbsent(feed, ClockOfFeed::new);
  }

  /** A part of a feed has come so far; whether the feed as a whole has gone on. */
  boolean tell(String name, int part, int parts, long time) {
    var feed = feeds.get(name);
    if (feed == null || !feed.tell(part, parts, time)) {
      return false;
    }
    front = Math.max(front, feed.now());
    return true;
  }

  /** Puts a clock back. */
  void restore(String name, long now) {
    var feed = of(name);
    feed.restore(now);
    front = Math.max(front, feed.now());
  }

  /** A checkpoint has come. */
  void checkpoint() {
    feeds.values().forEach(ClockOfFeed::checkpoint);
  }

  /**
   * The slowest clock of those that all windows wait for: feeds close behind the foremost, and
   * those that hurry after it through what had lain in the log, for one is read sooner than
   * another, and each would revise what the one before showed. Whoever is further behind and stays
   * there revises.
   *
   * @param hold event time by which a feed may be behind and is still close, ms
   */
  long passedByAll(long hold) {
    long slowest = front;
    for (var feed : feeds.values()) {
      if (feed.now() >= front - hold || feed.hurries(hold)) {
        slowest = Math.min(slowest, feed.now());
      }
    }
    return slowest;
  }
}
