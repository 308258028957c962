package citybrain.aggregation;

import java.util.Arrays;

/** Which place in the arrays of a window a zone has: open addressing, half full at most. */
final class PlaceTable {

  private static final int MIX = 0x9E3779B9;

  private int[] zoneOf;

  /** By zone number: places plus one. */
  private int[] slots;

  private int size;

  PlaceTable(int room) {
    zoneOf = new int[room];
    slots = new int[2 * room];
  }

  /** How many places are taken. */
  int size() {
    return size;
  }

  /** The number of the zone at a place. */
  int zone(int place) {
    return zoneOf[place];
  }

  /** The place of a zone, -1 when it has none. */
  int find(int zone) {
    for (int slot = slotOf(zone); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (zoneOf[slots[slot] - 1] == zone) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  /** Gives the next place to a zone that has none. */
  int add(int zone) {
    if (size == zoneOf.length) {
      zoneOf = Arrays.copyOf(zoneOf, 2 * size);
      slots = new int[2 * zoneOf.length];
      for (int place = 0; place < size; place++) {
        put(place);
      }
    }
    zoneOf[size] = zone;
    put(size);
    return size++;
  }

  private void put(int place) {
    int slot = slotOf(zoneOf[place]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = place + 1;
  }

  private int slotOf(int zone) {
    int hash = zone * MIX;
    return (hash ^ hash >>> 16) & (slots.length - 1);
  }
}
