package citybrain.jobs.rules;

import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.wire.FeatureNames;
import citybrain.wire.ObservationCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One of {@link Readings}: what its order and its place depend on, and then the observation as it
 * lay on Kafka. Of its stamp only where it was said is kept: that it is not late is decided.
 */
final class PackedReading {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int LENGTH = 0;
  private static final int FEED = LENGTH + Integer.BYTES;
  private static final int KEY_HASH = FEED + Integer.BYTES;
  private static final int HINT = KEY_HASH + Integer.BYTES;
  private static final int PROPERTY = HINT + Integer.BYTES;
  private static final int TIME = PROPERTY + Integer.BYTES;
  private static final int PARTITION = TIME + Long.BYTES;
  private static final int OFFSET = PARTITION + Integer.BYTES;
  private static final int INDEX = OFFSET + Long.BYTES;
  private static final int VALUE = INDEX + Integer.BYTES;

  private PackedReading() {}

  /** How many bytes it takes with a value of so many. */
  static int lengthOf(int value) {
    return VALUE + value;
  }

  /** In the index in a message, which is never negative. */
  private static final int CORRECTION = Integer.MIN_VALUE;

  static void write(
      byte[] to,
      int at,
      byte[] value,
      int feed,
      int keyHash,
      int hint,
      int property,
      long time,
      Stamp stamp,
      boolean isCorrection) {
    INT.set(to, at + LENGTH, lengthOf(value.length));
    INT.set(to, at + FEED, feed);
    INT.set(to, at + KEY_HASH, keyHash);
    INT.set(to, at + HINT, hint);
    INT.set(to, at + PROPERTY, property);
    LONG.set(to, at + TIME, time);
    INT.set(to, at + PARTITION, stamp.partition());
    LONG.set(to, at + OFFSET, stamp.offset());
    INT.set(to, at + INDEX, stamp.index() | (isCorrection ? CORRECTION : 0));
    System.arraycopy(value, 0, to, at + VALUE, value.length);
  }

  static int length(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + LENGTH);
  }

  static int feed(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + FEED);
  }

  static void setFeed(byte[] bytes, int at, int feed) {
    INT.set(bytes, at + FEED, feed);
  }

  /** Of its key, which says to which key group it belongs. */
  static int keyHash(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + KEY_HASH);
  }

  /** See {@link Keys}. */
  static int hint(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + HINT);
  }

  /** The number of its property. */
  static int property(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + PROPERTY);
  }

  /** The phenomenon time. */
  static long time(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at + TIME);
  }

  /** Whether it stands in for what its feed told before for this time of the series. */
  static boolean isCorrection(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + INDEX) < 0;
  }

  private static int index(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + INDEX) & ~CORRECTION;
  }

  /** The order of two of one feed and time, as {@link Stamped#ORDER}. */
  static int compareSaid(byte[] bytes, int one, int other) {
    int byPartition =
        Integer.compare(
            (int) INT.get(bytes, one + PARTITION), (int) INT.get(bytes, other + PARTITION));
    if (byPartition != 0) {
      return byPartition;
    }
    int byOffset =
        Long.compare((long) LONG.get(bytes, one + OFFSET), (long) LONG.get(bytes, other + OFFSET));
    return byOffset != 0 ? byOffset : Integer.compare(index(bytes, one), index(bytes, other));
  }

  /** Whether its property is known here. */
  static boolean isKnown(byte[] bytes, int at, ObservationCodec codec) {
    return codec.knows(bytes, at + VALUE, at + length(bytes, at));
  }

  static Stamped read(byte[] bytes, int at, ObservationCodec codec, @Nullable FeatureNames likely) {
    return new Stamped(
        codec.decode(bytes, at + VALUE, at + length(bytes, at), likely),
        new Stamp(
            0,
            0,
            (int) INT.get(bytes, at + PARTITION),
            (long) LONG.get(bytes, at + OFFSET),
            index(bytes, at)));
  }
}
