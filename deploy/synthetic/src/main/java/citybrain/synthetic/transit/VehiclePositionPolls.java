package citybrain.synthetic.transit;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.lines.Poll;
import citybrain.synthetic.lines.Protobuf;
import citybrain.synthetic.town.Course;

/**
 * GTFS-Realtime vehicle positions: where each vehicle was when it last reported, with the noise of
 * its receiver.
 */
record VehiclePositionPolls(
    TransitDays days, TripDescriptors names, OnBoardFaults faults, int parts, Chance chance)
    implements Poll {

  private static final int INCOMING_AT = 0;
  private static final int STOPPED_AT = 1;
  private static final int IN_TRANSIT_TO = 2;
  private static final double INCOMING_METRES = 60;
  private static final double NOISE_METRES = 4;
  private static final double LANE_METRES = 3;

  /** Seconds before its departure from which a vehicle shows its trip. */
  private static final long SHOWN_BEFORE = 80;

  private static final long LONGEST_LINGER = 3700;

  @Override
  public int write(long time, int part, Protobuf out) {
    int entities = 0;
    for (var day : days.underWay(time)) {
      if (day.route() % parts == part) {
        int end = day.firstTripFrom(time + SHOWN_BEFORE);
        for (int trip = day.firstTripSince(time - LONGEST_LINGER); trip < end; trip++) {
          entities += day.runs(trip) ? write(day, trip, time, out) : 0;
        }
      }
    }
    return entities;
  }

  private int write(RouteDay day, int trip, long time, Protobuf out) {
    int vehicle = names.vehicle(day, trip);
    long reported = faults.reportedAt(vehicle, time);
    long end = day.end(trip);
    if (reported < day.start(trip) - SHOWN_BEFORE) {
      return 0;
    }
    if (reported >= end) {
      boolean isLast = day.timetable().blocks().isLast()[trip];
      if (!isLast || reported >= end + faults.lingers(vehicle, day.date())) {
        return 0;
      }
      reported = end - 1;
    }
    int entity = out.open(2);
    int id = out.open(1);
    Fleet.putId(vehicle, out.out());
    out.close(id);
    int position = out.open(4);
    if (!faults.isNotLoggedIn(vehicle, day.date())) {
      names.putTrip(1, day, trip, vehicle, out);
    }
    putPlace(day, trip, vehicle, reported, out);
    out.number(5, reported + faults.clockError(vehicle, day.date()));
    names.putVehicle(8, vehicle, out);
    out.close(position);
    out.close(entity);
    return 1;
  }

  private void putPlace(RouteDay day, int trip, int vehicle, long time, Protobuf out) {
    int stop = day.nextStop(trip, time);
    int before = stop - 1;
    while (before > 0 && day.skips(trip, before)) {
      before--;
    }
    double[] metres = day.way(trip).stopMetres();
    double along = metres[stop];
    double speed = 0;
    boolean stands = stop == 0 || day.arrival(trip, stop) <= time;
    if (!stands) {
      double seconds = day.arrival(trip, stop) - day.departure(trip, before);
      double share = (time - day.departure(trip, before)) / seconds;
      along = metres[before] + share * (metres[stop] - metres[before]);
      speed = (metres[stop] - metres[before]) / seconds;
    }
    boolean near = metres[stop] - along < INCOMING_METRES;
    if (!faults.isWithoutSatellites(vehicle, time)) {
      putPosition(day.way(trip).course(), along, speed, vehicle, time, out);
    }
    out.number(3, stop + 1L);
    out.number(4, stands ? STOPPED_AT : near ? INCOMING_AT : IN_TRANSIT_TO);
    names.putStop(7, day, trip, stop, out);
    if (vehicle % 8 != 3) {
      int load = day.load(trip, stands ? stop : before);
      out.number(9, occupancyStatus(load)).number(10, 100L * load / Passengers.CAPACITY);
    }
  }

  private void putPosition(
      Course course, double along, double speed, int vehicle, long time, Protobuf out) {
    int position = out.open(2);
    if (faults.isAtZero(vehicle, time)) {
      out.real(1, 0).real(2, 0);
    } else {
      var middle = course.at(along, LANE_METRES);
      double east = NOISE_METRES * chance.normal(2L * vehicle, time);
      double north = NOISE_METRES * chance.normal(2L * vehicle + 1, time);
      var spot = course.near(middle.longitude(), middle.latitude(), east, north);
      out.real(1, spot.latitude()).real(2, spot.longitude());
    }
    out.real(3, course.bearing(along)).real(5, speed);
    out.close(position);
  }

  /** As GTFS-Realtime numbers them: empty, many seats, few seats, standing room, crushed, full. */
  private static int occupancyStatus(int load) {
    if (load == 0) {
      return 0;
    }
    double share = load / (double) Passengers.CAPACITY;
    return share < 0.3 ? 1 : share < 0.5 ? 2 : share < 0.8 ? 3 : share < 1 ? 4 : 5;
  }
}
