package citybrain.jobs.kafka;

import citybrain.observation.Domain;
import citybrain.wire.BlockLane;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How far the clock of one feed was when it was told last, by domain and lane. */
public final class ToldClocks {

  private final Map<Domain, long[]> told = new EnumMap<>(Domain.class);

  /** Whether this is later than what was told before, zero at first; it counts as told then. */
  public boolean isNews(Domain domain, BlockLane lane, long clock) {
    var lanes = told.computeIfAbsent(domain, d -> new long[lane.lanes()]);
    if (lanes.length < lane.lanes()) {
      lanes = Arrays.copyOf(lanes, lane.lanes());
      told.put(domain, lanes);
    }
    if (clock <= lanes[lane.lane()]) {
      return false;
    }
    lanes[lane.lane()] = clock;
    return true;
  }
}
