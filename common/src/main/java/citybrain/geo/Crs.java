package citybrain.geo;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A coordinate reference system by its EPSG code; turns its coordinates into WGS 84 positions. */
public final class Crs {

  /** Longitude and latitude in degrees: nothing to convert. */
  public static final Crs WGS84 = new Crs("EPSG:4326", null);

  private static final Pattern CODE = Pattern.compile("EPSG:[0-9]{4,6}|OGC:CRS84");

  private final String code;
  private final @Nullable EpsgProjection toWgs84;

  private Crs(String code, @Nullable EpsgProjection toWgs84) {
    this.code = code;
    this.toWgs84 = toWgs84;
  }

  /** True when this is written like a code; whether it exists is only known to {@link #of}. */
  public static boolean isWellFormed(String code) {
    return CODE.matcher(code).matches();
  }

  /**
   * The system with this code, for example {@code EPSG:25832}.
   *
   * @throws IllegalArgumentException when the EPSG database does not know it
   */
  public static Crs of(String code) {
    if (code.equals("EPSG:4326") || code.equals("OGC:CRS84")) {
      return WGS84;
    }
    if (!isWellFormed(code)) {
      throw new IllegalArgumentException(
          "unknown CRS '" + code + "': expected an EPSG code such as EPSG:25832");
    }
    return new Crs(code, EpsgProjection.of(code));
  }

  public String code() {
    return code;
  }

  /**
   * Whether this name, as files have it ({@code urn:ogc:def:crs:EPSG::25832}, {@code EPSG:25832}, a
   * URL that ends so), is that of this system.
   */
  boolean isNamedBy(String name) {
    var last = name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
    var own = code.substring(code.indexOf(':') + 1);
    return last.equals(own) || (toWgs84 == null && (last.equals("CRS84") || last.equals("4326")));
  }

  /**
   * x is easting or longitude, y northing or latitude, whatever the axis order of the authority.
   * What cannot be converted becomes NaN, which is not plausible.
   */
  public Position position(double x, double y) {
    return toWgs84 == null ? new Position(x, y) : toWgs84.position(x, y);
  }
}
