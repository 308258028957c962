package citybrain.geo;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The zones of one kind of a city, for example its districts, with their shapes. A zone's ordinal
 * is its place in the order of ids, so it does not depend on the order of the file. Immutable.
 */
public final class ZoneLayer {

  private final String name;
  private final List<Zone> zones;
  private final Geometry[] shapes;
  private final Map<String, Integer> ordinals = new HashMap<>();
  private final List<String> warnings;

  private ZoneLayer(String name, List<GeoJsonZones.Shape> shapes, List<String> warnings) {
    this.name = name;
    this.zones = shapes.stream().map(shape -> zone(name, shape)).toList();
    this.shapes = shapes.stream().map(GeoJsonZones.Shape::geometry).toArray(Geometry[]::new);
    this.warnings = warnings;
    for (int i = 0; i < zones.size(); i++) {
      ordinals.put(zones.get(i).id(), i);
    }
  }

  private static Zone zone(String layer, GeoJsonZones.Shape shape) {
    var inside = shape.geometry().getInteriorPoint();
    return new Zone(layer, shape.id(), shape.name(), new Position(inside.getX(), inside.getY()));
  }

  /**
   * Reads Polygon and MultiPolygon features of a GeoJSON FeatureCollection.
   *
   * @param file only for messages
   * @throws IllegalArgumentException naming file, feature and what was expected, when something is
   *     wrong that cannot be mended
   */
  public static ZoneLayer parse(
      String name, String file, byte[] geoJson, String idProperty, String nameProperty, Crs crs) {
    var reader = new GeoJsonZones(file, idProperty, nameProperty, crs);
    var shapes = reader.read(geoJson);
    shapes = shapes.stream().sorted(Comparator.comparing(GeoJsonZones.Shape::id)).toList();
    return new ZoneLayer(name, shapes, reader.warnings());
  }

  public String name() {
    return name;
  }

  public int size() {
    return zones.size();
  }

  /** All zones in the order of their ordinals. */
  public List<Zone> zones() {
    return zones;
  }

  public Zone zone(int ordinal) {
    return zones.get(ordinal);
  }

  public Optional<Zone> find(String id) {
    return Optional.ofNullable(ordinals.get(id)).map(zones::get);
  }

  public OptionalInt findOrdinal(String id) {
    var ordinal = ordinals.get(id);
    return ordinal == null ? OptionalInt.empty() : OptionalInt.of(ordinal);
  }

  /** What was mended while reading, one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** The shape of a zone as WKB in WGS 84, for GeoParquet. */
  public byte[] wkb(int ordinal) {
    return Shapes.wkb(shapes[ordinal]);
  }

  /** The shape of a zone as a GeoJSON geometry object. */
  public String geoJson(int ordinal) {
    return Shapes.geoJson(shapes[ordinal]);
  }

  public BoundingBox bounds(int ordinal) {
    return Shapes.bounds(shapes[ordinal]);
  }

  /** An index over this layer, to be built once and shared. */
  public ZoneIndex index() {
    return new ZoneIndex(this);
  }

  Geometry shape(int ordinal) {
    return shapes[ordinal];
  }

  /** By ordinal. */
  List<Geometry> shapes() {
    return List.of(shapes);
  }

  /** Whether some zone lies in this box at least in part, as far as the boxes around zones tell. */
  public boolean touches(BoundingBox box) {
    for (var shape : shapes) {
      for (int i = 0; i < shape.getNumGeometries(); i++) {
        if (box.touches(Shapes.bounds(shape.getGeometryN(i)))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The box around all zones. */
  public BoundingBox bounds() {
    var all = new Envelope();
    for (var shape : shapes) {
      all.expandToInclude(shape.getEnvelopeInternal());
    }
    return new BoundingBox(all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY());
  }
}
