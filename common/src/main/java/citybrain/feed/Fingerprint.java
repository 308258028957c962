package citybrain.feed;

/**
 * 64-bit fingerprints that are the same in every JVM; used where a collision costs one reading in
 * about 2^60.
 */
final class Fingerprint {

  private Fingerprint() {}

  static long of(String text, int number) {
    long hash = 0xCBF29CE484222325L ^ number;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash, text.length());
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over both words. */
  static long mix(long left, long right) {
    long z = left * 0x9E3779B97F4A7C15L + right;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
