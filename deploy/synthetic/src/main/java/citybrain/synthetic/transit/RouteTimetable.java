package citybrain.synthetic.transit;

import citybrain.synthetic.lines.Text;
import citybrain.synthetic.town.RoutePattern;
import citybrain.synthetic.transit.TimetableDates.Service;

/**
 * The trips of a route on one kind of day, in order of departure, as seconds of the service day.
 * Trips of one direction and band of the day differ only in when they start.
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
record RouteTimetable(
    RoutePattern there,
    RoutePattern back,
    Service service,
    int[] starts,
    byte[] directions,
    RunTimes[] runTimes,
    VehicleBlocks blocks) {

  /** Seconds from the first departure to each stop. */
  @SuppressWarnings("ArrayRecordComponent")
  record RunTimes(int[] arrivals, int[] departures) {

    int last() {
      return arrivals[arrivals.length - 1];
    }
  }

  int trips() {
    return starts.length;
  }

  RoutePattern pattern(int trip) {
    return directions[trip] == 0 ? there : back;
  }

  int arrival(int trip, int stop) {
    return starts[trip] + runTimes[trip].arrivals()[stop];
  }

  int departure(int trip, int stop) {
    return starts[trip] + runTimes[trip].departures()[stop];
  }

  int end(int trip) {
    return starts[trip] + runTimes[trip].last();
  }

  /** Appends the id of a trip, as in {@code R07-WD-0123}. */
  void putTripId(int trip, Text out) {
    out.put('R').padded(there.route() + 1L, 2).put('-').put(service.id()).put('-').padded(trip, 4);
  }

  String tripId(int trip) {
    var text = new Text();
    putTripId(trip, text);
    return text.toString();
  }
}
