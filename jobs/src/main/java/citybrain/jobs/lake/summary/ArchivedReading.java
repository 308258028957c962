package citybrain.jobs.lake.summary;

import citybrain.geo.Position;
import citybrain.observation.Quality;
import org.jspecify.annotations.Nullable;

/** What a summary needs of one archived observation; reused from row to row. */
public final class ArchivedReading {

  private static final String ESTIMATED = Quality.ESTIMATED.name();
  private static final String SUSPECT = Quality.SUSPECT.name();

  public String property = "";
  public String zone = "";
  public long phenomenonMillis;
  public double result;

  public String quality = "";

  /** NaN where the observation has no position. */
  double longitude = Double.NaN;

  double latitude = Double.NaN;

  public String feed = "";
  public String feature = "";

  /** Read only where it is asked for, or where there are corrections. */
  String procedure = "";

  // The rest is read only where there are corrections, or readings that came late.
  long resultMillis;

  /** The value it corrects; NaN where it is none. */
  double replaces = Double.NaN;

  /** The quality of that; empty where it is none, or the file does not say. */
  String replacesQuality = "";

  /** In degrees; NaN where the observation has no position. */
  public double longitude() {
    return longitude;
  }

  /** Likewise. */
  public double latitude() {
    return latitude;
  }

  /** The sensor or method; empty unless it was asked for. */
  public String procedure() {
    return procedure;
  }

  /** Null where the observation has none, or nobody asked. */
  public @Nullable Position position() {
    return Double.isNaN(longitude) ? null : new Position(longitude, latitude);
  }

  /** Whether a sensor has seen it. */
  public boolean isMeasured() {
    return isMeasured(quality);
  }

  static boolean isMeasured(String quality) {
    return !quality.equals(ESTIMATED);
  }

  /** Whether what was measured is in doubt. */
  static boolean isSuspect(String quality) {
    return quality.equals(SUSPECT);
  }
}
