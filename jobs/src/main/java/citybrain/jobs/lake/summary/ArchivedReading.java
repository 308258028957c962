package citybrain.jobs.lake.summary;

/** What a summary needs of one archived observation; reused from row to row. */
public final class ArchivedReading {
  String property = "";
  String zone = "";
  long phenomenonMillis;
  public double result;

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
}
