package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;

/**
 * A sensor may be down for three hours for reasons of its own, one in three hundred at a time. Each
 * has its own watches, so that they do not fall silent together.
 */
public record SensorOutages(Chance chance) {

  public static final long SECONDS = 3 * 3600;

  private static final double SHARE = 0.003;

  /** When a watch of a sensor begins, epoch second. */
  public long begins(int feature, long watch) {
    return watch * SECONDS + chance.below((int) SECONDS, -4L - feature, -1);
  }

  /** In which watch of a sensor a time lies. */
  public long watch(int feature, long time) {
    return Math.floorDiv(time - begins(feature, 0), SECONDS);
  }

  public boolean isDown(int feature, long watch) {
    return chance.uniform(-3L - feature, watch) < SHARE;
  }
}
