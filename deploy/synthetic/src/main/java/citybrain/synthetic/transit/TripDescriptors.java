package citybrain.synthetic.transit;

import citybrain.synthetic.lines.Protobuf;
import citybrain.synthetic.town.Stops;
import citybrain.synthetic.town.TransitNetwork;

/** The parts of GTFS-Realtime messages that say which trip and which vehicle is meant. */
record TripDescriptors(TransitNetwork network, Fleet fleet, OnBoardFaults faults) {

  static final int CANCELED = 3;

  private static final int SCHEDULED = 0;

  int vehicle(RouteDay day, int trip) {
    return fleet.vehicleOf(day.timetable(), trip);
  }

  void putTrip(int field, RouteDay day, int trip, int vehicle, Protobuf out) {
    boolean old = faults.hasOldNumber(vehicle, day.date());
    putTrip(field, day, trip, old, SCHEDULED, out);
  }

  void putCanceled(int field, RouteDay day, int trip, Protobuf out) {
    putTrip(field, day, trip, false, CANCELED, out);
  }

  private void putTrip(
      int field, RouteDay day, int trip, boolean old, int relationship, Protobuf out) {
    int descriptor = out.open(field);
    int id = out.open(1);
    day.timetable().putTripId(trip, out.out());
    if (old) {
      out.out().put("-LAST-YEAR");
    }
    out.close(id);
    out.text(3, day.basicDate()).number(4, relationship);
    out.text(5, network.routeId(day.route()));
    out.number(6, day.timetable().directions()[trip]);
    out.close(descriptor);
  }

  void putVehicle(int field, int vehicle, Protobuf out) {
    int descriptor = out.open(field);
    int id = out.open(1);
    Fleet.putId(vehicle, out.out());
    out.close(id);
    out.close(descriptor);
  }

  void putStop(int field, RouteDay day, int trip, int stop, Protobuf out) {
    int id = out.open(field);
    Stops.putId(day.timetable().pattern(trip).stops()[stop], out.out());
    out.close(id);
  }
}
