package citybrain.jobs.lake;

/** What a summary needs of one archived observation; reused from row to row. */
final class Reading {
  String property = "";
  String zone = "";
  long phenomenonMillis;
  double result;

  /** NaN where the observation has no position. */
  double longitude = Double.NaN;

  double latitude = Double.NaN;
}
