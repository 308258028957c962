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
}
