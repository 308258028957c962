package citybrain.jobs.aggregates;

import citybrain.aggregation.ZoneName;
import citybrain.jobs.cities.Places;
import citybrain.wire.BlockReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToIntFunction;

/**
 * The sets of zones that places of one city lie in, one of each layer, numbered: a city has few of
 * them however many places, and a value is added once for its set instead of once for each zone.
 */
final class ZoneTuples {

  /** Beyond it, all are numbered anew: places come from outside. */
  private static final int MOST_ZONES = 1 << 18;

  private static final int MOST_PLACES = 1 << 18;
  private static final int FIRST_ROOM = 1 << 10;

  private final String city;
  private final Places.Lookup lookup;
  private final LongToIntFunction workers;

  private final Map<List<Integer>, Integer> numbers = new HashMap<>();
  private final List<int[]> tuples = new ArrayList<>();
  private final Map<Places.Place, Integer> zoneNumbers = new HashMap<>();
  private final List<ZoneName> zones = new ArrayList<>();

  /** The worker of each zone. */
  private int[] workerOf = new int[FIRST_ROOM];

  /** By place: sensors stand still, and a vehicle is asked for once, whatever it measures. */
  private long[] places = new long[FIRST_ROOM];

  /** Numbers of tuples plus one. */
  private int[] tupleOf = new int[FIRST_ROOM];

  private int known;

  /**
   * @param workers the number of the worker that has the windows of a zone, by its fingerprint
   */
  ZoneTuples(String city, Places.Lookup lookup, LongToIntFunction workers) {
    this.city = city;
    this.lookup = lookup;
    this.workers = workers;
  }

  /**
   * The number of the tuple around a place.
   *
   * @param place as {@link BlockReader} has it
   */
  int at(long place) {
    int slot = slot(place);
    for (; tupleOf[slot] != 0; slot = (slot + 1) & (places.length - 1)) {
      if (places[slot] == place) {
        return tupleOf[slot] - 1;
      }
    }
    int tuple = find(place);
    if (2 * known >= places.length) {
      makeRoom();
      slot = free(place);
    }
    places[slot] = place;
    tupleOf[slot] = tuple + 1;
    known++;
    return tuple;
  }

  private int slot(long place) {
    return (int) ((place * 0x9E3779B97F4A7C15L) >>> 40) & (places.length - 1);
  }

  private int free(long place) {
    int slot = slot(place);
    while (tupleOf[slot] != 0) {
      slot = (slot + 1) & (places.length - 1);
    }
    return slot;
  }

  private void makeRoom() {
    var oldPlaces = places;
    var oldTuples = tupleOf;
    boolean startsAgain = known >= MOST_PLACES;
    int room = startsAgain ? FIRST_ROOM : 2 * places.length;
    places = new long[room];
    tupleOf = new int[room];
    known = startsAgain ? 0 : known;
    for (int i = 0; !startsAgain && i < oldPlaces.length; i++) {
      if (oldTuples[i] != 0) {
        int slot = free(oldPlaces[i]);
        places[slot] = oldPlaces[i];
        tupleOf[slot] = oldTuples[i];
      }
    }
  }

  private int find(long place) {
    var around =
        place == BlockReader.NOWHERE
            ? lookup.nowhere()
            : lookup.zonesAt(BlockReader.longitude(place), BlockReader.latitude(place));
    var all = around.stream().map(this::zoneNumber).toList();
    return numbers.computeIfAbsent(
        all,
        tuple -> {
          tuples.add(tuple.stream().mapToInt(Integer::intValue).toArray());
          return tuples.size() - 1;
        });
  }

  private int zoneNumber(Places.Place place) {
    return zoneNumbers.computeIfAbsent(
        place,
        p -> {
          var name = ZoneName.of(city, p.layer(), p.zone(), p.centre());
          int number = zones.size();
          if (number == workerOf.length) {
            workerOf = Arrays.copyOf(workerOf, 2 * number);
          }
          workerOf[number] = workers.applyAsInt(name.fingerprint());
          zones.add(name);
          return number;
        });
  }

  /** The zones of a tuple, by their numbers. */
  int[] zones(int tuple) {
    return tuples.get(tuple);
  }

  ZoneName zone(int number) {
    return zones.get(number);
  }

  int worker(int zone) {
    return workerOf[zone];
  }

  /** How many zones have numbers. */
  int zoneCount() {
    return zones.size();
  }

  /** Whether there are so many that they had better be numbered anew, once nothing is summed. */
  boolean isFull() {
    return zones.size() > MOST_ZONES || tuples.size() > MOST_ZONES;
  }
}
