package citybrain.jobs.lake.summary;

import citybrain.cityfile.CityZones;
import citybrain.geo.HexGrid;
import citybrain.geo.ZoneIndex;
import citybrain.jobs.lake.geoparquet.Area;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * All zones of one city, of each layer that its file names and of the grid of hexagons, by numbers.
 * A reading lies in exactly one zone of each layer: where the layer has none there, in one with an
 * empty id. What was met is remembered, so one is made for each file.
 */
final class ZoneLayers {

  /** What lies in no zone of a layer. */
  static final String OUTSIDE = "";

  private static final int KNOWN_PLACES = 1 << 12;
  private static final int NO_ZONE = -1;

  /**
   * One zone.
   *
   * @param number from 0 up, among all that were met
   */
  record Met(int number, String layer, String zone) {}

  /**
   * One zone of each layer, where readings lie that need not be told apart.
   *
   * @param number from 0 up, among all that were met
   */
  record Around(int number, List<Met> zones) {}

  /**
   * A cell and the zone of each other layer, as they were met.
   *
   * @param next another of the same hash; null behind the last
   */
  @SuppressWarnings("ArrayRecordComponent") // compared one by one
  private record Key(long cell, int[] ordinals, Around around, @Nullable Key next) {}

  /** A place that was asked for: longitude and latitude as bits. */
  private record Place(long longitude, long latitude, String named, Around around) {

    boolean is(long otherLongitude, long otherLatitude, String otherName) {
      return longitude == otherLongitude && latitude == otherLatitude && named.equals(otherName);
    }
  }

  private final List<ZoneIndex> indexes;
  private final HexGrid grid;

  /** A city without districts is one: what its summary has always had. */
  private final boolean hasDistricts;

  /** By the hash of cell and zones. */
  private final LongTable<Key[]> keys = new LongTable<>(() -> new Key[1]);

  private final Map<String, Map<String, Met>> zones = new HashMap<>();
  private final List<Met> met = new ArrayList<>();
  private final List<Around> arounds = new ArrayList<>();
  private final @Nullable Place[] places = new Place[KNOWN_PLACES];

  /** At first one that is none: what has a position is not named. */
  private Place last = new Place(0, 0, "none", new Around(-1, List.of()));

  /** Of the zone of each layer, where that is looked for. */
  private final int[] ordinals;

  ZoneLayers(CityZones city) {
    indexes = city.indexes();
    ordinals = new int[indexes.size()];
    grid = city.hexGrid();
    hasDistricts = city.find(Districts.LAYER).isPresent();
  }

  /** The set of zones with this number. */
  Around around(int number) {
    return arounds.get(number);
  }

  /** The zone with this number. */
  Met zone(int number) {
    return met.get(number);
  }

  /**
   * Where a reading lies: by its position, else by the zone that its feed names.
   *
   * @param longitude NaN where it has no position
   */
  Around around(double longitude, double latitude, String zone) {
    long x = Double.doubleToRawLongBits(longitude);
    long y = Double.doubleToRawLongBits(latitude);
    boolean isPlaced = !Double.isNaN(longitude);
    var named = isPlaced ? "" : zone;
    if (last.is(x, y, named)) {
      return last.around; // what moves tells several values at a place
    }
    long hash = (x * 31 + y + named.hashCode()) * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> 32) & (KNOWN_PLACES - 1);
    var known = places[slot];
    if (known == null || !known.is(x, y, named)) {
      var found = isPlaced ? at(longitude, latitude) : named(named.indexOf('/'), named);
      known = new Place(x, y, named, found);
      places[slot] = known;
    }
    last = known;
    return known.around;
  }

  private Around at(double longitude, double latitude) {
    for (int i = 0; i < indexes.size(); i++) {
      ordinals[i] = indexes.get(i).ordinalAt(longitude, latitude);
    }
    return around(grid.cell(longitude, latitude));
  }

  private Around named(int slash, String zone) {
    var layer = slash < 0 ? "" : zone.substring(0, slash);
    var id = zone.substring(slash + 1);
    for (int i = 0; i < indexes.size(); i++) {
      ordinals[i] = ordinal(indexes.get(i), layer, id);
    }
    long cell =
        layer.equals(HexGrid.LAYER) && grid.isCell(id)
            ? Long.parseUnsignedLong(id, 16)
            : HexGrid.NONE;
    return around(cell);
  }

  private static int ordinal(ZoneIndex index, String layer, String id) {
    boolean isOfLayer = index.layer().name().equals(layer);
    return (isOfLayer ? index.layer().findOrdinal(id) : OptionalInt.empty()).orElse(NO_ZONE);
  }

  /** In this cell, and in the zones of the layers that were found last. */
  private Around around(long cell) {
    var met = keys.at(31 * cell + Arrays.hashCode(ordinals));
    for (var known = met[0]; known != null; known = known.next) {
      if (known.cell == cell && Arrays.equals(known.ordinals, ordinals)) {
        return known.around;
      }
    }
    var all = new ArrayList<Met>();
    if (!hasDistricts) {
      all.add(met(Districts.LAYER, OUTSIDE));
    }
    for (int i = 0; i < ordinals.length; i++) {
      var layer = indexes.get(i).layer();
      all.add(met(layer.name(), ordinals[i] < 0 ? OUTSIDE : layer.zone(ordinals[i]).id()));
    }
    all.add(met(HexGrid.LAYER, cell == HexGrid.NONE ? OUTSIDE : HexGrid.text(cell)));
    var found = new Around(arounds.size(), List.copyOf(all));
    arounds.add(found);
    met[0] = new Key(cell, ordinals.clone(), found, met[0]);
    return found;
  }

  private Met met(String layer, String zone) {
    return zones
        .computeIfAbsent(layer, name -> new HashMap<>())
        .computeIfAbsent(
            zone,
            id -> {
              var first = new Met(met.size(), layer, id);
              met.add(first);
              return first;
            });
  }

  private Optional<ZoneIndex> find(String layer) {
    return indexes.stream().filter(index -> index.layer().name().equals(layer)).findFirst();
  }

  /** What people call a zone; empty where they do not. */
  String name(String layer, String zone) {
    return find(layer)
        .flatMap(index -> index.layer().find(zone))
        .map(found -> found.name())
        .orElse("");
  }

  /** The shape of a zone; null outside of all. */
  @Nullable Area area(String layer, String zone) {
    if (zone.isEmpty()) {
      return null;
    }
    if (layer.equals(HexGrid.LAYER)) {
      long cell = Long.parseUnsignedLong(zone, 16);
      return new Area(grid.wkb(cell), grid.bounds(cell));
    }
    var shapes = find(layer).map(ZoneIndex::layer).orElse(null);
    var ordinal = shapes == null ? OptionalInt.empty() : shapes.findOrdinal(zone);
    return shapes == null || ordinal.isEmpty()
        ? null
        : new Area(shapes.wkb(ordinal.getAsInt()), shapes.bounds(ordinal.getAsInt()));
  }
}
