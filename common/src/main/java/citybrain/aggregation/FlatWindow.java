package citybrain.aggregation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Its revision when it was published last. */
  private long[] told = new long[FIRST_ROOM];

  private boolean[] isDirty = new boolean[FIRST_ROOM];
  private int[] dirty = new int[FIRST_ROOM];
  private int dirtyCount;
  private int size;
  private boolean isChanged;
  private boolean wasTold;

  /** Null where no reading can be corrected. */
  private @Nullable ToldValues values;

  /** Whether it is the shortest around its readings. */
  private final boolean isShortest;

  /**
   * @param isCorrectable whether some of its readings may be corrected
   */
  FlatWindow(Slot slot, long start, ZoneTable zones, boolean isShortest, boolean isCorrectable) {
    this.slot = slot;
    this.start = start;
    this.zones = zones;
    this.isShortest = isShortest;
    this.values = isCorrectable ? new ToldValues() : null;
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
    int place = add(place(zone), size > before, count, high, low, min, max);
    if (isShortest && values != null) {
      values.settle(place, min, max);
    }
    return size > before;
  }

  /** Adds a value that may be corrected; true when this window had nothing of the zone before. */
  boolean addOne(int zone, double value, long high, long low) {
    int before = size;
    int place = add(place(zone), size > before, 1, high, low, value, value);
    if (isShortest) {
      values().add(place, value);
    }
    return size > before;
  }

  private int add(
      int place, boolean isNew, long count, long high, long low, double min, double max) {
    counts[place] += count;
    mins[place] = isNew ? min : Math.min(mins[place], min);
    maxs[place] = isNew ? max : Math.max(maxs[place], max);
    change(place, high, low);
    return place;
  }

  private void change(int place, long high, long low) {
    lows[place] += low;
    highs[place] += high + ExactSum.carry(lows[place], low);
    setDirty(place);
    isChanged = true;
  }

  private ToldValues values() {
    var found = values == null ? new ToldValues() : values;
    values = found;
    return found;
  }

  /**
   * Puts a value in the place of one that is listed; false when that is not, and nothing is done.
   */
  boolean replace(int zone, double before, double value) {
    int place = find(zone);
    return place >= 0 && values().replace(place, before, value);
  }

  /**
   * One of its values became another.
   *
   * @param high of the difference of the two
   * @return whether its extremes must be found anew
   */
  boolean correct(int zone, double before, double value, long high, long low) {
    int place = place(zone);
    change(place, high, low);
    values().corrected(place);
    boolean wasExtreme = before == mins[place] || before == maxs[place];
    mins[place] = Math.min(mins[place], value);
    maxs[place] = Math.max(maxs[place], value);
    return wasExtreme;
  }

  /** Finds the least and the largest value of a zone anew, also by the shorter windows within. */
  void findExtremes(int zone, List<FlatWindow> within) {
    int place = find(zone);
    mins[place] = values().min(place);
    maxs[place] = values().max(place);
    for (var shorter : within) {
      int there = shorter.find(zone);
      if (there >= 0) {
        mins[place] = Math.min(mins[place], shorter.mins[there]);
        maxs[place] = Math.max(maxs[place], shorter.maxs[there]);
      }
    }
  }

  /** A shorter window in this one is no more: its extremes stay. */
  void settle(FlatWindow gone) {
    for (int there = 0; there < gone.size; there++) {
      int place = find(gone.zoneOf[there]);
      if (place >= 0) {
        values().settle(place, gone.mins[there], gone.maxs[there]);
        isChanged = true;
      }
    }
  }

  /** How many values are listed one by one. */
  long listed() {
    return values == null ? 0 : values.listedCount();
  }

  private void setDirty(int place) {
    if (!isDirty[place]) {
      isDirty[place] = true;
      dirty[dirtyCount++] = place;
    }
  }

  /** The place of a zone, -1 when it has none. */
  private int find(int zone) {
    for (int slot = slotOf(zone); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (zoneOf[slots[slot] - 1] == zone) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  private int place(int zone) {
    int found = find(zone);
    if (found >= 0) {
      return found;
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
      told[dirty[i]] = revision(dirty[i]);
    }
    isChanged |= dirtyCount > 0;
    wasTold |= dirtyCount > 0;
    dirtyCount = 0;
  }

  /** Whether something of it was published. */
  boolean isTold() {
    return wasTold;
  }

  /** Whether what it has of a zone was published. */
  public boolean isTold(int zone) {
    int place = find(zone);
    return place >= 0 && told[place] != NEVER;
  }

  /** The number of the zone at a place. */
  public int zone(int place) {
    return zoneOf[place];
  }

  public long count(int place) {
    return counts[place];
  }

  /**
   * How many readings and corrections are in it: so the last revision does not depend on how often
   * it was shown before.
   */
  public long revision(int place) {
    return values == null ? counts[place] : counts[place] + values.corrections(place);
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

  /** Its revision when it was published last, -1 when it never was. */
  public long told(int place) {
    return told[place];
  }

  /** Whether it has changed since this was asked last: then a snapshot must have it. */
  public boolean takeChange() {
    boolean changed = isChanged;
    isChanged = false;
    return changed;
  }

  /** What it remembers of a place because of corrections; null when there can be none. */
  public ToldValues.@Nullable OfPlace values(int place) {
    return values == null ? null : values.ofPlace(place);
  }

  /** Puts sums back as a snapshot had them; true when nobody has seen them as they are. */
  boolean restore(
      int zone,
      long count,
      long high,
      long low,
      double min,
      double max,
      long toldBefore,
      ToldValues.@Nullable OfPlace valuesBefore) {
    int place = place(zone);
    if (valuesBefore != null) {
      values().restore(place, valuesBefore);
    } else if (values != null) {
      values.settle(place, min, max);
    }
    counts[place] = count;
    highs[place] = high;
    lows[place] = low;
    mins[place] = min;
    maxs[place] = max;
    told[place] = toldBefore;
    wasTold |= toldBefore != NEVER;
    boolean isUnseen = toldBefore != revision(place);
    if (isUnseen) {
      setDirty(place);
    }
    return isUnseen;
  }

  /** This window is no more. */
  void forget() {
    for (int place = 0; place < size; place++) {
      zones.closed(zoneOf[place]);
    }
  }
}
