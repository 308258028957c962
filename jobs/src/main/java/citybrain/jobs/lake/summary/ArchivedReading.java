package citybrain.jobs.lake.summary;

import citybrain.observation.Quality;

/** What a summary needs of one archived observation; reused from row to row. */
public final class ArchivedReading {

  private static final String ESTIMATED = Quality.ESTIMATED.name();

  String property = "";
  String zone = "";
  long phenomenonMillis;
  public double result;

  String quality = "";

  /** NaN where the observation has no position. */
  double longitude = Double.NaN;

  double latitude = Double.NaN;

  // The rest is read only where there are corrections.
  String feed = "";
  String feature = "";
  String procedure = "";
  long resultMillis;

  /** The value it corrects; NaN where it is none. */
  double replaces = Double.NaN;

  /** The quality of that; empty where it is none, or the file does not say. */
  String replacesQuality = "";

  /** Whether a sensor has seen it. */
  boolean isMeasured() {
    return !quality.equals(ESTIMATED);
  }
}
