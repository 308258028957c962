package citybrain.jobs.aggregates;

import citybrain.geo.Position;
import citybrain.jobs.cities.Places;
import citybrain.observation.ObservedProperty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one feed says of one property in one zone: the part of a {@link ZoneMinute} that stays the
 * same from minute to minute. It is encoded once, and recognised by its bytes.
 */
final class ZoneSeries {

  /** Of what is no sum. */
  static final ZoneSeries NONE =
      new ZoneSeries("", "", ObservedProperty.TRAFFIC_SPEED, new Places.Place("", "", null));

  final String city;
  final String feed;
  final ObservedProperty property;
  final String layer;
  final String zone;
  final @Nullable Position centre;

  /** All of the above; two series are equal when these are. */
  final byte[] bytes;

  final long fingerprint;

  /** By this the records are spread: all properties and feeds of a zone are on one worker. */
  final Long zoneKey;

  ZoneSeries(String city, String feed, ObservedProperty property, Places.Place place) {
    this(
        city,
        feed,
        property,
        place,
        encode(city, feed, property, place.layer(), place.zone(), place.centre()));
  }

  private ZoneSeries(
      String city, String feed, ObservedProperty property, Places.Place place, byte[] bytes) {
    this.city = city;
    this.feed = feed;
    this.property = property;
    this.layer = place.layer();
    this.zone = place.zone();
    this.centre = place.centre();
    this.bytes = bytes;
    this.fingerprint = fingerprint(bytes);
    this.zoneKey = zoneKey(city, layer, zone);
  }

  static ZoneSeries decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var city = in.readUTF();
      var feed = in.readUTF();
      var property = ObservedProperty.find(in.readInt()).orElseThrow();
      var place = new Places.Place(in.readUTF(), in.readUTF(), readPosition(in));
      return new ZoneSeries(city, feed, property, place, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encode(
      String city,
      String feed,
      ObservedProperty property,
      String layer,
      String zone,
      @Nullable Position centre) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeUTF(city);
      out.writeUTF(feed);
      out.writeInt(property.code());
      out.writeUTF(layer);
      out.writeUTF(zone);
      write(out, centre);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void write(DataOutputStream out, @Nullable Position centre) throws IOException {
    out.writeDouble(centre == null ? Double.NaN : centre.longitude());
    out.writeDouble(centre == null ? Double.NaN : centre.latitude());
  }

  static @Nullable Position readPosition(DataInputStream in) throws IOException {
    double longitude = in.readDouble();
    double latitude = in.readDouble();
    return Double.isNaN(longitude) ? null : new Position(longitude, latitude);
  }

  /** The same in every JVM, because key groups of snapshots are made from it. */
  static Long zoneKey(String city, String layer, String zone) {
    var name = city + "/" + layer + "/" + zone;
    return fingerprint(name.getBytes(StandardCharsets.UTF_8));
  }

  private static long fingerprint(byte[] bytes) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : bytes) {
      hash = (hash ^ b) * 0x100000001B3L;
    }
    return hash ^ (hash >>> 29);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof ZoneSeries that
        && fingerprint == that.fingerprint
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint);
  }
}
