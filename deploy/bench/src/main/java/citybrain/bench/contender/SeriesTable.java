package citybrain.bench.contender;

import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers for pairs of zone and property. */
final class SeriesTable {

  private static final int CODES = SeriesCode.END;

  /**
   * One pair as aggregates name it.
   *
   * @param isMeasured whether its values were
   */
  record Named(PlaceZones.Named zone, ObservedProperty property, boolean isMeasured) {}

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
    names.add(new Named(place, SeriesCode.property(code), SeriesCode.isMeasured(code)));
    numbers[at] = names.size();
    return names.size() - 1;
  }
}
