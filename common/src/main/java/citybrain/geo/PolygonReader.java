package citybrain.geo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Reads the GeoJSON geometry of one feature into WGS 84: a Polygon, a MultiPolygon, or a collection
 * of which these are taken.
 */
final class PolygonReader {

  /** More belongs generalised first: point-in-area tests and screens gain nothing from it. */
  static final int MOST_VERTICES = 100_000;

  private static final String EXPECTED = "Polygon or MultiPolygon";
  private static final int MOST_NESTED = 4;

  private final String place;
  private final Crs crs;
  private final Mending mending;
  private final List<Polygon> polygons = new ArrayList<>();
  private int vertices;

  PolygonReader(String place, Crs crs, Mending mending) {
    this.place = place;
    this.crs = crs;
    this.mending = mending;
  }

  Geometry read(JsonNode geometry) {
    read(geometry, 0);
    if (polygons.isEmpty()) {
      throw wrong("there is no polygon in it", EXPECTED);
    }
    return polygons.size() == 1
        ? polygons.get(0)
        : Shapes.FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }

  private void read(JsonNode geometry, int depth) {
    var type = geometry.path("type").asText();
    var coordinates = geometry.path("coordinates");
    switch (type) {
      case "Polygon" -> polygon(coordinates);
      case "MultiPolygon" -> {
        requireArray(coordinates, "MultiPolygon", "one or more polygons");
        coordinates.forEach(this::polygon);
      }
      case "GeometryCollection" -> {
        if (depth == MOST_NESTED) {
          throw wrong("collections lie in collections", EXPECTED);
        }
        requireArray(geometry.path("geometries"), "GeometryCollection", "one or more geometries");
        geometry.path("geometries").forEach(part -> read(part, depth + 1));
      }
      default -> {
        if (depth == 0) {
          throw wrong("geometry is of type '" + type + "'", EXPECTED);
        }
        mending.passedOver(type.isEmpty() ? "part without type" : type);
      }
    }
  }

  private void polygon(JsonNode rings) {
    requireArray(rings, "polygon", "an outer ring and its holes");
    var corners = new ArrayList<Coordinate[]>();
    rings.forEach(ring -> corners.add(ring(ring)));
    if (corners.stream().anyMatch(Antimeridian::crosses)) {
      cut(corners);
    } else {
      var outlines = corners.stream().map(Shapes.FACTORY::createLinearRing).toList();
      var holes = outlines.subList(1, outlines.size()).toArray(LinearRing[]::new);
      polygons.add(Shapes.FACTORY.createPolygon(outlines.get(0), holes));
    }
  }

  private void cut(List<Coordinate[]> rings) {
    var parts = Antimeridian.cut(rings);
    if (parts.isEmpty()) {
      throw wrong(
          "edges are longer than 180 degrees, and the shape goes round a pole or has no area",
          "an area that a city can have");
    }
    polygons.addAll(parts);
    mending.cut();
  }

  private Coordinate[] ring(JsonNode corners) {
    requireArray(corners, "ring", "four or more corners");
    vertices += corners.size();
    if (vertices > MOST_VERTICES) {
      throw wrong(
          "more than " + MOST_VERTICES + " vertices", "at most that many: generalise the shape");
    }
    boolean closed = corners.get(0).equals(corners.get(corners.size() - 1));
    var coordinates = new Coordinate[corners.size() + (closed ? 0 : 1)];
    for (int i = 0; i < corners.size(); i++) {
      coordinates[i] = corner(corners.get(i));
    }
    if (!closed) {
      coordinates[coordinates.length - 1] = coordinates[0].copy();
      mending.closed();
    }
    if (coordinates.length < 4) {
      throw wrong(
          "a ring has " + corners.size() + " corners", "four or more, the last as the first");
    }
    return coordinates;
  }

  private Coordinate corner(JsonNode corner) {
    if (corner.size() < 2 || !corner.get(0).isNumber() || !corner.get(1).isNumber()) {
      throw wrong("a corner is " + shortened(corner), "[x, y] as numbers");
    }
    var position = crs.position(corner.get(0).doubleValue(), corner.get(1).doubleValue());
    double longitude = position.longitude();
    double latitude = position.latitude();
    boolean onEarth = longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90;
    if (!onEarth) {
      throw wrong(
          "a corner is " + shortened(corner),
          crs == Crs.WGS84
              ? "[longitude, latitude] within -180..180 and -90..90; are these metres? then name"
                  + " their crs"
              : "[easting, northing] in " + crs.code());
    }
    return new Coordinate(longitude, latitude);
  }

  private void requireArray(JsonNode node, String what, String expected) {
    if (!node.isArray() || node.isEmpty()) {
      throw wrong("a " + what.toLowerCase(Locale.ROOT) + " is " + shortened(node), expected);
    }
  }

  static String shortened(JsonNode node) {
    var text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private IllegalArgumentException wrong(String found, String expected) {
    return GeoJsonZones.wrong(place, found, expected);
  }
}
