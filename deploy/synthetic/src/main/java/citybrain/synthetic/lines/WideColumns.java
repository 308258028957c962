package citybrain.synthetic.lines;

/** The columns of one wide table: a value per feature and tick, behind the time stamp. */
public interface WideColumns {

  int features();

  String name(int feature);

  double value(long tick, int feature);

  int decimals();
}
