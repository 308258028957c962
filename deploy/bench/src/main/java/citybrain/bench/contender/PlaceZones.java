package citybrain.bench.contender;

import citybrain.cityfile.CityZones;
import citybrain.geo.HexGrid;
import citybrain.geo.Position;
import citybrain.wire.BlockReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The zones of a city as numbers, and those around each place, found by open addressing. */
final class PlaceZones {

  private static final int BOUND = 1 << 18;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** A zone as aggregates name it. */
  record Named(String layer, String zone, @Nullable Position centre) {}

  private final CityZones city;
  private final int layers;
  private final List<Named> names = new ArrayList<>();
  private final int[] firstOfLayer;
  private final LongNumbers cells = new LongNumbers(1 << 12);
  private LongNumbers places = new LongNumbers(1 << 12);

  /** So many a place, in the order in which places were seen; -1 for none. */
  private int[] zones = new int[1 << 12];

  PlaceZones(CityZones city) {
    this.city = city;
    this.layers = city.indexes().size() + 1;
    this.firstOfLayer = new int[layers];
    for (int i = 0; i < layers - 1; i++) {
      var layer = city.indexes().get(i).layer();
      firstOfLayer[i] = names.size();
      names.add(new Named(layer.name(), "", null));
      layer.zones().forEach(z -> names.add(new Named(layer.name(), z.id(), z.labelPoint())));
    }
    firstOfLayer[layers - 1] = names.size();
  }

  /** How many there are around a place. */
  int layers() {
    return layers;
  }

  Named name(int zone) {
    return names.get(zone);
  }

  /** The number of the zone at an index; -1 for none. */
  int zone(int index) {
    return zones[index];
  }

  /** Forgets places when there are too many: vehicles are at a new one each time. */
  void makeRoom(int more) {
    if (places.size() + more > BOUND) {
      places = new LongNumbers(1 << 12);
    }
  }

  /** The index of the first of the zones around a place. */
  int zonesAt(long place) {
    int known = places.size();
    int number = places.number(place);
    int at = number * layers;
    if (number == known) {
      if (zones.length < at + layers) {
        zones = Arrays.copyOf(zones, 2 * zones.length);
      }
      find(place, at);
    }
    return at;
  }

  private void find(long place, int at) {
    if (place == BlockReader.NOWHERE) {
      for (int i = 0; i < layers - 1; i++) {
        zones[at + i] = firstOfLayer[i];
      }
      zones[at + layers - 1] = -1;
      return;
    }
    double longitude = BlockReader.longitude(place);
    double latitude = BlockReader.latitude(place);
    for (int i = 0; i < layers - 1; i++) {
      zones[at + i] = firstOfLayer[i] + 1 + city.indexes().get(i).ordinalAt(longitude, latitude);
    }
    long cell = city.hexGrid().cell(longitude, latitude);
    int known = cells.size();
    int number = cells.number(cell);
    if (number == known) {
      names.add(new Named(HexGrid.LAYER, HexGrid.text(cell), city.hexGrid().centre(cell)));
    }
    zones[at + layers - 1] = firstOfLayer[layers - 1] + number;
  }

  /** Numbers for longs in the order in which they are first seen. */
  static final class LongNumbers {

    private long[] keys;

    /** One more than the number; nought is free. */
    private int[] numbers;

    private int size;

    LongNumbers(int room) {
      keys = new long[room];
      numbers = new int[room];
    }

    int size() {
      return size;
    }

    /** The number of a key, which is new when it is what the size was. */
    int number(long key) {
      int mask = keys.length - 1;
      int slot = (int) ((key * GOLDEN) >>> 40) & mask;
      while (numbers[slot] != 0) {
        if (keys[slot] == key) {
          return numbers[slot] - 1;
        }
        slot = (slot + 1) & mask;
      }
      keys[slot] = key;
      numbers[slot] = ++size;
      if (2 * size > keys.length) {
        grow();
      }
      return size - 1;
    }

    private void grow() {
      var oldKeys = keys;
      var oldNumbers = numbers;
      keys = new long[2 * oldKeys.length];
      numbers = new int[keys.length];
      int mask = keys.length - 1;
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldNumbers[i] != 0) {
          int slot = (int) ((oldKeys[i] * GOLDEN) >>> 40) & mask;
          while (numbers[slot] != 0) {
            slot = (slot + 1) & mask;
          }
          keys[slot] = oldKeys[i];
          numbers[slot] = oldNumbers[i];
        }
      }
    }
  }
}
