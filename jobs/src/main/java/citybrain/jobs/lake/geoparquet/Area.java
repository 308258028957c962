package citybrain.jobs.lake.geoparquet;

import citybrain.geo.BoundingBox;

/**
 * The shape of a zone, ready for a file.
 *
 * @param wkb a Polygon or MultiPolygon in WGS 84, little endian
 */
public record Area(byte[] wkb, BoundingBox bounds) {

  private static final int WKB_POLYGON = 3;

  /** The GeoParquet name of its geometry type; the WKB tells it in its second byte. */
  String type() {
    return wkb[1] == WKB_POLYGON ? "Polygon" : "MultiPolygon";
  }
}
