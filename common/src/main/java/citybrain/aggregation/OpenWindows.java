package citybrain.aggregation;

import citybrain.observation.ObservedProperty;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The windows of one city and property that can still change, of all feeds that bring it, each with
 * its own clock as the log has it. A window is kept until the slowest of them has passed it by the
 * retention: what is in it is a function of the log alone. When it is shown is not: as soon as the
 * feeds that brought something or are close behind the foremost have passed its end by the delay,
 * or some checkpoints have brought nothing more; and again, with a higher revision, when more came.
 * Plain data: who drives it knows the engine.
 */
public final class OpenWindows {

  /** Takes what is published. */
  public interface Out {
    /** The dirty places of a window are shown, once. */
    void publish(OpenWindows of, FlatWindow window);
  }

  /** Hears of windows that are no more. */
  public interface Gone {
    void forgotten(OpenWindows of, FlatWindow window);
  }

  /** So many values that are listed take the room of the sums of a zone and window. */
  private static final int VALUES_OF_CELL = 16;

  private final String city;
  private final ObservedProperty property;
  private final WindowTimes times;
  private final List<WindowSpan> spans;
  private final ZoneId timeZone;
  private final List<String> members;
  private final ZoneTable zones;
  private final Gone gone;
  private final TreeMap<FlatWindow.Slot, FlatWindow> windows = new TreeMap<>();
  private final TreeMap<FlatWindow.Slot, FlatWindow> dirty = new TreeMap<>();

  /** Which feeds brought something of a window that nobody has seen. */
  private final Map<FlatWindow, Set<ClockOfFeed>> brought = new HashMap<>();

  /** Those around the minute that is being added. */
  private final FlatWindow[] around;

  private final ExactSum sum = new ExactSum();
  private final ExactSum taken = new ExactSum();
  private final Map<String, ClockOfFeed> feeds = new HashMap<>();
  private final Forgotten forgotten = new Forgotten();

  /** The foremost clock. */
  private long front = Long.MIN_VALUE;

  private int cells;

  /** Whether some feed may correct its readings. */
  private final boolean isCorrectable;

  /** Values that are listed one by one. */
  private long listed;

  /**
   * Without any window.
   *
   * @param spans one or more, the shortest first
   * @param timeZone of the city
   * @param members the feeds that can bring the property
   * @param zones those of the city
   * @param isCorrectable whether some of them correct what they told
   */
  @SuppressWarnings("NullAway") // filled before anything is added
  public OpenWindows(
      String city,
      ObservedProperty property,
      WindowTimes times,
      List<WindowSpan> spans,
      ZoneId timeZone,
      Collection<String> members,
      ZoneTable zones,
      boolean isCorrectable,
      Gone gone) {
    this.city = city;
    this.property = property;
    this.times = times;
    this.spans = List.copyOf(spans);
    this.timeZone = timeZone;
    this.members = List.copyOf(members);
    this.zones = zones;
    this.isCorrectable = isCorrectable;
    this.gone = gone;
    this.around = new FlatWindow[spans.size()];
    members.forEach(this::feed);
  }

  public String city() {
    return city;
  }

  public ObservedProperty property() {
    return property;
  }

  /** The zones of its city. */
  public ZoneTable zones() {
    return zones;
  }

  public Collection<ClockOfFeed> feeds() {
    return feeds.values();
  }

  /** The clock of a feed. */
  public ClockOfFeed feed(String name) {
    return feeds.computeIfAbsent(name, ClockOfFeed::new);
  }

  /** What has been given up for room. */
  public Forgotten forgotten() {
    return forgotten;
  }

  /** How many sums of a zone and window are held, or what takes as much room. */
  public int cells() {
    return cells + (int) (listed / VALUES_OF_CELL);
  }

  /** All windows. */
  public Collection<FlatWindow> windows() {
    return windows.values();
  }

  /**
   * Begins to add what a feed brought in a minute.
   *
   * @param minute its start, epoch milliseconds
   * @return false when its windows are forgotten already: then nothing is to be added
   */
  public boolean begin(ClockOfFeed feed, long minute) {
    if (forgotten.contains(WindowSpan.endOfQuarter(minute))) {
      return false;
    }
    for (int i = 0; i < around.length; i++) {
      var window = around[i];
      if (window == null || minute < window.start() || minute >= window.end() || isOver(window)) {
        window = windowAt(minute, spans.get(i));
        around[i] = window;
      }
      window.idle = 0;
      dirty.put(window.slot, window);
      brought.computeIfAbsent(window, w -> new HashSet<>(2)).add(feed);
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // another one may lie where a forgotten one lay
  private boolean isOver(FlatWindow window) {
    return windows.get(window.slot) != window;
  }

  /** Adds the sums of a zone to each window around the minute that was begun. */
  public void add(int zone, long count, long high, long low, double min, double max) {
    for (var window : around) {
      cells += window.add(zone, count, high, low, min, max) ? 1 : 0;
    }
  }

  /** Adds sums of values that nobody measured. */
  public void addEstimated(int zone, long count, long high, long low) {
    for (var window : around) {
      cells += window.addEstimated(zone, count, high, low) ? 1 : 0;
    }
  }

  /** Adds a value of a zone that its feed may correct to each window around the minute. */
  public void addOne(int zone, Told told) {
    sum.clear();
    sum.add(told.value());
    for (var window : around) {
      cells += window.addOne(zone, told, sum) ? 1 : 0;
    }
    listed++;
  }

  /**
   * A value of a zone in the minute that was begun became another.
   *
   * @return false when it was not there: then nothing is done
   */
  public boolean correct(int zone, Told before, Told now) {
    if (!around[0].replace(zone, before, now)) {
      return false;
    }
    taken.clear();
    taken.subtract(before.value());
    sum.clear();
    sum.add(now.value());
    for (int i = 0; i < around.length; i++) {
      var window = around[i];
      if (window.correct(zone, before, taken, now, sum)) {
        window.findExtremes(zone, i == 0 ? List.of() : within(window, spans.get(i - 1)));
      }
    }
    return true;
  }

  private List<FlatWindow> within(FlatWindow window, WindowSpan span) {
    var after = new FlatWindow.Slot(window.start() + 1, WindowSpan.MINUTE);
    var through = new FlatWindow.Slot(window.end() + 1, WindowSpan.MINUTE);
    return windows.subMap(after, through).values().stream()
        .filter(one -> one.span() == span)
        .toList();
  }

  /** So many values came for windows that are forgotten. */
  public void miss(ClockOfFeed feed, long count) {
    feed.missed += count;
  }

  /** A feed has come so far; windows that are due are published, those that are over forgotten. */
  public void tell(String name, int part, int parts, long time, Out out) {
    var feed = feeds.get(name);
    if (feed != null && feed.tell(part, parts, time)) {
      front = Math.max(front, feed.now());
      publishDue(out);
      forgetOver(out);
    }
  }

  private FlatWindow windowAt(long time, WindowSpan span) {
    long start = span.startOf(time, timeZone);
    return window(span, start);
  }

  private FlatWindow window(WindowSpan span, long start) {
    return windows.computeIfAbsent(
        new FlatWindow.Slot(span.endOf(start, timeZone), span),
        slot -> new FlatWindow(slot, start, zones, span == spans.get(0), isCorrectable));
  }

  /** The windows of the same span after this one of which something was published. */
  public List<FlatWindow> toldAfter(FlatWindow window) {
    var found = new ArrayList<FlatWindow>();
    var last = windows.isEmpty() ? window : windows.lastEntry().getValue();
    long start = window.end();
    while (start < last.end()) {
      long end = window.span().endOf(start, timeZone);
      var next = windows.get(new FlatWindow.Slot(end, window.span()));
      if (next != null && next.isTold()) {
        found.add(next);
      }
      start = end;
    }
    return found;
  }

  private void publishDue(Out out) {
    var all = dirty.values().iterator();
    while (all.hasNext()) {
      var window = all.next();
      if (window.end() + times.delay() > front) {
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
  private boolean isDue(FlatWindow window) {
    long enough = window.end() + times.delay();
    var waitingFor = brought.getOrDefault(window, Set.of());
    for (var feed : feeds.values()) {
      if (feed.now() < enough
          && (feed.now() >= front - times.hold() || waitingFor.contains(feed))) {
        return false;
      }
    }
    return true;
  }

  /** Publishes all that has not been seen yet: the input has ended. */
  public void publishAll(Out out) {
    dirty.values().forEach(window -> publish(window, out));
    dirty.clear();
  }

  private void publish(FlatWindow window, Out out) {
    if (!window.isClean()) {
      out.publish(this, window);
      window.published();
    }
    brought.remove(window);
  }

  /**
   * A checkpoint: sums are shown when some of them have brought nothing more, for what is missing
   * may be hours away. An hourly or daily series would otherwise be shown one reading late.
   */
  public void checkpoint(Out out) {
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
      slowest = Math.min(slowest, feed(member).now());
    }
    while (!windows.isEmpty()
        && WindowSpan.isTooLate(windows.firstKey().end() - 1, slowest, times.retention())) {
      forgetFirst(out);
    }
  }

  /** Makes room: gives up the oldest quarter of an hour, whoever may still want to revise it. */
  public void giveUpOldest(Out out) {
    if (!windows.isEmpty()) {
      long quarter = WindowSpan.endOfQuarter(windows.firstKey().end() - 1);
      while (!windows.isEmpty() && windows.firstKey().end() <= quarter) {
        forgetFirst(out);
      }
      forgotten.add(WindowSpan.startOfQuarter(quarter), quarter);
    }
  }

  private void forgetFirst(Out out) {
    var window = windows.pollFirstEntry().getValue();
    if (dirty.remove(window.slot) != null) {
      publish(window, out);
    }
    cells -= window.size();
    listed -= window.listed();
    settle(window);
    window.forget();
    brought.remove(window);
    gone.forgotten(this, window);
  }

  /** What is known of its extremes stays known in the next longer window. */
  private void settle(FlatWindow window) {
    int longer = spans.indexOf(window.span()) + 1;
    if (isCorrectable && longer > 0 && longer < spans.size()) {
      var span = spans.get(longer);
      long start = span.startOf(window.start(), timeZone);
      var around = windows.get(new FlatWindow.Slot(span.endOf(start, timeZone), span));
      if (around != null) {
        around.settle(window);
      }
    }
  }

  /** Puts sums back as a snapshot had them, see {@link FlatWindow}. */
  public void restore(WindowSpan span, long start, int zone, PlaceSnapshot before) {
    var window = window(span, start);
    long listedBefore = window.listed();
    if (window.restore(zone, before)) {
      dirty.put(window.slot, window);
    }
    cells++;
    listed += window.listed() - listedBefore;
  }

  /** Puts a clock back. */
  public void restoreClock(String name, long now) {
    var feed = feed(name);
    feed.restore(now);
    front = Math.max(front, feed.now());
  }
}
