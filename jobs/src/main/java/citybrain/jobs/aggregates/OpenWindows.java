package citybrain.jobs.aggregates;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one city and property that can still change, of all feeds that bring it, each with
 * its own clock as the log has it. A window is kept until the slowest of them has passed it by the
 * retention: what is in it is a function of the log alone. When it is shown is not: as soon as the
 * feeds that brought something or are close behind the foremost have passed its end by the delay,
 * or some checkpoints have brought nothing more; and again, with a higher revision, when more came.
 * Plain data: the operator around it knows the engine.
 */
final class OpenWindows {

  /** The event time of one feed, epoch milliseconds. */
  static final class FeedClock {
    final String feed;
    long now = Long.MIN_VALUE;

    /** What each worker of a rule that derives says. */
    private long[] parts = {};

    /** Values counted per zone layer that came for forgotten windows, since the last look. */
    long missed;

    FeedClock(String feed) {
      this.feed = feed;
    }

    /** True when the feed as a whole has gone on. */
    private boolean tell(int part, int of, long time) {
      if (parts.length != of) {
        parts = new long[of];
        Arrays.fill(parts, Long.MIN_VALUE);
      }
      parts[part] = Math.max(parts[part], time);
      long slowest = Long.MAX_VALUE;
      for (long one : parts) {
        slowest = Math.min(slowest, one);
      }
      boolean goesOn = slowest > now;
      now = Math.max(now, slowest);
      return goesOn;
    }
  }

  /** Takes what is published. */
  interface Out {
    /**
     * @param again whether an earlier state of it was published before
     */
    void publish(Window.Zone zone, Aggregate aggregate, boolean again);
  }

  private record ZoneName(String layer, String zone) {}

  private final String city;
  private final ObservedProperty property;
  private final WindowTimes times;
  private final List<String> members;
  private final TreeMap<Window.Slot, Window> windows = new TreeMap<>();
  private final TreeMap<Window.Slot, Window> dirty = new TreeMap<>();
  private final @Nullable Window[] recent = new Window[Windows.SIZES.length];
  private final Map<ZoneName, Window.Zone> zones = new HashMap<>();
  private final Map<Integer, List<Window.Zone>> byKeyGroup = new HashMap<>();
  private final Map<String, FeedClock> feeds = new HashMap<>();
  private final Forgotten forgotten = new Forgotten();

  /** The foremost clock. */
  private long front = Long.MIN_VALUE;

  private int cells;

  /**
   * @param members the feeds that can bring the property
   */
  OpenWindows(
      String city, ObservedProperty property, WindowTimes times, Collection<String> members) {
    this.city = city;
    this.property = property;
    this.times = times;
    this.members = List.copyOf(members);
    members.forEach(this::feed);
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

  /** Adds the sums of a minute to each window around it; false when they are forgotten already. */
  boolean add(FeedClock feed, Window.Zone zone, ZoneMinute minute) {
    if (forgotten.contains(Windows.endOfWidest(minute.start))) {
      feed.missed += minute.count;
      return false;
    }
    for (int i = 0; i < Windows.SIZES.length; i++) {
      var window = window(minute.start, i);
      window.idle = 0;
      add(window, zone, minute, feed);
    }
    return true;
  }

  /** A feed has come so far; windows that are due are published, those that are over forgotten. */
  void tell(ZoneClock clock, Out out) {
    var feed = feeds.get(clock.feed());
    if (feed != null && feed.tell(clock.part(), clock.parts(), clock.time())) {
      front = Math.max(front, feed.now);
      publishDue(out);
      forgetOver(out);
    }
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
      if (feed.now < enough && (feed.now >= front - times.hold() || window.isWaitingFor(feed))) {
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
    window.publish(
        (zone, cell, again) -> out.publish(zone, aggregate(window.slot, zone, cell), again));
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
        cell.value(),
        cell.min,
        cell.max,
        zone.centre);
  }

  /**
   * A checkpoint: sums are shown when some of them have brought nothing more, for what is missing
   * may be hours away. An hourly or daily series would otherwise be shown one reading late.
   */
  void checkpoint(Out out) {
    var all = dirty.values().iterator();
    while (all.hasNext()) {
      var window = all.next();
      if (window.idle >= times.idle()) {
        publish(window, out);
        all.remove();
      }
      window.idle++;
    }
  }

  /** Nothing in time can come any more for what all feeds have passed by the retention. */
  private void forgetOver(Out out) {
    if (members.isEmpty()) {
      return; // nobody says who may still bring something
    }
    long slowest = Long.MAX_VALUE;
    for (var member : members) {
      slowest = Math.min(slowest, feed(member).now);
    }
    while (!windows.isEmpty()
        && Windows.isTooLate(windows.firstKey().end() - 1, slowest, times.retention())) {
      forgetFirst(out);
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

  /** Puts a clock back. */
  void restoreClock(String name, long now) {
    var feed = feed(name);
    feed.now = Math.max(feed.now, now);
    front = Math.max(front, feed.now);
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }
}
