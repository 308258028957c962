package citybrain.jobs.rules;

import citybrain.detection.Key;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;

/**
 * Keys of readings: the same text for the same key, where it was made before, so that what is kept
 * under it is found without comparing letters. All rules of a process share them, up to a bound.
 */
final class Keys {

  private static final int BITS = 16;
  private static final int MOST = 1 << BITS;

  /**
   * Shared without locks: what another thread has put here is seen whole or not yet, for its fields
   * are final.
   */
  private static final Made[] MADE = new Made[MOST];

  /** A key, and all that any kind of key is made of. */
  private record Made(
      Key by,
      ObservedProperty property,
      String feature,
      String zone,
      String feed,
      String city,
      String key) {

    boolean isFor(Key other, Observation reading) {
      return by == other
          && property == reading.property()
          && feature.equals(reading.feature())
          && zone.equals(reading.zone())
          && feed.equals(reading.feed())
          && city.equals(reading.city());
    }
  }

  private Keys() {}

  /**
   * The key of a reading.
   *
   * @param hash that of the key
   */
  static String of(Key by, Observation reading, int hash) {
    // Hashes of keys that count up lie close together.
    int slot = (hash * 0x9E3779B9) >>> (Integer.SIZE - BITS);
    var made = MADE[slot];
    if (made == null || !made.isFor(by, reading)) {
      made = MADE[slot ^ 1];
    }
    return made != null && made.isFor(by, reading) ? made.key : make(by, reading, slot);
  }

  /** Two of one slot have a place each. */
  private static String make(Key by, Observation reading, int slot) {
    var key = by.of(reading);
    MADE[slot ^ 1] = MADE[slot];
    MADE[slot] =
        new Made(
            by,
            reading.property(),
            reading.feature(),
            reading.zone(),
            reading.feed(),
            reading.city(),
            key);
    return key;
  }
}
