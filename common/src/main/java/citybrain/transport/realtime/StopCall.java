package citybrain.transport.realtime;

import citybrain.feed.Reason;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.transport.gtfs.GtfsSchedule;
import citybrain.transport.gtfs.StopTimes;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run, as its {@code StopTimeUpdate}s tell them and as follows from those for the
 * stops that they leave out: a delay holds for the stops behind, over skipped ones, until the next
 * update or NO_DATA (GTFS Realtime, Trip Updates, "Stop Time Updates"). Moved from run to run.
 */
final class StopCall {

  private static final int STOP_SEQUENCE = 1;
  private static final int ARRIVAL = 2;
  private static final int DEPARTURE = 3;
  private static final int STOP_ID = 4;
  private static final int SCHEDULE_RELATIONSHIP = 5;

  private static final int SCHEDULED = 0;
  private static final int SKIPPED = 1;
  private static final int NO_DATA = 2;
  private static final int UNSCHEDULED = 3;

  private static final int NONE = GtfsSchedule.NONE;

  private final byte[] body;
  private final long now;
  private final long window;
  private final GtfsSchedule schedule;
  private final StopTimes times;
  private final TripRun run;
  private final EntityOutlet outlet;
  private final ProtoCursor fields;
  private final StopEvent arrival;
  private final StopEvent departure;
  private final StopEvent inferredArrival;
  private final StopEvent inferredDeparture;
  private int sequence;
  private int relationship;
  private int stopStart;
  private int stopEnd;

  /** The first row that no update has passed. */
  private int next;

  /** Whether a delay holds for the rows from there on, and which. */
  private boolean isCarried;

  private long carried;

  /** Calls before this moment are not inferred. */
  private long inferredFrom;

  private boolean isTimeRefused;
  private boolean isDelayRefused;

  StopCall(
      byte[] body, long now, long window, GtfsSchedule schedule, TripRun run, EntityOutlet outlet) {
    this.body = body;
    this.now = now;
    this.window = window;
    this.schedule = schedule;
    this.times = schedule.stopTimes();
    this.run = run;
    this.outlet = outlet;
    fields = new ProtoCursor(body);
    arrival = new StopEvent(body);
    departure = new StopEvent(body);
    inferredArrival = new StopEvent(body);
    inferredDeparture = new StopEvent(body);
  }

  /** Begins with the run as it is now. */
  void begin() {
    next = times.first(run.trip());
    isCarried = false;
    inferredFrom = now - window;
    isTimeRefused = false;
    isDelayRefused = false;
  }

  /**
   * A delay of the whole run, {@code TripUpdate.delay}: it holds until the first update.
   *
   * @param isAlone when there are updates as well, stops before the first are behind the vehicle:
   *     what was said of them was more exact
   */
  void carry(long delay, boolean isAlone) {
    isCarried = run.isTimed();
    carried = delay;
    inferredFrom = isAlone ? now - window : now;
  }

  /** Reads one update. */
  void read(ProtoCursor outer) {
    sequence = NONE;
    relationship = SCHEDULED;
    stopStart = 0;
    stopEnd = 0;
    arrival.clear();
    departure.clear();
    fields.into(outer);
    while (fields.next()) {
      switch (fields.field()) {
        case STOP_SEQUENCE -> sequence = (int) fields.number();
        case ARRIVAL -> arrival.read(fields);
        case DEPARTURE -> departure.read(fields);
        case STOP_ID -> {
          stopStart = fields.start();
          stopEnd = fields.stop();
        }
        case SCHEDULE_RELATIONSHIP -> relationship = (int) fields.number();
        default -> {
          // platforms and occupancy to come
        }
      }
    }
    refuseTimesBeyond(arrival);
    refuseTimesBeyond(departure);
    take();
  }

  private void refuseTimesBeyond(StopEvent event) {
    if (event.isPlausible(now)) {
      return;
    }
    if (!isTimeRefused) { // once a run: it will have all its times in this way
      isTimeRefused = true;
      boolean isLater = event.time() > now;
      outlet.refuseValue(
          isLater ? Reason.TIME_IN_FUTURE : Reason.TIME_TOO_OLD,
          "stop_time_update.time",
          (isLater ? "later" : "earlier")
              + " than the message by more than 30 days; expected POSIX seconds"
              + (event.isOfMilliseconds(now) ? ", not milliseconds" : ""));
    }
    event.clear();
  }

  private void take() {
    int row = row();
    if (row == NONE) {
      if (relationship != SKIPPED && isNear()) {
        outlet.refuseValue(
            Reason.UNKNOWN_FEATURE, "stop_time_update.stop_id", "the trip does not call there");
      }
      return;
    }
    if (time() != 0) {
      run.settle(row, time(), now);
    }
    boolean isForward = row >= next;
    if (isForward) {
      infer(row);
      next = row + 1;
      inferredFrom = now - window;
    }
    boolean isTold = relationship != SKIPPED && relationship != NO_DATA;
    if (isTold) {
      observe(row);
    }
    if (isForward && relationship != SKIPPED) {
      var last = departure.isDelayKnown() ? departure : arrival;
      isCarried = isTold && isMeasured() && last.isDelayKnown();
      carried = last.delay();
    }
  }

  private boolean isNear() {
    return arrival.isWithin(now, window) || departure.isWithin(now, window);
  }

  private long time() {
    return departure.time() == 0 ? arrival.time() : departure.time();
  }

  /** False when it has no timetable that it could be late against. */
  private boolean isMeasured() {
    return run.isTimed() && relationship != UNSCHEDULED;
  }

  /** By its sequence, which says which call of a loop is meant; by its stop when that is all. */
  private int row() {
    int trip = run.trip();
    int stop = schedule.stops().find(body, stopStart, stopEnd);
    int row = sequence == NONE ? NONE : times.findBySequence(trip, sequence);
    boolean agree = row != NONE && (stop < 0 || times.stop(row) == stop);
    return agree || stop < 0 ? row : byStop(trip, stop);
  }

  /** Of the calls of a loop the one that is nearest in time, or else the next. */
  private int byStop(int trip, int stop) {
    int first = times.findByStop(trip, stop, times.first(trip));
    int other = first == NONE ? NONE : times.findByStop(trip, stop, first + 1);
    if (other == NONE) {
      return first;
    }
    if (time() == 0 || !run.isTimed()) {
      int ahead = times.findByStop(trip, stop, next);
      return ahead == NONE ? first : ahead;
    }
    run.settle(first, time(), now);
    int best = first;
    for (int row = other; row != NONE; row = times.findByStop(trip, stop, row + 1)) {
      if (Math.abs(distance(row)) < Math.abs(distance(best))) {
        best = row;
      }
    }
    return best;
  }

  private long distance(int row) {
    long due = departure.time() == 0 ? run.arrival(row) : run.departure(row);
    return due == TripRun.OPEN ? Long.MAX_VALUE : time() - due;
  }

  private void observe(int row) {
    if (!arrival.isGiven() && !departure.isGiven()) {
      return;
    }
    run.settle(row, time(), now);
    if (isMeasured()) {
      arrival.complete(run.arrival(row));
      departure.complete(run.departure(row));
      observeDelays(
          row,
          arrival.isWithin(now, window) ? arrival : null,
          departure.isWithin(now, window) ? departure : null,
          false);
    } else {
      observeCall(row);
    }
  }

  /**
   * @param arrives null when it does not do so near the message
   * @param departs null when it does not do so near the message
   */
  private void observeDelays(
      int row, @Nullable StopEvent arrives, @Nullable StopEvent departs, boolean isInferred) {
    var last = departs == null ? arrives : departs;
    if (last == null) {
      return;
    }
    var feature = feature(times.stop(row));
    if (arrives != null) {
      observe(feature, row, ObservedProperty.STOP_ARRIVAL_DELAY, arrives, isInferred);
    }
    if (departs != null) {
      observe(feature, row, ObservedProperty.STOP_DEPARTURE_DELAY, departs, isInferred);
    }
    observeHeadway(feature, row, last);
  }

  private void observe(
      String feature, int row, ObservedProperty property, StopEvent event, boolean isInferred) {
    if (!event.isDelayKnown()) {
      outlet.refuseValue(
          Reason.MISSING_VALUE, "stop_time_update", "neither a delay nor a time in the timetable");
      return;
    }
    outlet.observe(
        feature,
        property,
        outlet.at(event.time()),
        (double) event.delay(),
        schedule.positionOf(times.stop(row)),
        procedure(row),
        event.time() <= now && !isInferred ? Quality.GOOD : Quality.ESTIMATED);
  }

  /** That a vehicle calls is all that can be said where there is nothing to be late against. */
  private void observeCall(int row) {
    boolean departs = departure.isWithin(now, window);
    if (departs || arrival.isWithin(now, window)) {
      var event = departs ? departure : arrival;
      var feature = feature(times.stop(row));
      outlet.observe(
          feature,
          ObservedProperty.STOP_CALL,
          outlet.at(event.time()),
          1,
          schedule.positionOf(times.stop(row)),
          procedure(row),
          event.time() <= now ? Quality.GOOD : Quality.ESTIMATED);
      observeHeadway(feature, row, event);
    } else if (time() == 0 && !isDelayRefused) {
      isDelayRefused = true;
      outlet.refuseValue(
          Reason.MISSING_VALUE,
          "stop_time_update.time",
          "a delay alone says nothing of a trip without a timetable; expected a time");
    }
  }

  private void observeHeadway(String feature, int row, StopEvent event) {
    int headway = run.scheduledHeadway(row);
    if (headway != NONE) {
      outlet.observe(
          feature,
          ObservedProperty.SCHEDULED_HEADWAY,
          outlet.at(event.time()),
          headway,
          schedule.positionOf(times.stop(row)),
          procedure(row),
          Quality.GOOD);
    }
  }

  /** The run, and where it calls at a stop more than once also which call it is. */
  private String procedure(int row) {
    int trip = run.trip();
    int stop = times.stop(row);
    int first = times.findByStop(trip, stop, times.first(trip));
    boolean isOnlyOne = first == row && times.findByStop(trip, stop, row + 1) == NONE;
    return isOnlyOne ? run.procedure() : run.procedure() + "#" + times.sequence(row);
  }

  /** The rest of the run, about which no update says anything. */
  void end() {
    infer(times.end(run.trip()));
  }

  /** Observes those calls before this row that are near, as late as the calls before them. */
  private void infer(int to) {
    if (!isCarried || next >= to) {
      return;
    }
    run.settle(next, 0, now);
    int first = times.first(run.trip());
    int last = times.end(run.trip()) - 1;
    for (int row = next; row < to; row++) {
      inferredArrival.infer(carried, row == first ? TripRun.OPEN : run.arrival(row));
      inferredDeparture.infer(carried, row == last ? TripRun.OPEN : run.departure(row));
      observeDelays(row, inferred(inferredArrival), inferred(inferredDeparture), true);
    }
  }

  /**
   * Only once it is due: a run that ends before, as a vehicle that breaks down, never calls there.
   */
  private @Nullable StopEvent inferred(StopEvent event) {
    boolean isDue = event.isWithin(now, window) && event.time() <= now;
    return isDue && event.time() >= inferredFrom ? event : null;
  }

  /** Route, direction when the timetable tells them apart, and stop. */
  private String feature(int stop) {
    int direction = schedule.directionOf(run.trip());
    return schedule.routes().id(schedule.routeOf(run.trip()))
        + (direction == NONE ? "/-/" : "/" + direction + "/")
        + schedule.stops().id(stop);
  }
}
