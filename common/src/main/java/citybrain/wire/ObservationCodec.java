package citybrain.wire;

import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Vocabulary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Observations as Avro single objects of {@code observation.v5.avsc}. */
public final class ObservationCodec implements Codec<Observation> {

  /**
   * CRC-64-AVRO of the parsing canonical form of the schema; a test holds it against the schema
   * file.
   */
  static final long FINGERPRINT = 0x9E627132E97BF921L;

  /**
   * The newest first: those before the fourth have no name of a declared property, and know fewer
   * built-in ones.
   */
  static final long[] READABLE = {
    FINGERPRINT, 0x970811A897289580L, 0xB9C9DE7D1A28F1C6L, 0x8652B3F5E2BB2EFFL, 0x4C1EA9E91A990B4FL
  };

  /** Of those {@link #READABLE}, the oldest that has the name of a declared property. */
  private static final int DECLARED_SINCE = 1;

  private static final String SCHEMA = "observation";
  private static final Quality[] QUALITIES = Quality.values();
  private static final double E7 = 1e7;
  private static final long MOST_LONGITUDE = 1_800_000_000L;
  private static final long MOST_LATITUDE = 900_000_000L;

  private final Vocabulary vocabulary;
  private final AvroWriter writer = new AvroWriter();
  private final AvroReader reader = new AvroReader();
  private @Nullable FeatureNames names;

  /**
   * @param vocabulary the properties that may occur
   */
  public ObservationCodec(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The names in what was decoded last, the same for the same feature mostly. */
  public @Nullable FeatureNames names() {
    return names;
  }

  @Override
  public byte[] encode(Observation value) {
    writer
        .start(FINGERPRINT)
        .writeLong(value.property().code())
        .writeLong(value.phenomenonTime().toEpochMilli())
        .writeDouble(value.result());
    write(writer, value.position());
    return writer
        .writeLong(quality(value.quality()))
        .writeLong(value.resultTime().toEpochMilli())
        .writeString(declared(value.property()))
        .writeString(value.city())
        .writeString(value.feed())
        .writeString(value.feature())
        .writeString(value.zone())
        .writeString(value.procedure())
        .toBytes();
  }

  @Override
  public Observation decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length, null);
  }

  /**
   * The same from a part of these bytes.
   *
   * @param likely names of the feature, if they may be foreseen; they are asked first
   */
  public Observation decode(byte[] bytes, int from, int to, @Nullable FeatureNames likely) {
    reader.start(bytes, from, to, READABLE, SCHEMA);
    int code = reader.readInt();
    var phenomenonTime = Instant.ofEpochMilli(reader.readTime());
    double result = reader.readFinite();
    var position = position(reader);
    var quality = quality(reader.readInt());
    var resultTime = Instant.ofEpochMilli(reader.readTime());
    var declared = reader.version() <= DECLARED_SINCE ? reader.readString() : "";
    var property = property(vocabulary, code, declared);
    var read = reader.readNames(likely);
    reader.end();
    names = read;
    return new Observation(
        read.city,
        read.feed,
        read.feature,
        property,
        phenomenonTime,
        resultTime,
        result,
        position,
        read.zone,
        read.procedure,
        quality);
  }

  /**
   * Whether the property of a part of these bytes, which is an observation, is known here: what
   * rests may be of one that a city has declared before.
   */
  public boolean knows(byte[] bytes, int from, int to) {
    try {
      decode(bytes, from, to, null);
      return true;
    } catch (WireException e) {
      if (e.code().equals(WireException.UNKNOWN_PROPERTY)) {
        return false;
      }
      throw e;
    }
  }

  /** The name of a property that has no code; else empty. */
  static String declared(ObservedProperty property) {
    return property.isBuiltIn() ? "" : property.name();
  }

  /**
   * The property of a single value.
   *
   * @param declared its name, when it has no code
   */
  static ObservedProperty property(Vocabulary vocabulary, int code, String declared) {
    if (code == 0 && !declared.isEmpty()) {
      return BlockReader.property(vocabulary, declared);
    }
    return ObservedProperty.find(code)
        .orElseThrow(
            () ->
                new WireException(
                    WireException.UNKNOWN_PROPERTY,
                    "observed property " + code + " is not known to this version"));
  }

  static int quality(Quality quality) {
    return switch (quality) {
      case GOOD -> 0;
      case SUSPECT -> 1;
      case ESTIMATED -> 2;
    };
  }

  static Quality quality(int code) {
    return code < 0 || code >= QUALITIES.length ? Quality.SUSPECT : QUALITIES[code];
  }

  static void write(AvroWriter writer, @Nullable Position position) {
    if (position == null) {
      writer.writeLong(0);
      return;
    }
    writer
        .writeLong(1)
        .writeLong(Math.round(position.longitude() * E7))
        .writeLong(Math.round(position.latitude() * E7));
  }

  static @Nullable Position position(AvroReader reader) {
    if (!hasPosition(reader)) {
      return null;
    }
    int longitude = reader.readInt();
    int latitude = reader.readInt();
    requirePlace(reader, longitude, latitude);
    return new Position(longitude / E7, latitude / E7);
  }

  /** Degrees times ten million, as on the wire: what looks up zones takes no others. */
  static void requirePlace(AvroReader reader, long longitudeE7, long latitudeE7) {
    if (longitudeE7 < -MOST_LONGITUDE
        || longitudeE7 > MOST_LONGITUDE
        || latitudeE7 < -MOST_LATITUDE
        || latitudeE7 > MOST_LATITUDE) {
      throw reader.malformed("a position that is no place on Earth");
    }
  }

  static boolean hasPosition(AvroReader reader) {
    return switch (reader.readInt()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw reader.malformed("a position is null or a pair of coordinates");
    };
  }
}
