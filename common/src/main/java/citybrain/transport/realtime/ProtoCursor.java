package citybrain.transport.realtime;

/**
 * Walks over the fields of one protobuf message inside a larger array. Own code because the
 * generated classes make an object of every field, and a poll holds ten thousand vehicles with
 * twenty fields each. Groups, which GTFS Realtime does not use, are malformed.
 */
final class ProtoCursor {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** Thrown and caught inside a decoder; without a stack trace it costs nothing. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Malformed() {
      super("not a protobuf message", null, false, false);
    }
  }

  private final byte[] body;
  private int begin;
  private int at;
  private int end;
  private int field;
  private int type;
  private long number;
  private int start;
  private int stop;

  ProtoCursor(byte[] body) {
    this.body = body;
    end = body.length;
  }

  /** Moves to the part of the message between these places. */
  ProtoCursor over(int from, int to) {
    begin = from;
    at = from;
    end = to;
    return this;
  }

  /** Moves into the value of the field at which the other cursor stands. */
  ProtoCursor into(ProtoCursor outer) {
    outer.requireType(BYTES);
    return over(outer.start, outer.stop);
  }

  /** Moves back before the first field of this part. */
  void rewind() {
    at = begin;
  }

  /** Moves to the next field; false at the end. */
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) tag & 7;
    if (field <= 0 || tag >>> 32 != 0) {
      throw new Malformed();
    }
    switch (type) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(8);
      case BYTES -> {
        long length = varint();
        if (length < 0 || length > end - at) {
          throw new Malformed();
        }
        skip((int) length);
      }
      case FIXED32 -> skip(4);
      default -> throw new Malformed();
    }
    return true;
  }

  private void skip(int length) {
    if (length > end - at) {
      throw new Malformed();
    }
    start = at;
    at += length;
    stop = at;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        throw new Malformed();
      }
      byte b = body[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new Malformed();
  }

  private void requireType(int expected) {
    if (type != expected) {
      throw new Malformed();
    }
  }

  /** The number of the field at which the cursor stands. */
  int field() {
    return field;
  }

  /** The whole number of this field, an enum or a time. */
  long number() {
    requireType(VARINT);
    return number;
  }

  float real() {
    requireType(FIXED32);
    int bits = 0;
    for (int i = 3; i >= 0; i--) {
      bits = (bits << 8) | (body[start + i] & 0xFF);
    }
    return Float.intBitsToFloat(bits);
  }

  /** Where the bytes of this field begin. */
  int start() {
    requireType(BYTES);
    return start;
  }

  /** Behind the bytes of this field. */
  int stop() {
    return stop;
  }
}
