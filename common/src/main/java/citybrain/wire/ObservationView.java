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
    phenomenonTime = reader.readLong();
    result = reader.readDouble();
    place =
        switch (reader.readInt()) {
          case 0 -> NOWHERE;
          case 1 -> ((long) reader.readInt() << 32) | (reader.readInt() & 0xFFFFFFFFL);
          default -> throw new WireException("a position is null or a pair of coordinates");
        };
    reader.readInt();
    reader.readLong();
    city = reader.readString();
    feed = reader.readString();
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
