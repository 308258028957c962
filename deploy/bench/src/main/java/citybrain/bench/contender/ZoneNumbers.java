package citybrain.bench.contender;

import citybrain.bench.data.BenchSet;
import citybrain.cityfile.CityZones;
import citybrain.geo.HexGrid;
import citybrain.geo.Position;
import citybrain.jobs.cities.DataFolder;
import citybrain.wire.BlockReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Zones as numbers that mean the same on every worker: hexagons are theirs, a zone of another layer
 * is its layer and its ordinal in it.
 */
final class ZoneNumbers {

  private static final int BOUND = 1 << 18;
  private static final int LAYER_BITS = 32;
  private static final double E7 = 1e7;

  /** A zone as aggregates name it. */
  record Named(String layer, String zone, @Nullable Position centre) {}

  private final CityZones zones;
  private final Map<Long, long[]> around = new HashMap<>();
  private final Map<Long, Named> names = new HashMap<>();

  private ZoneNumbers(CityZones zones) {
    this.zones = zones;
  }

  /** Of the city of a set. */
  static ZoneNumbers open(String folder) throws IOException {
    return new ZoneNumbers(
        CityZones.load(new BenchSet(Path.of(folder)).city(), DataFolder.among(folder)));
  }

  /** A place as {@link BlockReader} has it. */
  static long place(double longitude, double latitude) {
    return Math.round(longitude * E7) << 32 | (Math.round(latitude * E7) & 0xFFFFFFFFL);
  }

  /** Of each layer one; of what is nowhere, none of the hexagons. */
  long[] around(long place) {
    var found = around.get(place);
    if (found == null) {
      if (around.size() >= BOUND) {
        around.clear();
      }
      found = find(place);
      around.put(place, found);
    }
    return found;
  }

  private long[] find(long place) {
    int layers = zones.indexes().size();
    var numbers = new long[layers + 1];
    boolean isNowhere = place == BlockReader.NOWHERE;
    double longitude = BlockReader.longitude(place);
    double latitude = BlockReader.latitude(place);
    for (int i = 0; i < layers; i++) {
      int ordinal = isNowhere ? -1 : zones.indexes().get(i).ordinalAt(longitude, latitude);
      numbers[i] = ((long) i << LAYER_BITS) + ordinal + 1;
    }
    if (isNowhere) {
      return Arrays.copyOf(numbers, layers);
    }
    numbers[layers] = zones.hexGrid().cell(longitude, latitude);
    return numbers;
  }

  Named name(long number) {
    return names.computeIfAbsent(number, this::findName);
  }

  private Named findName(long number) {
    long layer = number >>> LAYER_BITS;
    if (layer >= zones.indexes().size()) {
      return new Named(HexGrid.LAYER, HexGrid.text(number), zones.hexGrid().centre(number));
    }
    var index = zones.indexes().get((int) layer);
    int ordinal = (int) number - 1;
    if (ordinal < 0) {
      return new Named(index.layer().name(), "", null);
    }
    return new Named(
        index.layer().name(), index.zone(ordinal).id(), index.zone(ordinal).labelPoint());
  }
}
