package citybrain.aggregation;

import java.util.Map;
import java.util.TreeMap;

/**
 * The stretches of event time whose windows were published and forgotten: what comes for them now
 * cannot revise anything. Ever so many stretches are kept; beyond that, near ones become one.
 */
public final class Forgotten {

  private static final int STRETCHES = 16;

  /** End by start, apart from one another, epoch milliseconds. */
  private final TreeMap<Long, Long> stretches = new TreeMap<>();

  /** Whether the window with this end is among them. */
  public boolean contains(long end) {
    var before = stretches.lowerEntry(end);
    return before != null && end <= before.getValue();
  }

  public void add(long from, long to) {
    long start = from;
    long end = to;
    for (var near = stretches.floorEntry(end);
        near != null && near.getValue() >= start;
        near = stretches.floorEntry(end)) {
      start = Math.min(start, near.getKey());
      end = Math.max(end, near.getValue());
      stretches.remove(near.getKey());
    }
    stretches.put(start, end);
    while (stretches.size() > STRETCHES) {
      joinNearest();
    }
  }

  private void joinNearest() {
    long gap = Long.MAX_VALUE;
    long left = 0;
    long right = 0;
    Map.Entry<Long, Long> before = stretches.firstEntry();
    for (var after : stretches.tailMap(before.getKey(), false).entrySet()) {
      if (after.getKey() - before.getValue() < gap) {
        gap = after.getKey() - before.getValue();
        left = before.getKey();
        right = after.getKey();
      }
      before = Map.entry(after.getKey(), after.getValue());
    }
    stretches.put(left, stretches.remove(right));
  }

  /** End by start. */
  public Map<Long, Long> stretches() {
    return stretches;
  }
}
