package citybrain.aggregation;

import citybrain.geo.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What names a zone within a city, and where it is drawn; and the same as bytes, by which zones are
 * recognised on their way between workers.
 */
public final class ZoneName {

  private static final int PLACE = 2 * Double.BYTES;
  private static final byte BETWEEN = 0;

  private final long fingerprint;
  private final String layer;
  private final String zone;
  private final @Nullable Position centre;
  private final byte[] bytes;

  private ZoneName(
      long fingerprint, String layer, String zone, @Nullable Position centre, byte[] bytes) {
    this.fingerprint = fingerprint;
    this.layer = layer;
    this.zone = zone;
    this.centre = centre;
    this.bytes = bytes;
  }

  /**
   * Of a zone of a city.
   *
   * @param layer without a character of code 0
   */
  public static ZoneName of(String city, String layer, String zone, @Nullable Position centre) {
    var name = layer.getBytes(StandardCharsets.UTF_8);
    var id = zone.getBytes(StandardCharsets.UTF_8);
    var bytes =
        ByteBuffer.allocate(PLACE + name.length + 1 + id.length)
            .putDouble(centre == null ? Double.NaN : centre.longitude())
            .putDouble(centre == null ? Double.NaN : centre.latitude())
            .put(name)
            .put(BETWEEN)
            .put(id)
            .array();
    return new ZoneName(fingerprint(city, layer, zone), layer, zone, centre, bytes);
  }

  /** Of the bytes of one. */
  static ZoneName decode(long fingerprint, byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    double longitude = buffer.getDouble();
    double latitude = buffer.getDouble();
    int between = PLACE;
    while (bytes[between] != BETWEEN) {
      between++;
    }
    return new ZoneName(
        fingerprint,
        new String(bytes, PLACE, between - PLACE, StandardCharsets.UTF_8),
        new String(bytes, between + 1, bytes.length - between - 1, StandardCharsets.UTF_8),
        Double.isNaN(longitude) ? null : new Position(longitude, latitude),
        bytes);
  }

  /** The same in every JVM, because zones are spread by it and snapshots keep it. */
  private static long fingerprint(String city, String layer, String zone) {
    var name = (city + "/" + layer + "/" + zone).getBytes(StandardCharsets.UTF_8);
    long hash = 0xCBF29CE484222325L;
    for (byte b : name) {
      hash = (hash ^ b) * 0x100000001B3L;
    }
    return hash ^ (hash >>> 29);
  }

  /** Of city, layer and zone: all properties and feeds of a zone go where it leads. */
  public long fingerprint() {
    return fingerprint;
  }

  public String layer() {
    return layer;
  }

  public String zone() {
    return zone;
  }

  public @Nullable Position centre() {
    return centre;
  }

  /** All of it but the fingerprint; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  boolean is(byte[] other, int from, int to) {
    return Arrays.equals(bytes, 0, bytes.length, other, from, to);
  }
}
