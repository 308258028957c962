package citybrain.local.command;

import citybrain.feed.Outlet;
import citybrain.feed.Rejected;
import citybrain.local.view.FeedCheckText;
import citybrain.observation.Observation;
import java.util.ArrayList;
import java.util.List;

/** What became of the lines of a sample. */
final class FeedCheck implements Outlet {

  private final List<Observation> observations = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private int records;
  private int silent;
  private int before;

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
    records++;
    int now = observations.size() + rejected.size();
    silent += now == before ? 1 : 0;
    before = now;
  }

  FeedCheckText.Outcome view() {
    return new FeedCheckText.Outcome(observations, rejected, records, silent);
  }

  boolean isWell() {
    return !observations.isEmpty() && rejected.isEmpty();
  }
}
