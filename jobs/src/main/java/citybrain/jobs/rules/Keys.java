package citybrain.jobs.rules;

import citybrain.detection.Key;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.wire.FeatureNames;
import org.jspecify.annotations.Nullable;

/**
 * Keys of readings: the same text for the same key, where it was made before, so that what is kept
 * under it is found without comparing letters. All rules of a process share them, up to a bound.
 */
final class Keys {

  private static final int BITS = 16;

  /**
   * Shared without locks: what another thread has put here is seen whole or not yet, for its fields
   * are final.
   */
  private static final Known[] KNOWN = new Known[1 << BITS];

  /** A key, and all that any kind of key is made of. */
  record Known(Key by, int hint, ObservedProperty property, FeatureNames names, String key) {

    private boolean isFound(Key kind, int by) {
      return this.by == kind && hint == by;
    }
  }

  private Keys() {}

  /** Of readings whose keys are alike, mostly of them alone. */
  static int hint(Observation reading) {
    int hash = 31 * reading.feature().hashCode() + reading.feed().hashCode();
    return 31 * hash + reading.property().number();
  }

  /** What the readings with this hint are likely to be of. */
  static @Nullable Known find(Key by, int hint) {
    int slot = slot(by, hint);
    var known = KNOWN[slot];
    if (known == null || !known.isFound(by, hint)) {
      known = KNOWN[slot ^ 1];
    }
    return known != null && known.isFound(by, hint) ? known : null;
  }

  /**
   * The key of a reading.
   *
   * @param known what it is likely to be of
   * @param names those that it was decoded with
   */
  static String of(
      Key by, int hint, @Nullable Known known, @Nullable FeatureNames names, Observation reading) {
    if (known != null && known.names == names && known.property == reading.property()) {
      return known.key;
    }
    var key = by.of(reading);
    if (names != null) {
      // Two of one slot have a place each.
      int slot = slot(by, hint);
      KNOWN[slot ^ 1] = KNOWN[slot];
      KNOWN[slot] = new Known(by, hint, reading.property(), names, key);
    }
    return key;
  }

  private static int slot(Key by, int hint) {
    // Hashes of names that count up lie close together.
    return ((hint ^ by.name().hashCode()) * 0x9E3779B9) >>> (Integer.SIZE - BITS);
  }
}
