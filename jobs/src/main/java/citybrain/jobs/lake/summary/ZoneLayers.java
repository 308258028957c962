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

  private record Key(long cell, List<Integer> ordinals) {}

  /** A place that was asked for. */
  private record Place(long longitude, long latitude, String named, Around around) {}

  private final List<ZoneIndex> indexes;
  private final HexGrid grid;

  /** A city without districts is one: what its summary has always had. */
  private final boolean hasDistricts;

  private final Map<Key, Around> around = new HashMap<>();
  private final Map<String, Map<String, Met>> zones = new HashMap<>();
  private final List<Met> met = new ArrayList<>();
  private final List<Around> arounds = new ArrayList<>();
  private final @Nullable Place[] places = new Place[KNOWN_PLACES];

  ZoneLayers(CityZones city) {
    indexes = city.indexes();
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

  /** Where a reading lies: by its position, else by the zone that its feed names. */
  Around around(ArchivedReading reading) {
    long longitude = Double.doubleToRawLongBits(reading.longitude);
    long latitude = Double.doubleToRawLongBits(reading.latitude);
    boolean isPlaced = !Double.isNaN(reading.longitude);
    var named = isPlaced ? "" : reading.zone;
    long hash = (longitude * 31 + latitude + named.hashCode()) * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> 32) & (KNOWN_PLACES - 1);
    var known = places[slot];
    if (known != null
        && known.longitude == longitude
        && known.latitude == latitude
        && known.named.equals(named)) {
      return known.around;
    }
    var found =
        isPlaced
            ? at(reading.longitude, reading.latitude)
            : named(reading.zone.indexOf('/'), named);
    places[slot] = new Place(longitude, latitude, named, found);
    return found;
  }

  private Around at(double longitude, double latitude) {
    var ordinals = new Integer[indexes.size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = indexes.get(i).ordinalAt(longitude, latitude);
    }
    return around(new Key(grid.cell(longitude, latitude), Arrays.asList(ordinals)));
  }

  private Around named(int slash, String zone) {
    var layer = slash < 0 ? "" : zone.substring(0, slash);
    var id = zone.substring(slash + 1);
    var ordinals = indexes.stream().map(index -> ordinal(index, layer, id)).toList();
    long cell =
        layer.equals(HexGrid.LAYER) && grid.isCell(id)
            ? Long.parseUnsignedLong(id, 16)
            : HexGrid.NONE;
    return around(new Key(cell, ordinals));
  }

  private static int ordinal(ZoneIndex index, String layer, String id) {
    boolean isOfLayer = index.layer().name().equals(layer);
    return (isOfLayer ? index.layer().findOrdinal(id) : OptionalInt.empty()).orElse(NO_ZONE);
  }

  private Around around(Key key) {
    var known = around.get(key);
    if (known == null) {
      var all = new ArrayList<Met>();
      if (!hasDistricts) {
        all.add(met(Districts.LAYER, OUTSIDE));
      }
      for (int i = 0; i < indexes.size(); i++) {
        int ordinal = key.ordinals.get(i);
        var layer = indexes.get(i).layer();
        all.add(met(layer.name(), ordinal < 0 ? OUTSIDE : layer.zone(ordinal).id()));
      }
      all.add(met(HexGrid.LAYER, key.cell == HexGrid.NONE ? OUTSIDE : HexGrid.text(key.cell)));
      known = new Around(arounds.size(), List.copyOf(all));
      arounds.add(known);
      around.put(key, known);
    }
    return known;
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
