package citybrain.local.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * What goes wrong between a city and its topic, for recordings that are too well-behaved: a feed is
 * held up and comes all at once, one is dead and given up and comes back, one has a clock that is
 * behind, so that it speaks of the future; messages come late, and again. Decided by a seed.
 *
 * @param heldFrom from here on the held feed waits, epoch milliseconds
 * @param heldUntil when all of it comes at once
 */
record Disturbance(
    String held, long heldFrom, long heldUntil, String dead, String skewed, long seed) {

  /** What is sure to be late for some rule and not for all windows. */
  private static final int LONGEST_DELAY = 40 * 60_000;

  private static final int BEHIND = 4 * 60_000;
  private static final int DELAYED_ONE_IN = 25;
  private static final int REPEATED_ONE_IN = 30;
  private static final int SKEWED_ONE_IN = 5;

  /** That a dead sender is dead is noticed after this share of its silence. */
  private static final int NOTICED = 2;

  /** Chooses its victims among the feeds of a recording. */
  static Disturbance of(List<Sent> sent, long seed) {
    var feeds = new ArrayList<>(new TreeSet<>(sent.stream().map(Sent::feed).toList()));
    int first = new Random(seed).nextInt(feeds.size());
    long begin = sent.get(0).at();
    long span = sent.get(sent.size() - 1).at() - begin;
    return new Disturbance(
        feeds.get(first),
        begin + span / 4,
        begin + span * 3 / 4,
        feeds.get((first + 1) % feeds.size()),
        feeds.get((first + 2) % feeds.size()),
        seed);
  }

  /** Whether this feed says nothing at this time, not even that it lives. */
  boolean isDead(String feed, long at) {
    return feed.equals(dead) && !feed.equals(held) && at >= heldFrom && at < heldUntil;
  }

  /** When the dead feed is given up. */
  long givenUpAt() {
    return heldFrom + (heldUntil - heldFrom) / NOTICED;
  }

  /** What reaches the topic, in the order in which it does. */
  List<Sent> over(List<Sent> sent) {
    var chance = new Random(seed);
    var all = new ArrayList<Sent>();
    for (var one : sent) {
      // Drawn for each, so that what befalls one message does not depend on others.
      boolean delayed = chance.nextInt(DELAYED_ONE_IN) == 0;
      boolean repeated = chance.nextInt(REPEATED_ONE_IN) == 0;
      boolean isSkewed = chance.nextInt(SKEWED_ONE_IN) == 0 && one.feed().equals(skewed);
      int delay = chance.nextInt(LONGEST_DELAY);
      if (isDead(one.feed(), one.at())) {
        continue;
      }
      if (one.feed().equals(held) && one.at() >= heldFrom && one.at() < heldUntil) {
        all.add(one.at(heldUntil));
      } else if (isSkewed) {
        all.add(one.skewed(BEHIND));
      } else {
        all.add(delayed ? one.at(one.at() + delay) : one);
      }
      if (repeated) {
        all.add(one.at(one.at() + delay));
      }
    }
    all.sort(Sent.ORDER);
    return all;
  }
}
