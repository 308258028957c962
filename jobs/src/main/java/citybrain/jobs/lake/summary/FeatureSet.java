package citybrain.jobs.lake.summary;

import java.util.List;
import java.util.function.IntFunction;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/** Features by their numbers in one file, each once; and as a sketch, which holds in all files. */
final class FeatureSet {

  /** Of the sketch: 2^12 registers of four bits. */
  static final int LG_K = 12;

  private static final int FIRST_ROOM = 4;

  private static final int[] NONE = {};

  /** Numbers plus one; zero where there is none. At most half of it is taken. None of a single. */
  private int[] slots = NONE;

  private int size;
  private int last = -1;

  void add(int feature) {
    if (feature == last) {
      return; // readings of one series lie together
    }
    if (size == 0) {
      size = 1;
      last = feature;
      return;
    }
    if (slots.length == 0) {
      slots = new int[FIRST_ROOM];
      put(slots, last);
    }
    last = feature;
    if (put(slots, feature) && 2 * ++size > slots.length) {
      var larger = new int[4 * slots.length];
      for (int taken : slots) {
        if (taken != 0) {
          put(larger, taken - 1);
        }
      }
      slots = larger;
    }
  }

  private static boolean put(int[] slots, int feature) {
    int slot = ((feature * 0x9E3779B9) >>> 7) & (slots.length - 1);
    while (slots[slot] != 0) {
      if (slots[slot] == feature + 1) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = feature + 1;
    return true;
  }

  void addAll(FeatureSet other) {
    if (other.size == 1) {
      add(other.last);
    }
    for (int taken : other.slots) {
      if (taken != 0) {
        add(taken - 1);
      }
    }
  }

  /** Empty when there is none. */
  byte[] sketch(IntFunction<String> names) {
    if (size == 0) {
      return new byte[0];
    }
    var sketch = new HllSketch(LG_K, TgtHllType.HLL_4);
    if (slots.length == 0) {
      sketch.update(names.apply(last));
    }
    for (int taken : slots) {
      if (taken != 0) {
        sketch.update(names.apply(taken - 1));
      }
    }
    return sketch.toCompactByteArray();
  }

  /** One sketch for several; empty when all are. */
  static byte[] union(List<byte[]> sketches) {
    var there = sketches.stream().filter(one -> one.length > 0).toList();
    if (there.size() < 2) {
      return there.isEmpty() ? new byte[0] : there.get(0);
    }
    var union = new Union(LG_K);
    there.forEach(one -> union.update(HllSketch.heapify(one)));
    return union.getResult(TgtHllType.HLL_4).toCompactByteArray();
  }

  /** How many features a sketch has seen. */
  static long estimate(byte[] sketch) {
    return sketch.length == 0 ? 0 : Math.round(HllSketch.heapify(sketch).getEstimate());
  }
}
