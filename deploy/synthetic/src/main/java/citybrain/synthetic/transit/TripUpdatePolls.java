package citybrain.synthetic.transit;

import citybrain.synthetic.lines.Poll;
import citybrain.synthetic.lines.Protobuf;
import citybrain.synthetic.transit.TransitTrouble.Fate;

/**
 * GTFS-Realtime trip updates: when each trip under way was at the stop it has just left, what is
 * expected at the next two, which stops a detour leaves out, and which trips are cancelled. A
 * forecast knows the last delay, not the future.
 */
record TripUpdatePolls(TransitDays days, TripDescriptors names, OnBoardFaults faults, int parts)
    implements Poll {

  private static final long SHOWN_BEFORE = 80;
  private static final long CANCELLED_BEFORE = 3600;
  private static final int STOPS_AHEAD = 2;
  private static final int SKIPPED = 1;
  private static final int SOON_SECONDS = 5;

  /** A stop left longer ago is not mentioned any more. */
  private static final long JUST_LEFT_SECONDS = 60;

  @Override
  public int write(long time, int part, Protobuf out) {
    int entities = 0;
    for (var day : days.underWay(time)) {
      if (day.route() % parts == part) {
        int end = day.firstTripFrom(time + CANCELLED_BEFORE);
        for (int trip = day.firstTripSince(time); trip < end; trip++) {
          if (day.runs(trip)) {
            entities += write(day, trip, time, out);
          } else if (day.fate(trip) == Fate.CANCELLED
              && time < day.zero() + day.timetable().end(trip)) {
            writeCancelled(day, trip, time, out);
            entities++;
          }
        }
      }
    }
    return entities;
  }

  private void writeCancelled(RouteDay day, int trip, long time, Protobuf out) {
    int entity = open(day, trip, out);
    int update = out.open(3);
    names.putCanceled(1, day, trip, out);
    out.number(4, time);
    out.close(update);
    out.close(entity);
  }

  /** The entity is named after its trip, which no other entity is about. */
  private static int open(RouteDay day, int trip, Protobuf out) {
    int entity = out.open(2);
    int id = out.open(1);
    day.timetable().putTripId(trip, out.out().put("T-"));
    out.close(id);
    return entity;
  }

  private int write(RouteDay day, int trip, long time, Protobuf out) {
    int vehicle = names.vehicle(day, trip);
    long known = faults.reportedAt(vehicle, time);
    if (known < day.start(trip) - SHOWN_BEFORE || known >= day.end(trip)) {
      return 0;
    }
    int entity = open(day, trip, out);
    int update = out.open(3);
    names.putTrip(1, day, trip, vehicle, out);
    putStops(day, trip, known, out);
    names.putVehicle(3, vehicle, out);
    out.number(4, known);
    out.close(update);
    out.close(entity);
    return 1;
  }

  private void putStops(RouteDay day, int trip, long known, Protobuf out) {
    int last = day.timetable().pattern(trip).last();
    int next = day.nextStop(trip, known);
    int first = next;
    while (first > 0 && day.skips(trip, first - 1)) {
      first--;
    }
    if (first > 0 && day.departure(trip, first - 1) > known - JUST_LEFT_SECONDS) {
      putCall(day, trip, first - 1, out);
    }
    int ahead = 0;
    long soonest = known + SOON_SECONDS;
    int skippedTo = day.findDetour(trip).map(Detour::endSkipped).orElse(0);
    for (int stop = first; stop <= last && (ahead < STOPS_AHEAD || stop < skippedTo); stop++) {
      if (day.skips(trip, stop)) {
        int skipped = openStop(day, trip, stop, out);
        closeStop(skipped, SKIPPED, out);
      } else if (ahead < STOPS_AHEAD) {
        soonest = putForecast(day, trip, stop, next, known, soonest, out);
        ahead++;
      }
    }
  }

  /** What really happened at a stop. */
  private void putCall(RouteDay day, int trip, int stop, Protobuf out) {
    var timetable = day.timetable();
    int update = openStop(day, trip, stop, out);
    if (stop > 0) {
      long due = day.zero() + timetable.arrival(trip, stop);
      putEvent(2, day.arrival(trip, stop), due, out);
    }
    long due = day.zero() + timetable.departure(trip, stop);
    putEvent(3, day.departure(trip, stop), due, out);
    closeStop(update, 0, out);
  }

  private int openStop(RouteDay day, int trip, int stop, Protobuf out) {
    int update = out.open(2);
    out.number(1, stop + 1L);
    names.putStop(4, day, trip, stop, out);
    return update;
  }

  private static void closeStop(int update, int relationship, Protobuf out) {
    out.number(5, relationship);
    out.close(update);
  }

  /** Nothing to come is expected before {@code soonest}; answers when the vehicle leaves again. */
  private long putForecast(
      RouteDay day, int trip, int stop, int next, long known, long soonest, Protobuf out) {
    var timetable = day.timetable();
    int last = timetable.pattern(trip).last();
    int update = openStop(day, trip, stop, out);
    long arrivalDue = day.zero() + timetable.arrival(trip, stop);
    long departureDue = day.zero() + timetable.departure(trip, stop);
    boolean stands = stop == next && day.arrival(trip, stop) <= known;
    long arrival =
        stands
            ? day.arrival(trip, stop)
            : Math.max(arrivalDue + lastDelay(day, trip, next, known), soonest);
    if (stop > 0) {
      putEvent(2, arrival, arrivalDue, out);
    }
    long planned = Math.max(departureDue, arrival + departureDue - arrivalDue);
    long departure = Math.max(planned, soonest);
    if (stop < last) {
      putEvent(3, departure, departureDue, out);
    }
    closeStop(update, 0, out);
    return departure;
  }

  /** How late a trip was when it last reached or left a stop, seconds. */
  private static long lastDelay(RouteDay day, int trip, int next, long known) {
    var timetable = day.timetable();
    if (next == 0) {
      return Math.max(0, known - day.zero() - timetable.departure(trip, 0));
    }
    if (day.arrival(trip, next) <= known) {
      return day.arrival(trip, next) - day.zero() - timetable.arrival(trip, next);
    }
    int before = next - 1;
    while (before > 0 && day.skips(trip, before)) {
      before--;
    }
    return day.departure(trip, before) - day.zero() - timetable.departure(trip, before);
  }

  private static void putEvent(int field, long time, long due, Protobuf out) {
    int event = out.open(field);
    out.number(1, time - due).number(2, time);
    out.close(event);
  }
}
