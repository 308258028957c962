package citybrain.jobs.aggregates;

import citybrain.aggregation.ExactSum;
import citybrain.geo.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sums of all zones in one window, and which of them have not been published yet. */
final class Window {

  /** A zone, as one city and property know it; there is one object a zone. */
  static final class Zone {
    final String layer;
    final String name;
    final int keyGroup;

    /** The key of its aggregates on Kafka. */
    final byte[] recordKey;

    @Nullable Position centre;

    /** What is open of it, the newest first; a snapshot goes from zone to zone. */
    private @Nullable Cell newest;

    private int open;

    Zone(String layer, String name, int keyGroup, byte[] recordKey) {
      this.layer = layer;
      this.name = name;
      this.keyGroup = keyGroup;
      this.recordKey = recordKey;
    }

    @Nullable Cell newest() {
      return newest;
    }

    /** How many windows are open of it. */
    int open() {
      return open;
    }

    private void link(Cell cell) {
      open++;
      var before = newest;
      cell.older = before;
      if (before != null) {
        before.newer = cell;
      }
      newest = cell;
    }

    private void unlink(Cell cell) {
      open--;
      var older = cell.older;
      var newer = cell.newer;
      if (older != null) {
        older.newer = newer;
      }
      if (newer == null) {
        newest = older;
      } else {
        newer.older = older;
      }
    }
  }

  /** Sums of one zone in one window; revision -1 is a window that nobody has seen yet. */
  static final class Cell extends ExactSum {
    final Slot slot;
    @Nullable Cell older;
    private @Nullable Cell newer;
    int revision = -1;
    boolean dirty;
    long count;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;

    Cell(Slot slot) {
      this.slot = slot;
    }
  }

  /** Where a window lies; the one that ends first comes first. */
  record Slot(long end, long size) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byEnd = Long.compare(end, other.end);
      return byEnd != 0 ? byEnd : Long.compare(size, other.size);
    }
  }

  /** Takes what is published. */
  interface Out {
    /**
     * @param again whether an earlier state of it was published before
     */
    void accept(Zone zone, Cell cell, boolean again);
  }

  final Slot slot;

  /** How many checkpoints there were since something last came that nobody has seen. */
  int idle;

  private final Map<Zone, Cell> cells = new HashMap<>();
  private final List<Zone> dirty = new ArrayList<>();
  private final Set<OpenWindows.FeedClock> brought = new HashSet<>(2);

  Window(Slot slot) {
    this.slot = slot;
  }

  /** Adds the sums of a minute; true when this window had nothing of the zone before. */
  boolean add(Zone zone, ZoneMinute minute, OpenWindows.FeedClock feed) {
    var cell = cells.get(zone);
    boolean isNew = cell == null;
    if (cell == null) {
      cell = new Cell(slot);
      cells.put(zone, cell);
      zone.link(cell);
    }
    cell.count += minute.count;
    cell.add(minute.sumHigh, minute.sumLow);
    cell.min = Math.min(cell.min, minute.min);
    cell.max = Math.max(cell.max, minute.max);
    if (!cell.dirty) {
      cell.dirty = true;
      dirty.add(zone);
    }
    brought.add(feed);
    return isNew;
  }

  /** Whether all of it has been published. */
  boolean isClean() {
    return dirty.isEmpty();
  }

  /** Whether something unpublished is of this feed. */
  boolean isWaitingFor(OpenWindows.FeedClock feed) {
    return brought.contains(feed);
  }

  int size() {
    return cells.size();
  }

  /**
   * Hands over what nobody has seen yet. Its revision is the number of readings in it: so the last
   * one does not depend on how often it was shown before.
   */
  void publish(Out out) {
    for (var zone : dirty) {
      var cell = cells.get(zone);
      if (cell != null) {
        cell.dirty = false;
        boolean again = cell.revision >= 0;
        cell.revision = (int) Math.min(cell.count, Integer.MAX_VALUE);
        out.accept(zone, cell, again);
      }
    }
    dirty.clear();
    brought.clear();
  }

  /** Puts a cell back as a snapshot had it. */
  void restore(Zone zone, Cell cell) {
    cells.put(zone, cell);
    zone.link(cell);
    if (cell.dirty) {
      dirty.add(zone);
    }
  }

  /** This window is no more. */
  void forget() {
    cells.forEach(Zone::unlink);
  }
}
