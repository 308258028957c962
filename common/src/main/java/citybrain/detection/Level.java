package citybrain.detection;

import citybrain.detection.BaselineFold.SlotDay;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the day from which on a series tells another unit, or lies on another level for good: in
 * nearly every half hour all days since lie above, or all below, all days before. It must have
 * stayed so for a week, for an incident of some days is no new level; of a younger change the
 * majority of days decides, as of an incident. The day of the change is of neither. In doubt
 * nothing is left out.
 */
final class Level {

  private static final int LONGEST_INCIDENT = 7;
  private static final double NEARLY_ALL = 0.95;

  /** More half hours than this that say otherwise are no few, even of all there are. */
  private static final double MOST_APART = (1 - NEARLY_ALL) * 2 * LocalSlot.HALF_HOURS;

  /** Half hours that must be known on both sides: half a day. */
  private static final int FEWEST_SLOTS = 24;

  /** Within one level, days differ by less than this share of the step between two. */
  private static final double WITHIN = 0.5;

  private Level() {}

  /** The first day of the level on which the series lies now; the first of all when it is one. */
  static int since(List<ArrayDeque<SlotDay>> slots) {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (var slot : slots) {
      if (!slot.isEmpty()) {
        first = Math.min(first, slot.getFirst().day());
        last = Math.max(last, slot.getLast().day());
      }
    }
    if (first > last) {
      return Integer.MIN_VALUE;
    }
    var days = new BitSet(last - first + 1);
    for (var slot : slots) {
      for (var one : slot) {
        days.set(one.day() - first);
      }
    }
    int candidate = days.previousSetBit(Math.max(-1, last - first - LONGEST_INCIDENT));
    for (; candidate >= 0; candidate = days.previousSetBit(candidate - 1)) {
      if (isStep(slots, first + candidate)) {
        return first + candidate + 1;
      }
    }
    return first;
  }

  private static boolean isStep(List<ArrayDeque<SlotDay>> slots, int day) {
    int shared = 0;
    int up = 0;
    int down = 0;
    for (var slot : slots) {
      var before = new Range();
      var after = new Range();
      for (var one : slot) {
        if (one.day() != day) {
          (one.day() < day ? before : after).add(one.median());
        }
      }
      if (before.count > 1 && after.count > 1) {
        shared++;
        up += isAbove(after, before) ? 1 : 0;
        down += isAbove(before, after) ? 1 : 0;
        if (shared - Math.max(up, down) > MOST_APART) {
          return false; // whatever the others say
        }
      }
    }
    return shared >= FEWEST_SLOTS && Math.max(up, down) >= NEARLY_ALL * shared;
  }

  private static boolean isAbove(Range high, Range low) {
    double step = (high.low + high.high) / 2 - (low.low + low.high) / 2;
    return high.low > low.high
        && high.high - high.low < WITHIN * step
        && low.high - low.low < WITHIN * step;
  }

  /** From the lowest to the highest of some days. */
  private static final class Range {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private int count;

    void add(double value) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      count++;
    }
  }
}
