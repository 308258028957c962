package citybrain.synthetic.energy;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.lines.Delay;

/**
 * Meters report through concentrators, one message each. A few times a day one loses its uplink and
 * delivers everything two to three hours later. Its meters hang on many transformers, so this does
 * not look like an outage.
 */
public record Concentrators(int size, int latePerWatch, Chance chance) implements Delay {

  private static final int TICKS_PER_WATCH = 32;
  private static final int LEAST_TICKS = 8;
  private static final int MOST_TICKS = 12;
  private static final long LEAST_MILLIS = 60_000;
  private static final long MOST_MILLIS = 240_000;

  @Override
  public long arrival(long tick, int concentrator) {
    long watch = Math.floorDiv(tick, TICKS_PER_WATCH);
    int now = Math.floorMod(tick, TICKS_PER_WATCH);
    for (int i = 0; i < latePerWatch; i++) {
      if (chance.below(size, i, 4 * watch) == concentrator) {
        int length = LEAST_TICKS + chance.below(MOST_TICKS - LEAST_TICKS + 1, i, 4 * watch + 1);
        int first = chance.below(TICKS_PER_WATCH - length + 1, i, 4 * watch + 2);
        if (now >= first && now < first + length) {
          long back = (watch * TICKS_PER_WATCH + first + length) * Power.PERIOD * 1000;
          return back + LEAST_MILLIS + 2000L * (now - first);
        }
      }
    }
    double way = chance.between(LEAST_MILLIS, MOST_MILLIS, -1L - concentrator, tick);
    return (tick + 1) * Power.PERIOD * 1000 + (long) way;
  }

  @Override
  public long longest() {
    return (MOST_TICKS + 1) * Power.PERIOD + MOST_MILLIS / 1000;
  }
}
