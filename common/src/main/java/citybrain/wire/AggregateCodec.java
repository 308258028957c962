package citybrain.wire;

import citybrain.aggregation.Aggregate;
import citybrain.observation.Vocabulary;
import java.time.Instant;

/** Aggregates as Avro single objects of {@code aggregate.v4.avsc}. */
public final class AggregateCodec implements Codec<Aggregate> {

  /**
   * CRC-64-AVRO of the parsing canonical form of the schema; a test holds it against the schema
   * file.
   */
  static final long FINGERPRINT = 0x5AB9EB0B6E6E3B0AL;

  /**
   * The newest first; those before the fourth end without the name of a declared property, those
   * before the third told all readings alike.
   */
  static final long[] READABLE = {
    FINGERPRINT, 0x42AD1C0D12F88C30L, 0xF6D355E87E50E64DL, 0x35771629C01B286BL, 0x57D2F13369D26025L
  };

  /** Of those {@link #READABLE}, the oldest that has the name of a declared property. */
  private static final int DECLARED_SINCE = 1;

  /** Likewise, the oldest that tells estimated readings apart. */
  private static final int ESTIMATED_SINCE = 2;

  private static final String SCHEMA = "aggregate";

  private final Vocabulary vocabulary;
  private final AvroWriter writer = new AvroWriter();
  private final AvroReader reader = new AvroReader();

  /**
   * @param vocabulary the properties that may occur
   */
  public AggregateCodec(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

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
        .writeDouble(value.count() == 0 ? 0 : value.min())
        .writeDouble(value.count() == 0 ? 0 : value.max())
        .writeLong(value.estimated())
        .writeDouble(value.estimatedSum());
    ObservationCodec.write(writer, value.position());
    writer.writeString(ObservationCodec.declared(value.property()));
    return writer.toBytes();
  }

  @Override
  public Aggregate decode(byte[] bytes) {
    reader.start(bytes, READABLE, SCHEMA);
    var city = reader.readString();
    var layer = reader.readString();
    var zone = reader.readString();
    int code = reader.readInt();
    var start = Instant.ofEpochMilli(reader.readTime());
    var end = Instant.ofEpochMilli(reader.readTime());
    int revision = reader.readInt();
    long count = reader.readLong();
    double sum = reader.readFinite();
    double min = reader.readFinite();
    double max = reader.readFinite();
    boolean tells = reader.version() <= ESTIMATED_SINCE;
    long estimated = tells ? reader.readLong() : 0;
    double estimatedSum = tells ? reader.readFinite() : 0;
    var position = ObservationCodec.position(reader);
    var declared = reader.version() <= DECLARED_SINCE ? reader.readString() : "";
    var aggregate =
        new Aggregate(
            city,
            layer,
            zone,
            ObservationCodec.property(vocabulary, code, declared),
            start,
            end,
            revision,
            count,
            sum,
            count == 0 ? Double.NaN : min,
            count == 0 ? Double.NaN : max,
            estimated,
            estimatedSum,
            position);
    reader.end();
    return aggregate;
  }
}
