package citybrain.transport.gtfs;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls of all trips in the order they leave each stop, by route and direction; so that the
 * trip before a trip is found. 12 bytes a call. Trips of the service day before, which run beyond
 * its midnight, are not looked at. Trips that run every few minutes are not among them, for their
 * times are only a pattern: they are looked at by themselves.
 */
public final class ScheduledHeadways {

  /** Some vehicle passes in between, and nobody says when. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final GtfsSchedule schedule;
  private final StopTimes times;
  private final int[] rows;
  private final int[] places;
  private final int[] trips;
  private final BitSet firsts = new BitSet();
  private final Map<Long, Mixed> mixed = new HashMap<>();

  /**
   * A route, direction and stop at which trips call that run every few minutes.
   *
   * @param from the first place of its other calls
   * @param to behind the last
   * @param frequent the calls of those trips
   */
  private record Mixed(int from, int to, Ints frequent) {}

  public ScheduledHeadways(GtfsSchedule schedule) {
    this.schedule = schedule;
    times = schedule.stopTimes();
    var frequencies = schedule.frequencies();
    trips = new int[times.rows()];
    for (int trip = 0; trip < schedule.trips().size(); trip++) {
      Arrays.fill(trips, times.first(trip), times.end(trip), trip);
    }
    var groups = groups();
    var starts = new int[Arrays.stream(groups).max().orElse(-1) + 2];
    int timed = 0;
    for (int row = 0; row < groups.length; row++) {
      if (!frequencies.has(trips[row])) {
        starts[groups[row] + 1]++;
        timed++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    var next = starts.clone();
    var keys = new long[timed];
    for (int row = 0; row < groups.length; row++) {
      int group = groups[row];
      if (frequencies.has(trips[row])) {
        mixed
            .computeIfAbsent(
                key(row), key -> new Mixed(starts[group], starts[group + 1], new Ints()))
            .frequent
            .add(row);
      } else {
        keys[next[group]++] = ((long) times.departure(row) << 32) | row;
      }
    }
    for (int group = 0; group < starts.length - 1; group++) {
      Arrays.sort(keys, starts[group], starts[group + 1]);
      firsts.set(starts[group]);
    }
    rows = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    places = new int[times.rows()];
    for (int place = 0; place < rows.length; place++) {
      places[rows[place]] = place;
    }
  }

  /** Numbers each route, direction and stop that is called at. */
  private int[] groups() {
    var numbers = new HashMap<Long, Integer>();
    var groups = new int[times.rows()];
    for (int row = 0; row < groups.length; row++) {
      var known = numbers.putIfAbsent(key(row), numbers.size());
      groups[row] = known == null ? numbers.size() - 1 : known;
    }
    return groups;
  }

  private long key(int row) {
    long line = 16L * schedule.routeOf(trips[row]) + schedule.directionOf(trips[row]) + 1;
    return (line << 32) | times.stop(row);
  }

  /**
   * Seconds between the departure of this call and that of the vehicle before on this service day,
   * by the timetable; {@link GtfsSchedule#NONE} for the first of the day, for a call without a
   * time, and where vehicles pass in between that have no timetable.
   */
  public int before(int row, LocalDate day) {
    int departure = times.departure(row);
    if (departure < 0) {
      return GtfsSchedule.NONE;
    }
    int earlier = timedBefore(places[row], firstOfGroup(places[row]), row, departure, day);
    var group = mixed.isEmpty() ? null : mixed.get(key(row));
    return between(
        departure,
        group == null
            ? earlier
            : lastBefore(group, earlier, row, GtfsSchedule.NONE, departure, day));
  }

  /**
   * The same for a run of a trip of {@code frequencies.txt}. Where departures are not exact it is
   * what the table says, unless other trips of the line call there within that time.
   *
   * @param period the row of {@code frequencies.txt}
   * @param start when the run begins, seconds into the service day
   */
  public int before(int row, int period, int start, LocalDate day) {
    var group = mixed.get(key(row));
    int offset = offset(row);
    if (group == null || offset == GtfsSchedule.NONE) {
      return GtfsSchedule.NONE;
    }
    int departure = start + offset;
    int earlier = timedBefore(group.to, group.from, row, departure, day);
    var frequencies = schedule.frequencies();
    if (frequencies.isExact(period)) {
      return between(departure, lastBefore(group, earlier, row, start, departure, day));
    }
    int headway = frequencies.headway(period);
    int alone = departure - headway;
    int last = lastBefore(group, Math.max(alone, earlier), row, start, departure, day);
    return last == alone ? headway : GtfsSchedule.NONE;
  }

  private static int between(int departure, int earlier) {
    return earlier == UNKNOWN || earlier == GtfsSchedule.NONE
        ? GtfsSchedule.NONE
        : departure - earlier;
  }

  private int firstOfGroup(int place) {
    return firsts.previousSetBit(place);
  }

  /** The last departure of another timed trip before this place and second. */
  private int timedBefore(int place, int first, int row, int departure, LocalDate day) {
    for (int at = place - 1; at >= first; at--) {
      int other = rows[at];
      int earlier = times.departure(other);
      if (earlier >= 0
          && earlier < departure
          && trips[other] != trips[row]
          && schedule.runsOn(trips[other], day)) {
        return earlier;
      }
    }
    return GtfsSchedule.NONE;
  }

  /**
   * The last departure when trips that run every few minutes are looked at as well.
   *
   * @param start of the run itself, {@link GtfsSchedule#NONE} for a timed trip
   */
  private int lastBefore(
      Mixed group, int earlier, int row, int start, int departure, LocalDate day) {
    var frequencies = schedule.frequencies();
    int last = earlier;
    for (int i = 0; i < group.frequent.size(); i++) {
      int other = group.frequent.at(i);
      int trip = trips[other];
      int offset = offset(other);
      if (offset == GtfsSchedule.NONE || !schedule.runsOn(trip, day)) {
        continue;
      }
      for (int period = frequencies.first(trip); period < frequencies.end(trip); period++) {
        if (trip == trips[row] && !frequencies.isExact(period)) {
          continue; // its own headway
        }
        int begins = frequencies.lastBefore(period, departure - offset);
        if (trip == trips[row] && begins == start) {
          begins = frequencies.before(period, begins); // not itself, on a loop
        }
        if (begins == GtfsSchedule.NONE) {
          continue;
        }
        int passes = begins + offset;
        if (frequencies.isExact(period)) {
          last = Math.max(last, passes);
        } else if (passes + frequencies.headway(period) > last) {
          return UNKNOWN; // within one of its headways, nobody knows when
        }
      }
    }
    return last;
  }

  /** Seconds from the beginning of the trip to this call; {@link GtfsSchedule#NONE} when open. */
  private int offset(int row) {
    int begins = times.departure(times.first(trips[row]));
    int departure = times.departure(row);
    return begins < 0 || departure < begins ? GtfsSchedule.NONE : departure - begins;
  }
}
