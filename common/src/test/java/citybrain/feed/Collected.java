package citybrain.feed;

import citybrain.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An outlet that keeps everything, and holds every feed to the law of conservation. */
public final class Collected implements Outlet {

  public final List<Observation> observations = new ArrayList<>();
  public final List<Rejected> rejected = new ArrayList<>();
  public int records;
  private int observationsBefore;
  private int rejectedBefore;

  /** What one feed makes of one message. */
  public static Collected of(Feed feed, RawMessage message) {
    var collected = new Collected();
    feed.decode(message, collected);
    if (collected.records == 0
        && collected.observations.isEmpty()
        && collected.rejected.size() == 1) {
      return collected; // a message in which no record could be found
    }
    if (collected.observations.size() != collected.observationsBefore
        || collected.rejected.size() != collected.rejectedBefore) {
      throw new AssertionError("values after the last record");
    }
    return collected;
  }

  @Override
  public void observation(Observation observation) {
    observations.add(observation);
  }

  @Override
  public void rejected(Rejected refusal) {
    rejected.add(refusal);
  }

  @Override
  public void record(int values) {
    int read = observations.size() - observationsBefore;
    int refused = rejected.size() - rejectedBefore;
    boolean byValue = values == read + refused;
    boolean asWhole = values == 0 && read == 0 && refused == 1;
    if (!byValue && !asWhole) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "a record of %d values became %d observations and %d rejections",
              values,
              read,
              refused));
    }
    observationsBefore = observations.size();
    rejectedBefore = rejected.size();
    records++;
  }

  public List<Reason> reasons() {
    return rejected.stream().map(Rejected::reason).toList();
  }
}
