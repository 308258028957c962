package citybrain.geo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Reads the GeoJSON geometry of one feature: a Polygon or a MultiPolygon, into WGS 84. */
final class PolygonReader {

  /** More belongs generalised first: point-in-area tests and screens gain nothing from it. */
  static final int MOST_VERTICES = 100_000;

  private final String place;
  private final Crs crs;
  private final Mending mending;
  private int vertices;

  PolygonReader(String place, Crs crs, Mending mending) {
    this.place = place;
    this.crs = crs;
    this.mending = mending;
  }

  Geometry read(JsonNode geometry) {
    if (geometry.isNull() || geometry.isMissingNode()) {
      throw wrong("geometry is null", "Polygon or MultiPolygon");
    }
    var type = geometry.path("type").asText();
    var coordinates = geometry.path("coordinates");
    return switch (type) {
      case "Polygon" -> polygon(coordinates);
      case "MultiPolygon" -> multiPolygon(coordinates);
      default -> throw wrong("geometry is of type '" + type + "'", "Polygon or MultiPolygon");
    };
  }

  private Geometry multiPolygon(JsonNode coordinates) {
    requireArray(coordinates, "MultiPolygon", "one or more polygons");
    var polygons = new Polygon[coordinates.size()];
    for (int i = 0; i < polygons.length; i++) {
      polygons[i] = polygon(coordinates.get(i));
    }
    return Shapes.FACTORY.createMultiPolygon(polygons);
  }

  private Polygon polygon(JsonNode rings) {
    requireArray(rings, "polygon", "an outer ring and its holes");
    var shell = ring(rings.get(0));
    var holes = new LinearRing[rings.size() - 1];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = ring(rings.get(i + 1));
    }
    return Shapes.FACTORY.createPolygon(shell, holes);
  }

  private LinearRing ring(JsonNode corners) {
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
    return Shapes.FACTORY.createLinearRing(coordinates);
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

  private static String shortened(JsonNode node) {
    var text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private IllegalArgumentException wrong(String found, String expected) {
    return GeoJsonZones.wrong(place, found, expected);
  }
}
