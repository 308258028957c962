package citybrain.local.command;

import citybrain.feed.Outlet;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.local.view.FeedCheckText;
import citybrain.observation.Observation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What became of the records of a sample. */
final class FeedCheck implements Outlet {

  /** They were read; the origin says again what it said long ago. */
  private static final Set<Reason> STANDS_STILL =
      EnumSet.of(Reason.STALE_VEHICLE, Reason.FEED_UNCHANGED);

  private final List<Observation> observations = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private int records;
  private int silent;
  private int refused;
  private int whole;
  private int observationsBefore;
  private int rejectedBefore;

  @Override
  public void observation(Observation observation) {
    observations.add(observation);
  }

  @Override
  public void rejected(Rejected refusal) {
    rejected.add(refusal);
    if (refusal.line() == 0) { // a message in which no record could be found
      whole++;
      rejectedBefore++;
    }
  }

  @Override
  public void record(int values) {
    records++;
    boolean isObserved = observations.size() > observationsBefore;
    boolean isRefused = rejected.size() > rejectedBefore;
    silent += isObserved || isRefused ? 0 : 1;
    refused += isRefused && !isObserved && !isStanding() ? 1 : 0;
    observationsBefore = observations.size();
    rejectedBefore = rejected.size();
  }

  private boolean isStanding() {
    return rejected.subList(rejectedBefore, rejected.size()).stream()
        .allMatch(one -> STANDS_STILL.contains(one.reason()));
  }

  FeedCheckText.Outcome view(FeedCheckText.About about) {
    return new FeedCheckText.Outcome(
        observations, rejected, records, silent, refusedPercent(), about);
  }

  /**
   * The share of the records that became nothing but refusals; all when there is none. A message
   * that was refused as a whole counts as a record; what the origin only repeats was not refused.
   */
  double refusedPercent() {
    return records + whole == 0 ? 100 : 100.0 * (refused + whole) / (records + whole);
  }

  /**
   * @param mostRefused the largest share of the records that may be refused, in percent
   */
  boolean isWell(double mostRefused) {
    return !observations.isEmpty() && refusedPercent() <= mostRefused;
  }
}
