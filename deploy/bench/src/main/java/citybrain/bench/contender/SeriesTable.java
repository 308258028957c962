package citybrain.bench.contender;

import citybrain.observation.ObservedProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers for pairs of zone and property. */
final class SeriesTable {

  private static final int CODES = 1 << 6;

  /**
   * One pair as aggregates name it.
   *
   * @param key of its records
   */
  record Named(PlaceZones.Named zone, ObservedProperty property, byte[] key) {}

  private final String city;
  private final PlaceZones places;
  private final List<Named> names = new ArrayList<>();

  /** By zone and code of the property, one more than the number. */
  private int[] numbers = new int[1 << 12];

  SeriesTable(String city, PlaceZones places) {
    this.city = city;
    this.places = places;
  }

  String city() {
    return city;
  }

  Named name(int series) {
    return names.get(series);
  }

  int number(int zone, int code) {
    int at = zone * CODES + code;
    if (at >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, at + 1));
    }
    int number = numbers[at];
    return number == 0 ? create(at, zone, code) : number - 1;
  }

  private int create(int at, int zone, int code) {
    var place = places.name(zone);
    var property = ObservedProperty.find(code).orElseThrow();
    var key = String.join("/", city, place.layer(), place.zone(), property.name());
    names.add(new Named(place, property, key.getBytes(StandardCharsets.UTF_8)));
    numbers[at] = names.size();
    return names.size() - 1;
  }
}
