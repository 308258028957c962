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

  private final PlaceTable places = new PlaceTable(FIRST_ROOM);
  private final PlaceSums measured = new PlaceSums();

  /** Its revision when it was published last. */
  private long[] told = new long[FIRST_ROOM];

  private boolean[] isDirty = new boolean[FIRST_ROOM];
  private int[] dirty = new int[FIRST_ROOM];
  private int dirtyCount;
  private boolean isChanged;
  private boolean wasTold;

  /** Null where everything was measured. */
  private @Nullable PlaceSums estimates;

  /** Those that may be corrected; null where there are none. */
  private @Nullable ToldValues estimatedValues;

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
    int before = size();
    int place = place(zone);
    measured.add(place, count, high, low);
    measured.widen(place, min, max);
    change(place);
    if (isShortest && values != null) {
      values.settle(place, min, max);
    }
    return size() > before;
  }

  /** Adds sums of values that nobody measured; true when there was nothing of the zone before. */
  boolean addEstimated(int zone, long count, long high, long low) {
    int before = size();
    int place = place(zone);
    estimatesAt(place).add(place, count, high, low);
    change(place);
    return size() > before;
  }

  /**
   * Adds a value that may be corrected; true when this window had nothing of the zone before.
   *
   * @param sum of the value
   */
  boolean addOne(int zone, Told told, ExactSum sum) {
    int before = size();
    int place = place(zone);
    sumOne(place, told, sum);
    if (isShortest) {
      listOf(told).add(place, told.value());
    }
    return size() > before;
  }

  private void sumOne(int place, Told told, ExactSum sum) {
    if (told.isMeasured()) {
      measured.add(place, 1, sum.high(), sum.low());
      measured.widen(place, told.value(), told.value());
    } else {
      estimatesAt(place).add(place, 1, sum.high(), sum.low());
    }
    change(place);
  }

  private void change(int place) {
    setDirty(place);
    isChanged = true;
  }

  private ToldValues values() {
    var found = values == null ? new ToldValues() : values;
    values = found;
    return found;
  }

  private PlaceSums estimatesAt(int place) {
    var found = estimates == null ? new PlaceSums() : estimates;
    found.require(place);
    estimates = found;
    return found;
  }

  /** Where values of this kind are listed one by one. */
  private ToldValues listOf(Told told) {
    if (told.isMeasured()) {
      return values();
    }
    var found = estimatedValues == null ? new ToldValues() : estimatedValues;
    estimatedValues = found;
    return found;
  }

  /**
   * Puts a value in the place of one that is listed; false when that is not, and nothing is done.
   */
  boolean replace(int zone, Told before, Told now) {
    int place = places.find(zone);
    if (place < 0 || !listOf(before).remove(place, before.value())) {
      return false;
    }
    listOf(now).add(place, now.value());
    return true;
  }

  /**
   * One of its values became another.
   *
   * @param taken the sum of what does not hold any more, negative
   * @param sum of what holds now
   * @return whether its extremes must be found anew
   */
  boolean correct(int zone, Told before, ExactSum taken, Told now, ExactSum sum) {
    int place = place(zone);
    if (before.isMeasured()) {
      measured.add(place, -1, taken.high(), taken.low());
    } else {
      estimatesAt(place).add(place, -1, taken.high(), taken.low());
    }
    sumOne(place, now, sum);
    values().corrected(place);
    return before.isMeasured() && (before.value() == min(place) || before.value() == max(place));
  }

  /** Finds the least and the largest value of a zone anew, also by the shorter windows within. */
  void findExtremes(int zone, List<FlatWindow> within) {
    int place = places.find(zone);
    measured.setExtremes(place, values().min(place), values().max(place));
    for (var shorter : within) {
      int there = shorter.places.find(zone);
      if (there >= 0) {
        measured.widen(place, shorter.min(there), shorter.max(there));
      }
    }
  }

  /** A shorter window in this one is no more: its extremes stay. */
  void settle(FlatWindow gone) {
    for (int there = 0; there < gone.size(); there++) {
      int place = places.find(gone.zone(there));
      if (place >= 0) {
        values().settle(place, gone.min(there), gone.max(there));
        isChanged = true;
      }
    }
  }

  /** How many values are listed one by one. */
  long listed() {
    return (values == null ? 0 : values.listedCount())
        + (estimatedValues == null ? 0 : estimatedValues.listedCount());
  }

  private void setDirty(int place) {
    if (!isDirty[place]) {
      isDirty[place] = true;
      dirty[dirtyCount++] = place;
    }
  }

  private int place(int zone) {
    int found = places.find(zone);
    if (found >= 0) {
      return found;
    }
    int place = places.add(zone);
    measured.require(place);
    if (place == told.length) {
      int room = 2 * told.length;
      told = Arrays.copyOf(told, room);
      isDirty = Arrays.copyOf(isDirty, room);
      dirty = Arrays.copyOf(dirty, room);
    }
    told[place] = NEVER;
    zones.opened(zone);
    return place;
  }

  /** Whether all of it has been published. */
  boolean isClean() {
    return dirtyCount == 0;
  }

  /** How many zones it has sums of. */
  public int size() {
    return places.size();
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
    int place = places.find(zone);
    return place >= 0 && told[place] != NEVER;
  }

  /** The number of the zone at a place. */
  public int zone(int place) {
    return places.zone(place);
  }

  /** How many measured values there are. */
  public long count(int place) {
    return measured.count(place);
  }

  /** How many values there are that nobody measured. */
  public long estimated(int place) {
    return estimates == null ? 0 : estimates.count(place);
  }

  /** Their sum, in the unit of the property, rounded once. */
  public double estimatedSum(int place) {
    return estimates == null ? 0 : estimates.sum(place);
  }

  /**
   * How many readings and corrections are in it: so the last revision does not depend on how often
   * it was shown before.
   */
  public long revision(int place) {
    long all = count(place) + estimated(place);
    return values == null ? all : all + values.corrections(place);
  }

  /** Of what was measured, in the unit of the property, rounded once. */
  public double sum(int place) {
    return measured.sum(place);
  }

  /** Of what was measured; infinite where nothing was. */
  public double min(int place) {
    return measured.min(place);
  }

  /** Of what was measured; infinite where nothing was. */
  public double max(int place) {
    return measured.max(place);
  }

  /** Whether it has changed since this was asked last: then a snapshot must have it. */
  public boolean takeChange() {
    boolean changed = isChanged;
    isChanged = false;
    return changed;
  }

  /** A place, for a snapshot. */
  public PlaceSnapshot ofPlace(int place) {
    return new PlaceSnapshot(
        count(place),
        measured.high(place),
        measured.low(place),
        min(place),
        max(place),
        told[place],
        values == null ? null : values.ofPlace(place),
        estimatesOf(place));
  }

  private PlaceSnapshot.OfEstimates estimatesOf(int place) {
    if (estimates == null) {
      return PlaceSnapshot.OfEstimates.NONE;
    }
    var listed = estimatedValues == null ? new ToldValues() : estimatedValues;
    return new PlaceSnapshot.OfEstimates(
        estimates.count(place),
        estimates.high(place),
        estimates.low(place),
        listed.ofPlace(place).listed());
  }

  /** Puts sums back as a snapshot had them; true when nobody has seen them as they are. */
  boolean restore(int zone, PlaceSnapshot before) {
    int place = place(zone);
    var valuesBefore = before.values();
    if (valuesBefore != null) {
      values().restore(place, valuesBefore);
    } else if (values != null) {
      values.settle(place, before.min(), before.max());
    }
    measured.add(place, before.count(), before.high(), before.low());
    measured.setExtremes(place, before.min(), before.max());
    told[place] = before.told();
    restore(place, before.estimates());
    wasTold |= before.told() != NEVER;
    boolean isUnseen = before.told() != revision(place);
    if (isUnseen) {
      setDirty(place);
    }
    return isUnseen;
  }

  private void restore(int place, PlaceSnapshot.OfEstimates before) {
    if (before.count() != 0) {
      estimatesAt(place).add(place, before.count(), before.high(), before.low());
    }
    for (double value : before.listed()) {
      listOf(new Told(value, false)).add(place, value);
    }
  }

  /** This window is no more. */
  void forget() {
    for (int place = 0; place < size(); place++) {
      zones.closed(zone(place));
    }
  }
}
