package citybrain.synthetic.chance;

/**
 * Chance without memory: a number depends only on the key and its two coordinates (entity, tick),
 * so any moment of any series is computed directly. SplitMix64 finalizers, a few nanoseconds each.
 */
public record Chance(long key) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  /** An independent source of chance for one purpose. */
  public Chance branch(String purpose) {
    long name = 0;
    for (int i = 0; i < purpose.length(); i++) {
      name = name * 1_000_003 + purpose.charAt(i);
    }
    return new Chance(bits(name, GOLDEN));
  }

  public long bits(long entity, long tick) {
    return mix(mix(key + entity * GOLDEN) + tick * 0xC2B2AE3D27D4EB4FL);
  }

  /** Even in [0, 1). */
  public double uniform(long entity, long tick) {
    return (bits(entity, tick) >>> 11) * UNIT;
  }

  public double between(double low, double high, long entity, long tick) {
    return low + (high - low) * uniform(entity, tick);
  }

  /** Even over 0 .. size-1. */
  public int below(int size, long entity, long tick) {
    return (int) (uniform(entity, tick) * size);
  }

  /** Nearly normal, mean 0, deviation 1, within 3.5. */
  public double normal(long entity, long tick) {
    return normal(bits(entity, tick));
  }

  public static double normal(long bits) {
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum / 65536.0 - 2) * 1.7320508;
  }

  /** Slowly wandering between -1 and 1, with a new direction every {@code period} of time. */
  public double smooth(long entity, long time, long period) {
    long knot = Math.floorDiv(time, period);
    double way = Math.floorMod(time, period) / (double) period;
    double before = uniform(entity, knot);
    double after = uniform(entity, knot + 1);
    double eased = way * way * (3 - 2 * way);
    return 2 * (before + (after - before) * eased) - 1;
  }

  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
