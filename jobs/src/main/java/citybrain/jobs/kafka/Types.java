package citybrain.jobs.kafka;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.observation.Observation;
import citybrain.observation.Stamped;
import citybrain.observation.Vocabulary;
import citybrain.wire.AggregateCodec;
import citybrain.wire.AlertJson;
import citybrain.wire.Codec;
import citybrain.wire.ObservationCodec;
import citybrain.wire.StampedCodec;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * How the values of the event model travel inside the engine: in their own wire format, never by
 * reflection.
 */
public final class Types {

  public static final TypeInformation<Alert> ALERT =
      new CodecType<>(Alert.class, new AlertSerializer());

  public static final TypeInformation<Outgoing> OUTGOING =
      new CodecType<>(Outgoing.class, new OutgoingType());

  private Types() {}

  /** Observations of properties of this vocabulary. */
  public static TypeInformation<Observation> observation(Vocabulary vocabulary) {
    return new CodecType<>(Observation.class, new ObservationSerializer(vocabulary));
  }

  /** The same with their stamps. */
  public static TypeInformation<Stamped> stamped(Vocabulary vocabulary) {
    return new CodecType<>(Stamped.class, new StampedSerializer(vocabulary));
  }

  /** Aggregates of properties of this vocabulary. */
  public static TypeInformation<Aggregate> aggregate(Vocabulary vocabulary) {
    return new CodecType<>(Aggregate.class, new AggregateSerializer(vocabulary));
  }

  /** A type with a serializer of its own. */
  public static <T> TypeInformation<T> of(Class<T> type, TypeSerializer<T> serializer) {
    return new CodecType<>(type, serializer);
  }

  static final class ObservationSerializer extends CodecSerializer<Observation> {
    private static final long serialVersionUID = 1L;

    private final Vocabulary vocabulary;

    ObservationSerializer(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Override
    Codec<Observation> newCodec() {
      return new ObservationCodec(vocabulary);
    }

    @Override
    public TypeSerializerSnapshot<Observation> snapshotConfiguration() {
      return new ObservationSnapshot();
    }
  }

  static final class StampedSerializer extends CodecSerializer<Stamped> {
    private static final long serialVersionUID = 1L;

    private final Vocabulary vocabulary;

    StampedSerializer(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Override
    Codec<Stamped> newCodec() {
      return new StampedCodec(vocabulary);
    }

    @Override
    public TypeSerializerSnapshot<Stamped> snapshotConfiguration() {
      return new StampedSnapshot();
    }
  }

  static final class AggregateSerializer extends CodecSerializer<Aggregate> {
    private static final long serialVersionUID = 1L;

    private final Vocabulary vocabulary;

    AggregateSerializer(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Override
    Codec<Aggregate> newCodec() {
      return new AggregateCodec(vocabulary);
    }

    @Override
    public TypeSerializerSnapshot<Aggregate> snapshotConfiguration() {
      return new AggregateSnapshot();
    }
  }

  static final class AlertSerializer extends CodecSerializer<Alert> {
    private static final long serialVersionUID = 1L;

    @Override
    Codec<Alert> newCodec() {
      return new AlertJson();
    }

    @Override
    public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
      return new AlertSnapshot();
    }
  }

  /**
   * Named classes, because their names are written into savepoints. They say of which kind a
   * serializer was; which properties there are is known to that of the job.
   */
  public static final class ObservationSnapshot extends SimpleTypeSerializerSnapshot<Observation> {
    public ObservationSnapshot() {
      super(() -> new ObservationSerializer(Vocabulary.BUILT_IN));
    }
  }

  /** See {@link ObservationSnapshot}. */
  public static final class StampedSnapshot extends SimpleTypeSerializerSnapshot<Stamped> {
    public StampedSnapshot() {
      super(() -> new StampedSerializer(Vocabulary.BUILT_IN));
    }
  }

  /** See {@link ObservationSnapshot}. */
  public static final class AggregateSnapshot extends SimpleTypeSerializerSnapshot<Aggregate> {
    public AggregateSnapshot() {
      super(() -> new AggregateSerializer(Vocabulary.BUILT_IN));
    }
  }

  /** See {@link ObservationSnapshot}. */
  public static final class AlertSnapshot extends SimpleTypeSerializerSnapshot<Alert> {
    public AlertSnapshot() {
      super(AlertSerializer::new);
    }
  }

  /** A type that is serialised as one opaque value. */
  private static final class CodecType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final TypeSerializer<T> serializer;

    CodecType(Class<T> type, TypeSerializer<T> serializer) {
      this.type = type;
      this.serializer = serializer;
    }

    @Override
    public boolean isBasicType() {
      return false;
    }

    @Override
    public boolean isTupleType() {
      return false;
    }

    @Override
    public int getArity() {
      return 1;
    }

    @Override
    public int getTotalFields() {
      return 1;
    }

    @Override
    public Class<T> getTypeClass() {
      return type;
    }

    @Override
    public boolean isKeyType() {
      return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
      return serializer.duplicate();
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof CodecType<?> that && that.type == type;
    }

    @Override
    public int hashCode() {
      return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
      return other instanceof CodecType<?>;
    }
  }
}
