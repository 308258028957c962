package citybrain.local.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a poll of many vehicles as GTFS Realtime, field by field, with what most operators send: a
 * trip, a position with bearing and speed, a stop, a time and a vehicle.
 */
final class VehiclePoll {

  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private VehiclePoll() {}

  static byte[] of(int vehicles, long timestamp) {
    var poll = new VehiclePoll();
    poll.message(1, new VehiclePoll().text(1, "2.0").number(3, timestamp));
    for (int i = 0; i < vehicles; i++) {
      poll.message(
          2,
          new VehiclePoll()
              .text(1, Integer.toString(i))
              .message(4, vehicle(i, timestamp - i % 60)));
    }
    return poll.out.toByteArray();
  }

  private static VehiclePoll vehicle(int i, long timestamp) {
    var trip = new VehiclePoll().text(1, "2181337:" + i).text(3, "20260115").text(5, "r" + i % 90);
    var position =
        new VehiclePoll()
            .real(1, 44.2f + i % 1_000 / 1e4f)
            .real(2, -76.5f - i % 777 / 1e4f)
            .real(3, i % 360)
            .real(5, i % 20);
    return new VehiclePoll()
        .message(1, trip)
        .message(2, position)
        .number(3, i % 40)
        .number(4, 2)
        .number(5, timestamp)
        .text(7, "S0" + i % 900)
        .message(8, new VehiclePoll().text(1, "3490" + (100_000 + i)));
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private VehiclePoll number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  private VehiclePoll real(int field, float value) {
    tag(field, FIXED32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(bits >>> shift);
    }
    return this;
  }

  private VehiclePoll text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private VehiclePoll message(int field, VehiclePoll value) {
    return bytes(field, value.out.toByteArray());
  }

  private VehiclePoll bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }
}
