package citybrain.transport.realtime;

import citybrain.feed.Reason;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.transport.gtfs.GtfsSchedule;
import citybrain.transport.gtfs.ScheduledHeadways;
import citybrain.transport.gtfs.ServiceDays;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One call of a trip at a stop, as a {@code StopTimeUpdate} tells it; moved from call to call. */
final class StopCall {

  private static final int STOP_SEQUENCE = 1;
  private static final int ARRIVAL = 2;
  private static final int DEPARTURE = 3;
  private static final int STOP_ID = 4;
  private static final int SCHEDULE_RELATIONSHIP = 5;

  private static final int SCHEDULED = 0;
  private static final int NONE = GtfsSchedule.NONE;

  private final long now;
  private final long window;
  private final GtfsSchedule schedule;
  private final ScheduledHeadways headways;
  private final EntityOutlet outlet;
  private final ProtoCursor fields;
  private final Event arrival;
  private final Event departure;
  private int trip;
  private @Nullable LocalDate startDate;
  private String tripId = "";
  private int lastRow;
  private int sequence;
  private int relationship;
  private int stopStart;
  private int stopEnd;
  private final byte[] body;

  StopCall(
      byte[] body,
      long now,
      long window,
      GtfsSchedule schedule,
      ScheduledHeadways headways,
      EntityOutlet outlet) {
    this.body = body;
    this.now = now;
    this.window = window;
    this.schedule = schedule;
    this.headways = headways;
    this.outlet = outlet;
    fields = new ProtoCursor(body);
    arrival = new Event(body);
    departure = new Event(body);
  }

  void begin(int tripNumber, @Nullable LocalDate date, String id) {
    trip = tripNumber;
    startDate = date;
    tripId = id;
    lastRow = schedule.stopTimes().first(trip);
  }

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
    if (relationship == SCHEDULED && (arrival.isGiven || departure.isGiven)) {
      observe();
    }
  }

  private void observe() {
    int row = row();
    if (row == NONE) {
      if (arrival.isWithin(now, window) || departure.isWithin(now, window)) {
        outlet.refuseValue(
            Reason.UNKNOWN_FEATURE, "stop_time_update.stop_id", "the trip does not call there");
      }
      return;
    }
    lastRow = row;
    var times = schedule.stopTimes();
    var day = day(row);
    arrival.complete(schedule.days(), day, times.arrival(row));
    departure.complete(schedule.days(), day, times.departure(row));
    boolean arrives = arrival.isWithin(now, window);
    boolean departs = departure.isWithin(now, window);
    if (!arrives && !departs) {
      return;
    }
    var feature = feature(times.stop(row));
    var position = schedule.positionOf(times.stop(row));
    var procedure = day.toString().replace("-", "") + "/" + tripId;
    if (arrives) {
      observe(feature, ObservedProperty.STOP_ARRIVAL_DELAY, arrival, position, procedure);
    }
    if (departs) {
      observe(feature, ObservedProperty.STOP_DEPARTURE_DELAY, departure, position, procedure);
    }
    int headway = headways.before(row, day);
    if (headway != NONE) {
      var event = departs ? departure : arrival;
      outlet.observe(
          feature,
          ObservedProperty.SCHEDULED_HEADWAY,
          outlet.at(event.time),
          headway,
          position,
          procedure,
          Quality.GOOD);
    }
  }

  private LocalDate day(int row) {
    long time = departure.time == 0 ? arrival.time : departure.time;
    int seconds = Math.max(0, schedule.stopTimes().departure(row));
    return TripUpdates.serviceDay(schedule, startDate, trip, seconds, time == 0 ? now : time);
  }

  /** By its sequence, which says which call of a loop is meant; by its stop when that is all. */
  private int row() {
    var times = schedule.stopTimes();
    int stop = schedule.stops().find(body, stopStart, stopEnd);
    int row = sequence == NONE ? NONE : times.findBySequence(trip, sequence);
    boolean agree = row != NONE && (stop < 0 || times.stop(row) == stop);
    return agree || stop < 0 ? row : times.findByStop(trip, stop, lastRow);
  }

  /** Route, direction when the timetable tells them apart, and stop. */
  private String feature(int stop) {
    int direction = schedule.directionOf(trip);
    return schedule.routes().id(schedule.routeOf(trip))
        + (direction == NONE ? "/-/" : "/" + direction + "/")
        + schedule.stops().id(stop);
  }

  private void observe(
      String feature,
      ObservedProperty property,
      Event event,
      @Nullable Position position,
      String procedure) {
    if (!event.hasDelay) {
      outlet.refuseValue(
          Reason.MISSING_VALUE, "stop_time_update", "neither a delay nor a time in the timetable");
      return;
    }
    outlet.observe(
        feature,
        property,
        outlet.at(event.time),
        (double) event.delay,
        position,
        procedure,
        event.time <= now ? Quality.GOOD : Quality.ESTIMATED);
  }

  /** A {@code StopTimeEvent}: when, and how late that is; one of both may be missing. */
  private static final class Event {

    private final ProtoCursor fields;
    private boolean isGiven;
    private boolean hasDelay;
    private long delay;
    private long time;

    Event(byte[] body) {
      fields = new ProtoCursor(body);
    }

    void clear() {
      isGiven = false;
      hasDelay = false;
      delay = 0;
      time = 0;
    }

    void read(ProtoCursor outer) {
      fields.into(outer);
      while (fields.next()) {
        switch (fields.field()) {
          case 1 -> {
            hasDelay = true;
            delay = (int) fields.number();
          }
          case 2 -> time = Math.min(fields.number(), RealtimeMessage.FAR_FUTURE);
          default -> {
            // uncertainty
          }
        }
      }
      isGiven = hasDelay || time > 0;
    }

    /** Makes the one from the other and the timetable. */
    void complete(ServiceDays days, LocalDate day, int scheduled) {
      if (!isGiven || scheduled == ServiceDays.NO_TIME) {
        return;
      }
      long due = days.at(day, scheduled).getEpochSecond();
      if (time <= 0) {
        time = due + delay;
      } else if (!hasDelay) {
        hasDelay = true;
        delay = time - due;
      }
    }

    boolean isWithin(long now, long window) {
      return isGiven && time > 0 && Math.abs(time - now) <= window;
    }
  }
}
