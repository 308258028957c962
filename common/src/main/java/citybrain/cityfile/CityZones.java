package citybrain.cityfile;

import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.geo.BoundingBox;
import citybrain.geo.Crs;
import citybrain.geo.HexGrid;
import citybrain.geo.ZoneIndex;
import citybrain.geo.ZoneLayer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All zones of a city, ready to be asked: an index per declared layer, in the order of the city
 * file, and the hexagon grid. Immutable; any thread may read.
 */
public final class CityZones {

  private final List<ZoneIndex> indexes;
  private final HexGrid hexGrid;

  private CityZones(List<ZoneIndex> indexes, HexGrid hexGrid) {
    this.indexes = indexes;
    this.hexGrid = hexGrid;
  }

  /**
   * Reads all layers.
   *
   * @throws SettingException when a file is missing or cannot be read as zones; it names the line
   *     of the city file, the GeoJSON file and the feature
   */
  public static CityZones load(CityFile city, ReferenceFiles files) {
    var indexes =
        city.zones().stream()
            .map(spec -> within(city.bounds(), spec, load(spec, files)).index())
            .toList();
    return new CityZones(indexes, new HexGrid(city.h3Resolution()));
  }

  /** Places elsewhere are in no zone, and nobody would say so. */
  private static ZoneLayer within(BoundingBox city, ZoneLayerSpec spec, ZoneLayer layer) {
    if (layer.touches(city)) {
      return layer;
    }
    var box = layer.bounds();
    throw new SettingException(
        String.format(
            Locale.ROOT,
            "%s: zones.%s: all of %s lies outside of the bounding-box of the city, %s: %s",
            spec.place(),
            spec.layer(),
            spec.file(),
            city.text(),
            box.text()
                + (box.swapped().touches(city)
                    ? "; longitude and latitude are swapped in one of the two"
                    : "; is one of them of another place, or the crs of the layer another?")));
  }

  private static ZoneLayer load(ZoneLayerSpec spec, ReferenceFiles files) {
    try {
      return ZoneLayer.parse(
          spec.layer(),
          spec.file(),
          spec.isShipped() ? ShippedCities.file(spec.file()) : files.read(spec.file()),
          spec.idProperty(),
          spec.nameProperty(),
          Crs.of(spec.crs()));
    } catch (IllegalArgumentException | SettingException e) {
      throw new SettingException(spec.place() + ": zones." + spec.layer() + ": " + e.getMessage());
    }
  }

  /** One index per layer. */
  public List<ZoneIndex> indexes() {
    return indexes;
  }

  public HexGrid hexGrid() {
    return hexGrid;
  }

  /** What was mended in the files, one sentence each. */
  public List<String> warnings() {
    return indexes.stream().flatMap(index -> index.layer().warnings().stream()).toList();
  }

  public Optional<ZoneIndex> find(String layer) {
    return indexes.stream().filter(index -> index.layer().name().equals(layer)).findFirst();
  }

  /** The ordinal of a zone by its id. */
  public OptionalInt findOrdinal(String layer, String id) {
    return find(layer).map(index -> index.layer().findOrdinal(id)).orElse(OptionalInt.empty());
  }

  /**
   * False when a feed names a zone that its layer does not have. A layer the city does not declare
   * cannot be checked: any id is taken.
   */
  public boolean knows(String layer, String id) {
    return layer.equals(HexGrid.LAYER)
        ? hexGrid.isCell(id)
        : find(layer).map(index -> index.layer().findOrdinal(id).isPresent()).orElse(true);
  }

  /** The same for a zone written {@code layer/id}, as observations carry it. */
  public boolean knows(String zone) {
    int slash = zone.indexOf('/');
    return slash > 0 && knows(zone.substring(0, slash), zone.substring(slash + 1));
  }
}
