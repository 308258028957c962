package citybrain.aggregation;

import citybrain.geo.Position;
import java.util.Arrays;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The zones of one city that something was summed for, by numbers from 0 up, so that sums lie in
 * arrays. They are found by what names them as bytes, see {@link ZoneName}. A zone without open
 * windows may be forgotten and its number given to another.
 */
public final class ZoneTable {

  private static final int FIRST_ROOM = 64;

  private final LongToIntFunction groups;

  private ZoneName[] names = new ZoneName[FIRST_ROOM];
  private int[] group = new int[FIRST_ROOM];

  /** How many windows are open of each. */
  private int[] open = new int[FIRST_ROOM];

  /** By fingerprint: numbers plus one. */
  private int[] slots = new int[2 * FIRST_ROOM];

  private int size;
  private int[] free = new int[FIRST_ROOM];
  private int freeCount;

  /**
   * @param groups the group of keys a zone is in, by its fingerprint
   */
  public ZoneTable(LongToIntFunction groups) {
    this.groups = groups;
  }

  /** The number of the zone that these bytes name; it has one from now on. */
  public int number(long fingerprint, byte[] bytes, int from, int to) {
    int slot = slot(fingerprint);
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      var name = names[slots[slot] - 1];
      if (name.fingerprint() == fingerprint && name.is(bytes, from, to)) {
        return slots[slot] - 1;
      }
    }
    return add(ZoneName.decode(fingerprint, Arrays.copyOfRange(bytes, from, to)));
  }

  /** The same of a name. */
  public int number(ZoneName name) {
    var bytes = name.bytes();
    return number(name.fingerprint(), bytes, 0, bytes.length);
  }

  private int add(ZoneName name) {
    int number;
    if (freeCount > 0) {
      number = free[--freeCount];
    } else {
      number = size;
      if (number == names.length) {
        names = Arrays.copyOf(names, 2 * number);
        group = Arrays.copyOf(group, 2 * number);
        open = Arrays.copyOf(open, 2 * number);
        slots = new int[4 * number];
        for (int i = 0; i < number; i++) {
          put(i);
        }
      }
      size++;
    }
    names[number] = name;
    group[number] = groups.applyAsInt(name.fingerprint());
    put(number);
    return number;
  }

  private void put(int number) {
    int slot = slot(names[number].fingerprint());
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = number + 1;
  }

  private int slot(long fingerprint) {
    long hash = fingerprint * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32) & (slots.length - 1);
  }

  public ZoneName name(int number) {
    return names[number];
  }

  /** The group of keys it is in. */
  public int group(int number) {
    return group[number];
  }

  public String layer(int number) {
    return names[number].layer();
  }

  public String zone(int number) {
    return names[number].zone();
  }

  public @Nullable Position centre(int number) {
    return names[number].centre();
  }

  /** How many have a number. */
  public int count() {
    return size - freeCount;
  }

  void opened(int number) {
    open[number]++;
  }

  void closed(int number) {
    open[number]--;
  }

  /** Forgets those without open windows. */
  public void forgetClosed() {
    Arrays.fill(slots, 0);
    freeCount = 0;
    if (free.length < size) {
      free = new int[names.length];
    }
    for (int i = 0; i < size; i++) {
      if (open[i] > 0) {
        put(i);
      } else {
        free[freeCount++] = i;
      }
    }
  }
}
