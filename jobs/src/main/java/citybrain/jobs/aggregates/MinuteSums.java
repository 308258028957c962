package citybrain.jobs.aggregates;

import citybrain.aggregation.ExactSum;
import citybrain.aggregation.ZoneName;
import citybrain.jobs.kafka.Types;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What one feed brought of one property in one minute, summed by zone, on its way to the worker
 * that has the windows of these zones; or how far a feed is. A row a zone, as bytes: fingerprint,
 * count, the two words of the sum, least and largest value, and what names the zone.
 *
 * @param worker a key that leads to that worker
 * @param minute its start, epoch milliseconds
 * @param rows see {@link Rows}
 * @param kind of what the rows are
 * @param clock instead of sums
 */
record MinuteSums(
    Long worker,
    String city,
    String feed,
    String property,
    long minute,
    byte[] rows,
    Kind kind,
    @Nullable ZoneClock clock) {

  /** What rows are. */
  enum Kind {
    /** Sums of what was measured. */
    MEASURED,
    /** Sums of what nobody measured; they have no extremes. */
    ESTIMATED,
    /** Single values and corrections of such, for their feed may correct them; {@link OneByOne}. */
    ONE_BY_ONE
  }

  static final TypeInformation<MinuteSums> TYPE =
      Types.of(MinuteSums.class, new MinuteSumsSerializer());

  static final TypeInformation<Long> KEY = BasicTypeInfo.LONG_TYPE_INFO;

  private static final byte[] NOTHING = {};

  static MinuteSums of(ZoneClock clock) {
    return new MinuteSums(
        clock.worker(), clock.city(), clock.feed(), "", 0, NOTHING, Kind.MEASURED, clock);
  }

  /** Rows one behind the other. */
  static final class Rows {

    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE =
        MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FINGERPRINT = 0;
    private static final int COUNT = FINGERPRINT + Long.BYTES;
    private static final int HIGH = COUNT + Long.BYTES;
    private static final int LOW = HIGH + Long.BYTES;
    private static final int MIN = LOW + Long.BYTES;
    private static final int MAX = MIN + Double.BYTES;
    private static final int NAME_SIZE = MAX + Double.BYTES;
    private static final int NAME = NAME_SIZE + Integer.BYTES;

    private byte[] bytes = new byte[512];
    private int length;

    /** Adds a row; where it stands. */
    int add(ZoneName zone, long count, long high, long low, double min, double max) {
      var name = zone.bytes();
      int at = length;
      length += NAME + name.length;
      if (length > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      LONG.set(bytes, at + FINGERPRINT, zone.fingerprint());
      LONG.set(bytes, at + COUNT, count);
      LONG.set(bytes, at + HIGH, high);
      LONG.set(bytes, at + LOW, low);
      DOUBLE.set(bytes, at + MIN, min);
      DOUBLE.set(bytes, at + MAX, max);
      INT.set(bytes, at + NAME_SIZE, name.length);
      System.arraycopy(name, 0, bytes, at + NAME, name.length);
      return at;
    }

    /** Adds to the row that stands there. */
    void merge(int at, long count, long high, long low, double min, double max) {
      long sum = low(bytes, at) + low;
      LONG.set(bytes, at + COUNT, count(bytes, at) + count);
      LONG.set(bytes, at + HIGH, high(bytes, at) + high + ExactSum.carry(sum, low));
      LONG.set(bytes, at + LOW, sum);
      DOUBLE.set(bytes, at + MIN, Math.min(min(bytes, at), min));
      DOUBLE.set(bytes, at + MAX, Math.max(max(bytes, at), max));
    }

    boolean isEmpty() {
      return length == 0;
    }

    /** All rows; afterwards there are none. */
    byte[] take() {
      var taken = Arrays.copyOf(bytes, length);
      length = 0;
      return taken;
    }

    static long fingerprint(byte[] rows, int at) {
      return (long) LONG.get(rows, at + FINGERPRINT);
    }

    static long count(byte[] rows, int at) {
      return (long) LONG.get(rows, at + COUNT);
    }

    static long high(byte[] rows, int at) {
      return (long) LONG.get(rows, at + HIGH);
    }

    static long low(byte[] rows, int at) {
      return (long) LONG.get(rows, at + LOW);
    }

    static double min(byte[] rows, int at) {
      return (double) DOUBLE.get(rows, at + MIN);
    }

    static double max(byte[] rows, int at) {
      return (double) DOUBLE.get(rows, at + MAX);
    }

    /** Where what names the zone begins. */
    static int name(int at) {
      return at + NAME;
    }

    /** Where the row ends. */
    static int end(byte[] rows, int at) {
      return at + NAME + (int) INT.get(rows, at + NAME_SIZE);
    }
  }
}
