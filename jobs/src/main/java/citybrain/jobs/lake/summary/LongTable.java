package citybrain.jobs.lake.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Values by whole numbers that are not boxed: each row of a file asks for one. */
final class LongTable<T> {

  private static final int FIRST_ROOM = 1 << 8;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Supplier<T> blank;
  private final List<T> values = new ArrayList<>();
  private long[] keys = new long[FIRST_ROOM];

  /** Places of values plus one; at most half of it is taken. */
  private int[] slots = new int[FIRST_ROOM];

  /** The keys of the values, in their order. */
  private long[] ofValue = new long[FIRST_ROOM];

  LongTable(Supplier<T> blank) {
    this.blank = blank;
  }

  /** The value of a key, a blank one from now on where there was none. */
  T at(long key) {
    return at(key, blank);
  }

  /** The value of a key, this one from now on where there was none. */
  T at(long key, Supplier<T> first) {
    int slot = slot(key);
    while (slots[slot] != 0) {
      if (keys[slot] == key) {
        return values.get(slots[slot] - 1);
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(key, slot, first.get());
  }

  private T add(long key, int slot, T value) {
    if (values.size() == ofValue.length) {
      ofValue = Arrays.copyOf(ofValue, 2 * values.size());
    }
    ofValue[values.size()] = key;
    values.add(value);
    keys[slot] = key;
    slots[slot] = values.size();
    if (2 * values.size() > slots.length) {
      makeRoom();
    }
    return value;
  }

  private void makeRoom() {
    keys = new long[2 * slots.length];
    slots = new int[keys.length];
    for (int i = 0; i < values.size(); i++) {
      int slot = slot(ofValue[i]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      keys[slot] = ofValue[i];
      slots[slot] = i + 1;
    }
  }

  private int slot(long key) {
    return (int) ((key * MIX) >>> 32) & (slots.length - 1);
  }

  int size() {
    return values.size();
  }

  /** In the order in which they came. */
  T value(int place) {
    return values.get(place);
  }

  /** All of them, in the order in which they came. */
  long[] keys() {
    return Arrays.copyOf(ofValue, values.size());
  }

  /** Of the value at this place. */
  long key(int place) {
    return ofValue[place];
  }
}
