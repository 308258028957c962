package citybrain.reports;

import java.util.Locale;

/** The stretch of local time that a row is about. */
public enum Span {
  HOUR,
  DAY,
  MONTH,
  YEAR,
  PERIOD;

  /** The word in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
