package citybrain.transport.gtfs;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;

/**
 * The calls of all trips in the order they leave each stop, by route and direction; so that the
 * trip before a trip is found. 12 bytes a call. Trips of the service day before, which run beyond
 * its midnight, are not looked at.
 */
public final class ScheduledHeadways {

  private final GtfsSchedule schedule;
  private final int[] rows;
  private final int[] places;
  private final int[] trips;
  private final BitSet firsts = new BitSet();

  public ScheduledHeadways(GtfsSchedule schedule) {
    this.schedule = schedule;
    var times = schedule.stopTimes();
    var groups = groups(times);
    var starts = new int[Arrays.stream(groups).max().orElse(-1) + 2];
    for (int group : groups) {
      starts[group + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    var next = starts.clone();
    var keys = new long[groups.length];
    for (int row = 0; row < groups.length; row++) {
      keys[next[groups[row]]++] = ((long) times.departure(row) << 32) | row;
    }
    for (int group = 0; group < starts.length - 1; group++) {
      Arrays.sort(keys, starts[group], starts[group + 1]);
      firsts.set(starts[group]);
    }
    rows = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    places = new int[rows.length];
    for (int place = 0; place < rows.length; place++) {
      places[rows[place]] = place;
    }
    trips = new int[rows.length];
    for (int trip = 0; trip < schedule.trips().size(); trip++) {
      Arrays.fill(trips, times.first(trip), times.end(trip), trip);
    }
  }

  /** Numbers each route, direction and stop that is called at. */
  private int[] groups(StopTimes times) {
    var numbers = new HashMap<Long, Integer>();
    var groups = new int[times.rows()];
    for (int trip = 0; trip < schedule.trips().size(); trip++) {
      long line = 16L * schedule.routeOf(trip) + schedule.directionOf(trip) + 1;
      for (int row = times.first(trip); row < times.end(trip); row++) {
        long key = (line << 32) | times.stop(row);
        var known = numbers.putIfAbsent(key, numbers.size());
        groups[row] = known == null ? numbers.size() - 1 : known;
      }
    }
    return groups;
  }

  /**
   * Seconds between the departure of this call and that of the trip before on this service day;
   * {@link GtfsSchedule#NONE} for the first trip of the day and for a call without a time.
   */
  public int before(int row, LocalDate day) {
    var times = schedule.stopTimes();
    int departure = times.departure(row);
    for (int place = places[row]; departure >= 0 && !firsts.get(place); place--) {
      int other = rows[place - 1];
      int earlier = times.departure(other);
      if (earlier >= 0
          && earlier < departure
          && trips[other] != trips[row]
          && schedule.runsOn(trips[other], day)) {
        return departure - earlier;
      }
    }
    return GtfsSchedule.NONE;
  }
}
