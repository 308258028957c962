package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;

/**
 * A feed whose origin stops on two days of three for some minutes. Half of these pauses leave a
 * hole; after the others all that was held back comes at once.
 */
public record PausingFeed(TimedFeed feed, Chance chance) implements TimedFeed {

  private static final long DAY_MILLIS = 86_400_000;
  private static final long LEAST_MILLIS = 12 * 60_000;
  private static final long MOST_MILLIS = 45 * 60_000;

  private static final double DAYS_WITH_PAUSE = 0.67;

  private static final double HOLES = 0.5;

  /** A pause, epoch milliseconds. */
  public record Pause(long from, long to, boolean hole) {}

  @Override
  public long arrival(long tick, int part) {
    long arrival = feed.arrival(tick, part);
    if (arrival == NEVER) {
      return NEVER;
    }
    var pause = pause(chance, dayOf(arrival));
    if (arrival < pause.from() || arrival >= pause.to()) {
      return arrival;
    }
    return pause.hole() ? NEVER : pause.to() + Math.floorMod(chance.bits(part, tick), 5000L);
  }

  /** By which day a time counts, epoch milliseconds. */
  public static long dayOf(long time) {
    return Math.floorDiv(time, DAY_MILLIS);
  }

  /** That of a day by this chance; one that lasts no time when there is none. */
  public static Pause pause(Chance chance, long day) {
    double lasts =
        chance.uniform(day, 1) < DAYS_WITH_PAUSE
            ? chance.between(LEAST_MILLIS, MOST_MILLIS, day, 2)
            : 0;
    long from = day * DAY_MILLIS + (long) chance.between(0, DAY_MILLIS - MOST_MILLIS, day, 3);
    return new Pause(from, from + (long) lasts, chance.uniform(day, 4) < HOLES);
  }

  @Override
  public String name() {
    return feed.name();
  }

  @Override
  public long period() {
    return feed.period();
  }

  @Override
  public long longestDelay() {
    return feed.longestDelay() + MOST_MILLIS / 1000 + 5;
  }

  @Override
  public int parts() {
    return feed.parts();
  }

  @Override
  public String source(long tick, int part) {
    return feed.source(tick, part);
  }

  @Override
  public boolean isWhole() {
    return feed.isWhole();
  }

  @Override
  public int write(long tick, int part, Text out) {
    return feed.write(tick, part, out);
  }
}
