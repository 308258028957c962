package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;

/** A sensor may be down for three hours for reasons of its own, one in three hundred at a time. */
public record SensorOutages(Chance chance) {

  public static final long SECONDS = 3 * 3600;

  private static final double SHARE = 0.003;

  /**
   * Whether it is down in this watch.
   *
   * @param watch so many times three hours after 1970
   */
  public boolean isDown(int feature, long watch) {
    return chance.uniform(-3L - feature, watch) < SHARE;
  }
}
