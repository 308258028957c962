package citybrain.jobs.city;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one city and property that can still change, oldest first. A window is published
 * when event time has passed its end by the delay, published again with a higher revision when late
 * data came, and forgotten after the retention. Plain data: the operator around it knows the
 * engine.
 */
final class OpenWindows {

  /** Sums of one zone in one window; revision -1 is a window that nobody has seen yet. */
  static final class Cell {
    int revision = -1;
    boolean dirty = true;
    long count;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
  }

  record Group(String layer, String zone) {}

  record Slot(long end, long size) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byEnd = Long.compare(end, other.end);
      return byEnd != 0 ? byEnd : Long.compare(size, other.size);
    }
  }

  private static final class Window {
    final Map<Group, Cell> cells = new LinkedHashMap<>();
    final List<Group> dirty = new ArrayList<>();
  }

  private final String city;
  private final ObservedProperty property;
  private final long delay;
  private final long retention;
  private final TreeMap<Slot, Window> windows = new TreeMap<>();
  private final Map<Group, Position> centres = new HashMap<>();
  private long now = Long.MIN_VALUE;

  OpenWindows(String city, ObservedProperty property, long delay, long retention) {
    this.city = city;
    this.property = property;
    this.delay = delay;
    this.retention = retention;
  }

  String city() {
    return city;
  }

  ObservedProperty property() {
    return property;
  }

  long now() {
    return now;
  }

  /**
   * Event time goes on, never back; windows that are due are published and those past retention
   * forgotten.
   */
  void advance(long to, Consumer<Aggregate> out) {
    if (to <= now) {
      return;
    }
    now = to;
    var all = windows.entrySet().iterator();
    while (all.hasNext()) {
      var entry = all.next();
      long end = entry.getKey().end();
      var window = entry.getValue();
      if (end + delay > now) {
        break;
      }
      publish(entry.getKey(), window, out);
      if (Windows.isTooLate(end - 1, now, retention)) {
        all.remove();
      }
    }
  }

  /** Publishes all that has not been seen yet: the feed has gone quiet, or the input has ended. */
  void publishAll(Consumer<Aggregate> out) {
    windows.forEach((slot, window) -> publish(slot, window, out));
  }

  private void publish(Slot slot, Window window, Consumer<Aggregate> out) {
    for (var group : window.dirty) {
      var cell = window.cells.get(group);
      if (cell != null && cell.dirty) {
        cell.dirty = false;
        cell.revision++;
        out.accept(aggregate(slot, group, cell));
      }
    }
    window.dirty.clear();
  }

  private Aggregate aggregate(Slot slot, Group group, Cell cell) {
    return new Aggregate(
        city,
        group.layer(),
        group.zone(),
        property,
        Instant.ofEpochMilli(slot.end() - slot.size()),
        Instant.ofEpochMilli(slot.end()),
        cell.revision,
        cell.count,
        cell.sum,
        cell.min,
        cell.max,
        centres.get(group));
  }

  /**
   * Adds the sums of a minute to each window around it; false when they are all closed for good.
   */
  boolean add(Aggregate minute) {
    long time = minute.windowStart().toEpochMilli();
    if (Windows.isTooLate(time, now, retention)) {
      return false;
    }
    var group = new Group(minute.layer(), minute.zone());
    remember(group, minute.position());
    for (long size : Windows.SIZES) {
      var slot = new Slot(Windows.startOf(time, size) + size, size);
      var window = windows.computeIfAbsent(slot, s -> new Window());
      var cell = window.cells.computeIfAbsent(group, g -> new Cell());
      cell.count += minute.count();
      cell.sum += minute.sum();
      cell.min = Math.min(cell.min, minute.min());
      cell.max = Math.max(cell.max, minute.max());
      if (!cell.dirty || cell.count == minute.count()) {
        cell.dirty = true;
        window.dirty.add(group);
      }
    }
    return true;
  }

  private void remember(Group group, @Nullable Position centre) {
    if (centre != null) {
      centres.put(group, centre);
    }
  }

  /** Visits every cell, for a snapshot. */
  void forEach(CellVisitor visitor) throws java.io.IOException {
    for (var window : windows.entrySet()) {
      for (var cell : window.getValue().cells.entrySet()) {
        visitor.visit(window.getKey(), cell.getKey(), cell.getValue(), centres.get(cell.getKey()));
      }
    }
  }

  /** Sees one cell of one window. */
  interface CellVisitor {
    void visit(Slot slot, Group group, Cell cell, @Nullable Position centre)
        throws java.io.IOException;
  }

  /** Puts a cell back as a snapshot had it. */
  void restore(Slot slot, Group group, Cell cell, @Nullable Position centre) {
    var window = windows.computeIfAbsent(slot, s -> new Window());
    window.cells.put(group, cell);
    if (cell.dirty) {
      window.dirty.add(group);
    }
    remember(group, centre);
  }

  void restoreNow(long time) {
    now = Math.max(now, time);
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }
}
