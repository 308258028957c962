package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;

/**
 * When a part of a tick arrives: a tick ends, then the way to us takes a few seconds or minutes.
 */
public interface Delay {

  /** Epoch milliseconds. */
  long arrival(long tick, int part);

  /** Seconds from the beginning of a tick to the latest arrival. */
  long longest();

  /** Every part takes its own time between two bounds after the end of the phenomenon. */
  static Delay between(
      Chance chance, long period, long after, long leastSeconds, long mostSeconds) {
    return new Delay() {
      @Override
      public long arrival(long tick, int part) {
        long way = (long) chance.between(leastSeconds * 1000.0, mostSeconds * 1000.0, part, tick);
        return (tick * period + after) * 1000 + way;
      }

      @Override
      public long longest() {
        return after + mostSeconds + 1;
      }
    };
  }
}
