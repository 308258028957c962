package citybrain.observation;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Which readings do not hold any more because others among them correct them. */
public final class Corrections {

  private Corrections() {}

  /** Two vehicles may tell of one stop at one time: what tells it belongs to the series. */
  private record Told(SeriesKey series, String procedure) {}

  /**
   * The places of readings that are taken back by one behind them.
   *
   * @param readings all of one phenomenon time, in the order in which they were told
   * @param isCorrection whether the reading at a place corrects another
   */
  public static BitSet takenBack(List<Observation> readings, IntPredicate isCorrection) {
    var takenBack = new BitSet(readings.size());
    var corrected = new HashSet<Told>();
    for (int i = readings.size() - 1; i >= 0; i--) {
      var one = readings.get(i);
      var told = new Told(one.series(), one.procedure());
      takenBack.set(i, corrected.contains(told));
      if (isCorrection.test(i)) {
        corrected.add(told);
      }
    }
    return takenBack;
  }
}
