package citybrain.synthetic.contract;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What decides every byte of the synthetic city. Scale 1 is about 10,000 meters, 1,000 road links,
 * 30 DMAs and 24 districts; scale 500 is a city of 5 million meters.
 */
public record SyntheticSettings(long seed, double scale, Instant start, ZoneId zone) {

  private static final double LARGEST_SCALE = 2000;

  public SyntheticSettings {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "scale must be above 0 and at most " + LARGEST_SCALE + ", not " + scale);
    }
  }

  /** Seed 42, scale 1, from Monday 2025-03-10 00:00 in Berlin time. */
  public static SyntheticSettings defaults() {
    return new SyntheticSettings(
        42, 1, Instant.parse("2025-03-09T23:00:00Z"), ZoneId.of("Europe/Berlin"));
  }

  /** A part of the city that grows with the scale as {@code scale^exponent}. */
  public int grown(double atScaleOne, double exponent, int least) {
    return Math.max(least, (int) Math.round(atScaleOne * Math.pow(scale, exponent)));
  }

  /** How often the daily programme of incidents repeats: a large city has more of them. */
  public int incidentRepeat() {
    return Math.min(12, grown(1, 0.5, 1));
  }
}
