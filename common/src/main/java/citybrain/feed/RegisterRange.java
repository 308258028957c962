package citybrain.feed;

import citybrain.observation.ObservedProperty;

/**
 * A register that counts up (IEC 61968-9 and ESPI: accumulation behaviour "bulk quantity" or
 * "cumulative"), of which the differences are what its property means.
 *
 * @param property in whose unit the rest is
 * @param rollover where it begins again from zero; infinite when it never does
 * @param most it can count between two readings: a larger difference is a reset or an exchange
 */
public record RegisterRange(ObservedProperty property, double rollover, double most) {

  /** Of what a register can count at all, between two readings, unless somebody says more. */
  private static final double USUAL_SHARE = 0.01;

  /** The most it counts between two readings when nobody says it. */
  public static double usualMost(ObservedProperty property, double rollover) {
    return USUAL_SHARE * Math.min(property.max(), rollover);
  }
}
