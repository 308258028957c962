package citybrain.wire;

import citybrain.observation.ObservedProperty;

/**
 * Looks at an encoded observation without making objects of it: for paths that millions pass. A
 * view is moved from record to record; what it returned before is gone then.
 */
public final class ObservationView {

  /** Stands for the place of an observation that has none. */
  public static final long NOWHERE = Long.MIN_VALUE;

  private final AvroReader reader = new AvroReader();
  private ObservedProperty property = ObservedProperty.TRAFFIC_SPEED;
  private long phenomenonTime;
  private double result;
  private long place;
  private String city = "";
  private String feed = "";

  /**
   * Moves to this record.
   *
   * @throws WireException when the bytes are not an observation
   */
  public void read(byte[] bytes) {
    reader.start(bytes, ObservationCodec.READABLE, "observation");
    property = ObservationCodec.property(reader);
    phenomenonTime = reader.readTime();
    result = reader.readFinite();
    place =
        ObservationCodec.hasPosition(reader) ? place(reader.readInt(), reader.readInt()) : NOWHERE;
    reader.readInt();
    reader.readTime();
    city = reader.readString();
    feed = reader.readString();
    // The rest is not looked at, but what this view takes the codec must take as well.
    reader.skipString();
    reader.skipString();
    reader.skipString();
    reader.end();
  }

  private long place(int longitudeE7, int latitudeE7) {
    ObservationCodec.requirePlace(reader, longitudeE7, latitudeE7);
    return ((long) longitudeE7 << 32) | (latitudeE7 & 0xFFFFFFFFL);
  }

  public ObservedProperty property() {
    return property;
  }

  /** Epoch milliseconds. */
  public long phenomenonTime() {
    return phenomenonTime;
  }

  public double result() {
    return result;
  }

  /** The position as one number, equal for equal positions; {@link #NOWHERE} without one. */
  public long place() {
    return place;
  }

  public static double longitude(long place) {
    return (place >> 32) / 1e7;
  }

  public static double latitude(long place) {
    return (int) place / 1e7;
  }

  public String city() {
    return city;
  }

  public String feed() {
    return feed;
  }
}
