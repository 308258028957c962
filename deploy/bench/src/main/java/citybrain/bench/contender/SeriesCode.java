package citybrain.bench.contender;

import citybrain.observation.ObservedProperty;

/**
 * What is summed together, as a number: values of one property that were measured, or those of it
 * that nobody measured.
 */
final class SeriesCode {

  private static final int ESTIMATED = 1 << 6;

  /** All are less. */
  static final int END = 2 * ESTIMATED;

  private SeriesCode() {}

  static int of(ObservedProperty property, boolean isMeasured) {
    return of(property.code(), isMeasured);
  }

  /**
   * @param code of the property
   */
  static int of(int code, boolean isMeasured) {
    if (code >= ESTIMATED) {
      throw new IllegalStateException("more properties than there is room for");
    }
    return isMeasured ? code : code | ESTIMATED;
  }

  static ObservedProperty property(int code) {
    return ObservedProperty.find(code & ~ESTIMATED).orElseThrow();
  }

  static boolean isMeasured(int code) {
    return (code & ESTIMATED) == 0;
  }
}
