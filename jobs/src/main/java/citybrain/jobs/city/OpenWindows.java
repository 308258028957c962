package citybrain.jobs.city;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one city and property that can still change, of all its feeds, each with its own
 * clock. A window is published when those feeds have passed its end by the delay that brought
 * something or are close behind the foremost, published again with a higher revision when more
 * came, and forgotten when the slowest feed that counts is past the retention. Plain data: the
 * operator around it knows the engine and the wall clock.
 */
final class OpenWindows {

  /** The event time of one feed, and the wall clock when it was last heard of; milliseconds. */
  static final class FeedClock {
    final String feed;
    long now = Long.MIN_VALUE;
    long heard;
    boolean silent;

    /** Values counted per zone layer that came for forgotten windows, since the last look. */
    long missed;

    FeedClock(String feed) {
      this.feed = feed;
    }
  }

  /** Takes what is published. */
  interface Out {
    void publish(Window.Zone zone, Aggregate aggregate);
  }

  private record ZoneName(String layer, String zone) {}

  private final String city;
  private final ObservedProperty property;
  private final WindowTimes times;
  private final TreeMap<Window.Slot, Window> windows = new TreeMap<>();
  private final TreeMap<Window.Slot, Window> dirty = new TreeMap<>();
  private final @Nullable Window[] recent = new Window[Windows.SIZES.length];
  private final Map<ZoneName, Window.Zone> zones = new HashMap<>();
  private final Map<Integer, List<Window.Zone>> byKeyGroup = new HashMap<>();
  private final Map<String, FeedClock> feeds = new HashMap<>();
  private final Forgotten forgotten = new Forgotten();

  /** The foremost clock. */
  private long front = Long.MIN_VALUE;

  /** The slowest clock that counted at the last look. */
  private long settled = Long.MIN_VALUE;

  /** The wall clock at the first look. */
  private long started = Long.MIN_VALUE;

  private int cells;

  OpenWindows(String city, ObservedProperty property, WindowTimes times) {
    this.city = city;
    this.property = property;
    this.times = times;
  }

  String city() {
    return city;
  }

  ObservedProperty property() {
    return property;
  }

  Collection<FeedClock> feeds() {
    return feeds.values();
  }

  FeedClock feed(String name) {
    return feeds.computeIfAbsent(name, FeedClock::new);
  }

  Forgotten forgotten() {
    return forgotten;
  }

  /** How many sums of a zone and window are held. */
  int cells() {
    return cells;
  }

  Window.Zone zone(String layer, String name, int keyGroup, @Nullable Position centre) {
    var zone =
        zones.computeIfAbsent(
            new ZoneName(layer, name), n -> newZone(n.layer(), n.zone(), keyGroup));
    if (centre != null) {
      zone.centre = centre;
    }
    return zone;
  }

  private Window.Zone newZone(String layer, String name, int keyGroup) {
    var key = String.join("/", city, layer, name, property.name());
    var zone = new Window.Zone(layer, name, keyGroup, key.getBytes(StandardCharsets.UTF_8));
    byKeyGroup.computeIfAbsent(keyGroup, k -> new ArrayList<>()).add(zone);
    return zone;
  }

  /**
   * Adds the sums of a minute to each window around it; false when they are forgotten already. The
   * feed's clock goes on to it, never back, and windows that are due are published.
   */
  boolean add(FeedClock feed, Window.Zone zone, ZoneMinute minute, long wallClock, Out out) {
    feed.heard = wallClock;
    feed.silent = false;
    boolean open = !forgotten.contains(Windows.endOfWidest(minute.start));
    if (open) {
      for (int i = 0; i < Windows.SIZES.length; i++) {
        add(window(minute.start, i), zone, minute, feed);
      }
    } else {
      feed.missed += minute.count;
    }
    if (minute.start > feed.now) {
      feed.now = minute.start;
      front = Math.max(front, feed.now);
      publishDue(out);
    }
    return open;
  }

  private Window window(long time, int sizeIndex) {
    long size = Windows.SIZES[sizeIndex];
    long end = Windows.startOf(time, size) + size;
    var window = recent[sizeIndex];
    if (window == null || window.slot.end() != end) {
      window = window(new Window.Slot(end, size));
      recent[sizeIndex] = window;
    }
    return window;
  }

  private Window window(Window.Slot slot) {
    return windows.computeIfAbsent(slot, Window::new);
  }

  private void add(Window window, Window.Zone zone, ZoneMinute minute, FeedClock feed) {
    if (window.isClean()) {
      dirty.put(window.slot, window);
    }
    if (window.add(zone, minute, feed)) {
      cells++;
    }
  }

  private void publishDue(Out out) {
    var all = dirty.values().iterator();
    while (all.hasNext()) {
      var window = all.next();
      if (window.slot.end() + times.delay() > front) {
        break;
      }
      if (isDue(window)) {
        publish(window, out);
        all.remove();
      }
    }
  }

  /**
   * Waited for are feeds that brought something of what is unpublished, for more will follow, and
   * those close behind the foremost. Whoever is further behind revises.
   */
  private boolean isDue(Window window) {
    long enough = window.slot.end() + times.delay();
    for (var feed : feeds.values()) {
      if (!feed.silent
          && feed.now < enough
          && (feed.now >= front - times.hold() || window.isWaitingFor(feed))) {
        return false;
      }
    }
    return true;
  }

  /** Publishes all that has not been seen yet: the input has ended. */
  void publishAll(Out out) {
    dirty.values().forEach(window -> publish(window, out));
    dirty.clear();
  }

  private void publish(Window window, Out out) {
    window.publish((zone, cell) -> out.publish(zone, aggregate(window.slot, zone, cell)));
  }

  private Aggregate aggregate(Window.Slot slot, Window.Zone zone, Window.Cell cell) {
    return new Aggregate(
        city,
        zone.layer,
        zone.name,
        property,
        Instant.ofEpochMilli(slot.end() - slot.size()),
        Instant.ofEpochMilli(slot.end()),
        cell.revision,
        cell.count,
        cell.sum,
        cell.min,
        cell.max,
        zone.centre);
  }

  /**
   * What the wall clock brings: nobody waits for a feed that has been silent, and windows are
   * forgotten. That begins only after a while and happens one look late, so that a feed that is
   * read a little after another is known by then.
   */
  void look(long wallClock, Out out) {
    for (var feed : feeds.values()) {
      feed.silent = wallClock - feed.heard >= times.idle();
    }
    var all = dirty.values().iterator();
    while (all.hasNext()) {
      var window = all.next();
      if (isDue(window)) {
        publish(window, out);
        all.remove();
      }
    }
    long slowest = slowest(wallClock);
    if (started == Long.MIN_VALUE) {
      started = wallClock;
    }
    if (wallClock - started >= times.idle()) {
      forgetBefore(Math.min(slowest, settled), out);
    }
    settled = slowest;
  }

  /** The slowest feed that counts: one that speaks, or is not far behind the foremost. */
  private long slowest(long wallClock) {
    long slowest = Long.MAX_VALUE;
    for (var feed : feeds.values()) {
      if (wallClock - feed.heard < times.patience() || feed.now >= front - times.reach()) {
        slowest = Math.min(slowest, feed.now);
      }
    }
    return slowest == Long.MAX_VALUE ? settled : slowest;
  }

  private void forgetBefore(long now, Out out) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    while (cells > times.spare()
        && !windows.isEmpty()
        && Windows.isTooLate(windows.firstKey().end() - 1, now, times.retention())) {
      long quarter = Windows.endOfWidest(windows.firstKey().end() - 1);
      from = Math.min(from, quarter - Windows.QUARTER);
      to = Math.max(to, quarter);
      forgetFirst(out);
    }
    if (to > from) {
      forgotten.add(from, to);
    }
  }

  /** Makes room: gives up the oldest quarter of an hour, whoever may still want to revise it. */
  void giveUpOldest(Out out) {
    if (!windows.isEmpty()) {
      long quarter = Windows.endOfWidest(windows.firstKey().end() - 1);
      while (!windows.isEmpty() && windows.firstKey().end() <= quarter) {
        forgetFirst(out);
      }
      forgotten.add(quarter - Windows.QUARTER, quarter);
    }
  }

  private void forgetFirst(Out out) {
    var window = windows.pollFirstEntry().getValue();
    if (dirty.remove(window.slot) != null) {
      publish(window, out);
    }
    cells -= window.size();
    window.forget();
    for (int i = 0; i < recent.length; i++) {
      if (recent[i] == window) {
        recent[i] = null;
      }
    }
  }

  /** The zones of one key group, for a snapshot. */
  List<Window.Zone> zones(int keyGroup) {
    return byKeyGroup.getOrDefault(keyGroup, List.of());
  }

  /** Puts a cell back as a snapshot had it. */
  void restore(Window.Zone zone, Window.Cell cell) {
    var window = window(cell.slot);
    window.restore(zone, cell);
    cells++;
    if (!window.isClean()) {
      dirty.put(cell.slot, window);
    }
  }

  /** Puts a clock back; it counts as heard of when the job starts. */
  void restoreClock(String name, long now, long wallClock) {
    var feed = feed(name);
    feed.now = Math.max(feed.now, now);
    feed.heard = wallClock;
    front = Math.max(front, feed.now);
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }
}
