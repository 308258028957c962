package citybrain.geo;

import citybrain.geo.h3.H3Encoder;
import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The cells of H3 (h3geo.org) at one resolution: zones of nearly equal size where nobody drew any.
 * Resolution 9 has edges of about 200 m. Any thread may use it.
 */
public final class HexGrid {

  /** The name of the grid as a zone layer. */
  public static final String LAYER = "h3";

  /** No cell: the point is not on Earth. H3 itself keeps 0 for it. */
  public static final long NONE = 0;

  public static final int FINEST = H3Encoder.FINEST;

  private final int resolution;
  private final H3Encoder encoder;

  /**
   * @param resolution 0 (edges of 1,280 km) to 15 (0.6 m)
   */
  public HexGrid(int resolution) {
    this.encoder = new H3Encoder(resolution);
    this.resolution = resolution;
  }

  public int resolution() {
    return resolution;
  }

  /**
   * The cell of this point, {@link #NONE} when it is not on Earth. Always that of the library,
   * which is asked only where a point lies within nanometres of a line between cells.
   */
  public long cell(double longitude, double latitude) {
    boolean onEarth = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
    if (!onEarth) {
      return NONE;
    }
    long cell = encoder.cell(longitude, latitude);
    return cell == H3Encoder.UNDECIDED
        ? Library.H3.latLngToCell(latitude, longitude, resolution)
        : cell;
  }

  /** The usual way to write a cell, for example {@code 891f0a1b1a3ffff}. */
  public static String text(long cell) {
    return Long.toHexString(cell);
  }

  /** True when this text names a cell of this resolution. */
  public boolean isCell(String text) {
    if (!text.matches("[0-9a-f]{15}")) {
      return false;
    }
    long cell = Long.parseUnsignedLong(text, 16);
    return Library.H3.isValidCell(cell) && Library.H3.getResolution(cell) == resolution;
  }

  /** The middle of a cell. */
  public Position centre(long cell) {
    var centre = Library.H3.cellToLatLng(required(cell));
    return new Position(centre.lng, centre.lat);
  }

  /**
   * The outline of a cell as WKB: a polygon, or a multipolygon cut at the antimeridian (RFC 7946,
   * section 3.1.9).
   */
  public byte[] wkb(long cell) {
    return Shapes.wkb(CellOutline.of(Library.H3.cellToBoundary(required(cell))));
  }

  /** The outline of a cell as a GeoJSON geometry object, cut like {@link #wkb}. */
  public String geoJson(long cell) {
    return Shapes.geoJson(CellOutline.of(Library.H3.cellToBoundary(required(cell))));
  }

  /** From -180 to 180 when the cell crosses the antimeridian. */
  public BoundingBox bounds(long cell) {
    return Shapes.bounds(CellOutline.of(Library.H3.cellToBoundary(required(cell))));
  }

  private static long required(long cell) {
    if (!Library.H3.isValidCell(cell)) {
      throw new IllegalArgumentException("'" + text(cell) + "' is not an H3 cell");
    }
    return cell;
  }

  /** Unpacks and loads the native library when it is first asked: for outlines, as a rule. */
  private static final class Library {

    static final H3Core H3 = load();

    private static H3Core load() {
      try {
        return H3Core.newInstance();
      } catch (IOException e) {
        throw new UncheckedIOException("the H3 library could not be unpacked", e);
      }
    }
  }
}
