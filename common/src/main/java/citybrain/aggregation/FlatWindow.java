package citybrain.aggregation;

import java.util.Arrays;

/**
 * The sums of all zones in one window, in arrays, and which of them have not been published yet. A
 * place in the arrays belongs to a zone for as long as the window lives.
 */
public final class FlatWindow {

  private static final int FIRST_ROOM = 16;

  /** Of what was never published. */
  private static final long NEVER = -1;

  /** Where a window lies; the one that ends first comes first. */
  record Slot(long end, WindowSpan span) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byEnd = Long.compare(end, other.end);
      return byEnd != 0 ? byEnd : span.compareTo(other.span);
    }
  }

  final Slot slot;
  private final long start;
  private final ZoneTable zones;

  /** How many checkpoints there were since something last came that nobody has seen. */
  int idle;

  /** By zone number: places plus one. */
  private int[] slots = new int[2 * FIRST_ROOM];

  private int[] zoneOf = new int[FIRST_ROOM];
  private long[] counts = new long[FIRST_ROOM];
  private long[] highs = new long[FIRST_ROOM];
  private long[] lows = new long[FIRST_ROOM];
  private double[] mins = new double[FIRST_ROOM];
  private double[] maxs = new double[FIRST_ROOM];

  /** The readings in it when it was published last. */
  private long[] told = new long[FIRST_ROOM];

  private boolean[] isDirty = new boolean[FIRST_ROOM];
  private int[] dirty = new int[FIRST_ROOM];
  private int dirtyCount;
  private int size;
  private boolean isChanged;

  FlatWindow(Slot slot, long start, ZoneTable zones) {
    this.slot = slot;
    this.start = start;
    this.zones = zones;
  }

  public WindowSpan span() {
    return slot.span;
  }

  /** Inclusive, epoch milliseconds. */
  public long start() {
    return start;
  }

  /** Exclusive. */
  public long end() {
    return slot.end;
  }

  /** Adds sums of a zone; true when this window had nothing of the zone before. */
  boolean add(int zone, long count, long high, long low, double min, double max) {
    int before = size;
    int place = place(zone);
    boolean isNew = size > before;
    counts[place] += count;
    lows[place] += low;
    highs[place] += high + ExactSum.carry(lows[place], low);
    mins[place] = isNew ? min : Math.min(mins[place], min);
    maxs[place] = isNew ? max : Math.max(maxs[place], max);
    setDirty(place);
    isChanged = true;
    return isNew;
  }

  private void setDirty(int place) {
    if (!isDirty[place]) {
      isDirty[place] = true;
      dirty[dirtyCount++] = place;
    }
  }

  private int place(int zone) {
    int slot = slotOf(zone);
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (zoneOf[slots[slot] - 1] == zone) {
        return slots[slot] - 1;
      }
    }
    if (size == zoneOf.length) {
      grow();
    }
    int place = size++;
    zoneOf[place] = zone;
    told[place] = NEVER;
    put(place);
    zones.opened(zone);
    return place;
  }

  private void put(int place) {
    int slot = slotOf(zoneOf[place]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = place + 1;
  }

  private int slotOf(int zone) {
    int hash = zone * 0x9E3779B9;
    return (hash ^ hash >>> 16) & (slots.length - 1);
  }

  private void grow() {
    int room = 2 * size;
    zoneOf = Arrays.copyOf(zoneOf, room);
    counts = Arrays.copyOf(counts, room);
    highs = Arrays.copyOf(highs, room);
    lows = Arrays.copyOf(lows, room);
    mins = Arrays.copyOf(mins, room);
    maxs = Arrays.copyOf(maxs, room);
    told = Arrays.copyOf(told, room);
    isDirty = Arrays.copyOf(isDirty, room);
    dirty = Arrays.copyOf(dirty, room);
    slots = new int[2 * room];
    for (int place = 0; place < size; place++) {
      put(place);
    }
  }

  /** Whether all of it has been published. */
  boolean isClean() {
    return dirtyCount == 0;
  }

  /** How many zones it has sums of. */
  public int size() {
    return size;
  }

  /** How many of them nobody has seen as they are. */
  public int dirtyCount() {
    return dirtyCount;
  }

  /** The place of one of those. */
  public int dirtyPlace(int index) {
    return dirty[index];
  }

  /** All has been published. */
  void published() {
    for (int i = 0; i < dirtyCount; i++) {
      isDirty[dirty[i]] = false;
      told[dirty[i]] = counts[dirty[i]];
    }
    isChanged |= dirtyCount > 0;
    dirtyCount = 0;
  }

  /** The number of the zone at a place. */
  public int zone(int place) {
    return zoneOf[place];
  }

  public long count(int place) {
    return counts[place];
  }

  /** In the unit of the property, rounded once. */
  public double sum(int place) {
    return ExactSum.value(highs[place], lows[place]);
  }

  /** The higher word of the sum, see {@link ExactSum}. */
  public long high(int place) {
    return highs[place];
  }

  public long low(int place) {
    return lows[place];
  }

  public double min(int place) {
    return mins[place];
  }

  public double max(int place) {
    return maxs[place];
  }

  /** The readings in it when it was published last, -1 when it never was. */
  public long told(int place) {
    return told[place];
  }

  /** Whether it has changed since this was asked last: then a snapshot must have it. */
  public boolean takeChange() {
    boolean changed = isChanged;
    isChanged = false;
    return changed;
  }

  /** Puts sums back as a snapshot had them; true when nobody has seen them as they are. */
  boolean restore(
      int zone, long count, long high, long low, double min, double max, long toldBefore) {
    int place = place(zone);
    counts[place] = count;
    highs[place] = high;
    lows[place] = low;
    mins[place] = min;
    maxs[place] = max;
    told[place] = toldBefore;
    if (toldBefore != count) {
      setDirty(place);
    }
    return toldBefore != count;
  }

  /** This window is no more. */
  void forget() {
    for (int place = 0; place < size; place++) {
      zones.closed(zoneOf[place]);
    }
  }
}
