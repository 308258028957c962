package citybrain.observation;

import java.util.Comparator;

/** An observation as it stands in the log. */
public record Stamped(Observation observation, Stamp stamp) {

  /**
   * The order in which readings of one key are judged: by phenomenon time, and what is of one time
   * as its origins said it. Offsets of two feeds cannot be compared, so their names are.
   */
  public static final Comparator<Stamped> ORDER =
      Comparator.comparing((Stamped one) -> one.observation().phenomenonTime())
          .thenComparing(one -> one.observation().feed())
          .thenComparingInt(one -> one.stamp().partition())
          .thenComparingLong(one -> one.stamp().offset())
          .thenComparingInt(one -> one.stamp().index());
}
