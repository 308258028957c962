package citybrain.observation;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Which readings do not hold any more because others among them correct them. */
public final class Corrections {

  private Corrections() {}

  /**
   * The places of readings that are taken back by one behind them.
   *
   * @param readings all of one phenomenon time, in the order in which they were told
   * @param isCorrection whether the reading at a place corrects another
   */
  public static BitSet takenBack(List<Observation> readings, IntPredicate isCorrection) {
    var taken = new BitSet(readings.size());
    for (int later = 1; later < readings.size(); later++) {
      if (isCorrection.test(later)) {
        for (int earlier = 0; earlier < later; earlier++) {
          if (isSame(readings.get(earlier), readings.get(later))) {
            taken.set(earlier);
          }
        }
      }
    }
    return taken;
  }

  /** Two vehicles may tell of one stop at one time: what tells it belongs to the series. */
  private static boolean isSame(Observation one, Observation other) {
    return one.property() == other.property()
        && one.feature().equals(other.feature())
        && one.feed().equals(other.feed())
        && one.procedure().equals(other.procedure())
        && one.city().equals(other.city());
  }
}
