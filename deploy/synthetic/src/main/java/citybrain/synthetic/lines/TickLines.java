package citybrain.synthetic.lines;

/** The lines of one feed, one per feature and tick, sound and in time. */
public interface TickLines {

  /** The header line without its end. */
  String header();

  int features();

  /** Turns to a tick before its lines are written. */
  void turnTo(long tick);

  /** Appends the line of a feature, without its end; appends nothing when the feature is silent. */
  void write(long tick, int feature, Text out);
}
