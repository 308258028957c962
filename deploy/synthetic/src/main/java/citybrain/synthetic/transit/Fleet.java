package citybrain.synthetic.transit;

import citybrain.synthetic.lines.Text;
import citybrain.synthetic.transit.TimetableDates.Service;

/**
 * The vehicles: every route has its own, and those of the night are others than those of the day.
 */
final class Fleet {

  private final int[] first;
  private final int[] firstOfNight;

  Fleet(Schedules schedules) {
    int routes = schedules.network().routes();
    this.first = new int[routes + 1];
    this.firstOfNight = new int[routes];
    for (int route = 0; route < routes; route++) {
      int day = 0;
      int night = 0;
      for (var service : Service.values()) {
        var blocks = schedules.of(route, service).blocks();
        day = Math.max(day, blocks.dayBlocks());
        night = Math.max(night, blocks.nightBlocks());
      }
      firstOfNight[route] = first[route] + day;
      first[route + 1] = firstOfNight[route] + night;
    }
  }

  int size() {
    return first[first.length - 1];
  }

  int vehicleOf(RouteTimetable timetable, int trip) {
    int route = timetable.there().route();
    var blocks = timetable.blocks();
    int block = blocks.blockOf()[trip];
    return block < blocks.dayBlocks()
        ? first[route] + block
        : firstOfNight[route] + block - blocks.dayBlocks();
  }

  /** Appends an id as in {@code V0123}. */
  static void putId(int vehicle, Text out) {
    out.put('V').padded(vehicle + 1L, 4);
  }

  static String id(int vehicle) {
    var text = new Text();
    putId(vehicle, text);
    return text.toString();
  }
}
