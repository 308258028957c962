package citybrain.aggregation;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long windows wait, in milliseconds of event time. Only the retention decides what is in a
 * window; the others decide when its sums are shown.
 *
 * @param delay event time to wait after a window's end
 * @param retention event time for which a reading can revise a window, by the clock of its feed
 * @param hold event time by which a feed may be behind another and is still waited for
 * @param idle how many checkpoints without news until what has come is shown, whatever is missing
 */
public record WindowTimes(long delay, long retention, long hold, int idle) implements Serializable {

  public static WindowTimes of(Duration delay, Duration retention, Duration hold, int idle) {
    return new WindowTimes(delay.toMillis(), retention.toMillis(), hold.toMillis(), idle);
  }
}
