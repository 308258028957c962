package citybrain.feed.register;

import citybrain.geo.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The features a feed knows, found by the bytes of their ids. Arrays instead of objects, because a
 * register of five million meters must fit beside the rest (about 40 bytes each). Filled while a
 * feed is opened, only read afterwards.
 */
public final class FeatureTable {

  private static final int NONE = -1;

  /** A placement that was given but is nowhere on Earth. */
  private static final double NOWHERE = Double.POSITIVE_INFINITY;

  /** A power of two. */
  private static final int KNOWN_IDS = 1 << 14;

  private final @Nullable KnownId[] knownIds = new KnownId[KNOWN_IDS];
  private int size;
  private byte[] text = new byte[256];
  private int[] ends = new int[16];
  private double[] longitudes = new double[16];
  private double[] latitudes = new double[16];
  private int[] zones = new int[16];
  private int[] slots = new int[64];
  private final List<String> zoneIds = new ArrayList<>(List.of(""));
  private final Map<String, Integer> zoneNumbers = new HashMap<>(Map.of("", 0));

  public FeatureTable() {
    Arrays.fill(slots, NONE);
  }

  /** The number of the feature with this id, which is added when new. */
  public int add(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    int known = find(bytes, 0, bytes.length);
    return known >= 0 ? known : append(bytes);
  }

  private int append(byte[] id) {
    if (size == zones.length) {
      int room = size + (size >> 1);
      ends = Arrays.copyOf(ends, room);
      longitudes = Arrays.copyOf(longitudes, room);
      latitudes = Arrays.copyOf(latitudes, room);
      zones = Arrays.copyOf(zones, room);
    }
    int start = start(size);
    if (start + id.length > text.length) {
      text = Arrays.copyOf(text, Math.max(start + id.length, text.length + (text.length >> 1)));
    }
    System.arraycopy(id, 0, text, start, id.length);
    ends[size] = start + id.length;
    longitudes[size] = Double.NaN;
    latitudes[size] = Double.NaN;
    size++;
    if (size * 2L > slots.length) {
      rehash(slots.length * 2);
    } else {
      slots[freeSlot(id, 0, id.length)] = size - 1;
    }
    return size - 1;
  }

  private void rehash(int room) {
    slots = new int[room];
    Arrays.fill(slots, NONE);
    for (int i = 0; i < size; i++) {
      slots[freeSlot(text, start(i), ends[i])] = i;
    }
  }

  private int freeSlot(byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to) & (slots.length - 1);
    while (slots[slot] != NONE) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /** Says where the feature lies; a position that is not plausible is remembered as such. */
  public void place(int feature, Position position) {
    boolean plausible = position.isPlausible();
    longitudes[feature] = plausible ? position.longitude() : NOWHERE;
    latitudes[feature] = plausible ? position.latitude() : NOWHERE;
  }

  /** Says in which zone ("layer/id") the feature lies. */
  public void zone(int feature, String zone) {
    zones[feature] =
        zoneNumbers.computeIfAbsent(
            zone,
            id -> {
              zoneIds.add(id);
              return zoneIds.size() - 1;
            });
  }

  public int size() {
    return size;
  }

  /** The number of the feature whose id has these bytes, or -1. */
  public int find(byte[] bytes, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash(bytes, from, to) & mask;
    while (slots[slot] != NONE) {
      int feature = slots[slot];
      if (Arrays.equals(text, start(feature), ends[feature], bytes, from, to)) {
        return feature;
      }
      slot = (slot + 1) & mask;
    }
    return NONE;
  }

  /** The number of the feature with this id, or -1. */
  public int find(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length);
  }

  /** Its id; of those asked for lately the same object, for hashing and encoding go by it. */
  public String id(int feature) {
    int slot = feature & (KNOWN_IDS - 1);
    var known = knownIds[slot];
    if (known == null || known.feature != feature) {
      int start = start(feature);
      known =
          new KnownId(
              feature, new String(text, start, ends[feature] - start, StandardCharsets.UTF_8));
      knownIds[slot] = known;
    }
    return known.id;
  }

  /** Immutable, so that readers on several threads may share the cache. */
  private record KnownId(int feature, String id) {}

  /** Where the feature lies, null when nobody said, or said something impossible. */
  public @Nullable Position position(int feature) {
    return Double.isFinite(longitudes[feature])
        ? new Position(longitudes[feature], latitudes[feature])
        : null;
  }

  /** True when its placement is outside of the world or at 0,0. */
  public boolean isMisplaced(int feature) {
    return longitudes[feature] == NOWHERE;
  }

  public boolean isPlaced(int feature) {
    return !Double.isNaN(longitudes[feature]);
  }

  public String zone(int feature) {
    return zoneIds.get(zones[feature]);
  }

  private int start(int feature) {
    return feature == 0 ? 0 : ends[feature - 1];
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    // The finalizer of MurmurHash3: ids that differ in their last digits must not lie side by side.
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }
}
