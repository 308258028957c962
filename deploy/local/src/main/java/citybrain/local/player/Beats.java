package citybrain.local.player;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When the feeds of one city beat because they are silent: at twice the gap at which each usually
 * speaks, again and again. A function of the messages of the script and of nothing else, so that a
 * play that is cut anywhere and goes on sends the same heartbeats.
 */
final class Beats {

  private static final long SHORTEST_GAP = 60_000;

  /** Also of a feed that has spoken once: how often it speaks is not known yet. */
  private static final long LONGEST_GAP = 86_400_000;

  private static final int GAPS = 2;

  private final Map<String, Feed> feeds = new TreeMap<>();

  /** Takes heartbeats. */
  @FunctionalInterface
  interface Sink {
    /** Takes one when its time has come, epoch milliseconds; false when the play is to stop. */
    boolean beat(String feed, long time);
  }

  private static final class Feed {

    private final String name;
    private long last;
    private long gap = LONGEST_GAP;
    private long due;

    Feed(String name, long arrival) {
      this.name = name;
      this.last = arrival;
      this.due = arrival + GAPS * gap;
    }

    void message(long arrival) {
      if (arrival > last) {
        gap = Math.max(SHORTEST_GAP, Math.min(LONGEST_GAP, arrival - last));
        last = arrival;
        due = arrival + GAPS * gap;
      }
    }

    void beat() {
      due += GAPS * gap;
    }
  }

  /**
   * The next message of the city. Hands over what is due up to its arrival first, in the order of
   * time and, at the same time, of names.
   *
   * @return false when the sink wants no more
   */
  boolean message(String feed, long arrival, Sink sink) {
    for (var next = first(); next != null && next.due <= arrival; next = first()) {
      if (!sink.beat(next.name, next.due)) {
        return false;
      }
      next.beat();
    }
    feeds.computeIfAbsent(feed, name -> new Feed(name, arrival)).message(arrival);
    return true;
  }

  private @Nullable Feed first() {
    Feed first = null;
    for (var feed : feeds.values()) {
      if (first == null || feed.due < first.due) {
        first = feed;
      }
    }
    return first;
  }
}
