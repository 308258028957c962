package citybrain.synthetic;

/** The columns of one wide table: a value per feature and tick, behind the time stamp. */
interface Columns {

  int features();

  String name(int feature);

  double value(long tick, int feature);

  int decimals();
}
