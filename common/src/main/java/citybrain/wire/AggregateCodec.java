package citybrain.wire;

import citybrain.aggregation.Aggregate;
import java.time.Instant;

/** Aggregates as Avro single objects of {@code aggregate.v2.avsc}. */
public final class AggregateCodec implements Codec<Aggregate> {

  /**
   * CRC-64-AVRO of the parsing canonical form of the schema; a test holds it against the schema
   * file.
   */
  static final long FINGERPRINT = 0x35771629C01B286BL;

  /**
   * Versions whose records are laid out alike, newest first: later ones only know more properties.
   */
  static final long[] READABLE = {FINGERPRINT, 0x57D2F13369D26025L};

  private static final String SCHEMA = "aggregate";

  private final AvroWriter writer = new AvroWriter();
  private final AvroReader reader = new AvroReader();

  @Override
  public byte[] encode(Aggregate value) {
    writer
        .start(FINGERPRINT)
        .writeString(value.city())
        .writeString(value.layer())
        .writeString(value.zone())
        .writeLong(value.property().code())
        .writeLong(value.windowStart().toEpochMilli())
        .writeLong(value.windowEnd().toEpochMilli())
        .writeLong(value.revision())
        .writeLong(value.count())
        .writeDouble(value.sum())
        .writeDouble(value.min())
        .writeDouble(value.max());
    ObservationCodec.write(writer, value.position());
    return writer.toBytes();
  }

  @Override
  public Aggregate decode(byte[] bytes) {
    reader.start(bytes, READABLE, SCHEMA);
    var aggregate =
        new Aggregate(
            reader.readString(),
            reader.readString(),
            reader.readString(),
            ObservationCodec.property(reader),
            Instant.ofEpochMilli(reader.readTime()),
            Instant.ofEpochMilli(reader.readTime()),
            reader.readInt(),
            reader.readLong(),
            reader.readFinite(),
            reader.readFinite(),
            reader.readFinite(),
            ObservationCodec.position(reader));
    reader.end();
    return aggregate;
  }
}
