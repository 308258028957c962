package citybrain.transport;

import citybrain.detection.DayProfile;
import citybrain.observation.Observation;
import java.util.Locale;

/**
 * What a speed is held against: this hour when it is known, or else the intervals before.
 * Logarithms of speeds.
 *
 * @param isHour whether it is the hour
 * @param lowRatio share of it that is low
 */
record SpeedMeasure(boolean isHour, DayProfile.Usual usual, double lowRatio) {

  private static final SpeedMeasure NOTHING =
      new SpeedMeasure(false, new DayProfile.Usual(0, 0, 0, 0, 0, 0, ""), 0);

  /** Nothing is known. */
  static SpeedMeasure nothing() {
    return NOTHING;
  }

  /** The mean of the intervals before, and how far one of them lay from it. */
  static SpeedMeasure before(float[] intervals, double lowRatio) {
    double mean = 0;
    for (float one : intervals) {
      mean += one / intervals.length;
    }
    double off = 0;
    for (float one : intervals) {
      off = Math.max(off, Math.abs(one - mean));
    }
    var usual = new DayProfile.Usual(mean, off, intervals.length, 0, 0, 0, "");
    return new SpeedMeasure(false, usual, lowRatio);
  }

  /** In words, when an alert opens. */
  String opening(Observation speed) {
    if (!isHour) {
      return said(
          speed, usual.mean(), "was driven in the " + usual.readings() + " intervals before");
    }
    return said(speed, usual.mean(), hour());
  }

  private String hour() {
    var more = usual.readings() < Byte.MAX_VALUE ? "" : " or more";
    return "is usual for this link "
        + usual.when()
        + (" (" + usual.readings() + more + " readings)");
  }

  /**
   * In words while an alert is open.
   *
   * @param ordinary what it was held against when it was opened
   */
  String following(Observation speed, double ordinary) {
    return isHour
        ? said(speed, usual.mean(), hour())
        : said(speed, ordinary, "was ordinary before it began");
  }

  private static String said(Observation speed, double usual, String words) {
    return String.format(
        Locale.ROOT, "%.0f km/h where %.0f km/h %s", speed.result(), Math.exp(usual), words);
  }
}
