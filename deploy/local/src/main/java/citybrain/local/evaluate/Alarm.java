package citybrain.local.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * Rows over which an alert was open.
 *
 * @param from the row at which it is first known
 * @param to the row at which it is over, not of it
 * @param opens false for the rest of one that was cut
 * @param weight how much one of its rows says; 1 for that of an alert
 */
record Alarm(int from, int to, boolean opens, double weight) {

  Alarm(int from, int to, boolean opens) {
    this(from, to, opens, 1);
  }

  /** Which rows of a timeline are alarms. */
  static boolean[] painted(List<Alarm> alarms, int rows) {
    var painted = new boolean[rows];
    for (var alarm : alarms) {
      Arrays.fill(painted, alarm.from, Math.min(alarm.to, rows), true);
    }
    return painted;
  }
}
