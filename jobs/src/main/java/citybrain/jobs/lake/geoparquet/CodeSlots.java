package citybrain.jobs.lake.geoparquet;

import java.util.Arrays;

/**
 * Where the codes of a dictionary are found by the hashes of their values: open addressing, half
 * full at most. Whoever looks compares the values of the codes on the way.
 */
final class CodeSlots {

  private static final int FIRST = 64;
  private static final int MIX = 0x9E3779B9;

  /** Code + 1, 0 where there is none. */
  private int[] slots = new int[FIRST];

  private int[] hashes = new int[FIRST / 2];
  private int size;

  int size() {
    return size;
  }

  /** The first slot to look at. */
  int first(int hash) {
    int mixed = hash * MIX;
    return (mixed ^ (mixed >>> (Integer.SIZE / 2))) & (slots.length - 1);
  }

  /** The slot to look at after this one. */
  int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  /** The code in a slot; below zero when there is none, and then no other has the value either. */
  int code(int slot) {
    return slots[slot] - 1;
  }

  /** Gives the next code to a value with this hash, in the slot where the search for it ended. */
  int add(int slot, int hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size] = hash;
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      spread();
    }
    return size - 1;
  }

  private void spread() {
    slots = new int[slots.length * 2];
    for (int code = 0; code < size; code++) {
      int slot = first(hashes[code]);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = code + 1;
    }
  }

  void clear() {
    size = 0;
    Arrays.fill(slots, 0);
  }
}
