package citybrain.synthetic.lines;

/**
 * Protocol buffers, field by field, behind what a text holds already. Messages within messages are
 * written in place: their length is filled in when they are closed.
 */
public record Protobuf(Text out) {

  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  /** An integer, enum or boolean; a negative one takes ten bytes, as the format wants it. */
  public Protobuf number(int field, long value) {
    varint((field << 3) | VARINT);
    varint(value);
    return this;
  }

  public Protobuf real(int field, double value) {
    varint((field << 3) | FIXED_32);
    int bits = Float.floatToIntBits((float) value);
    for (int shift = 0; shift < 32; shift += 8) {
      put(bits >>> shift);
    }
    return this;
  }

  public Protobuf text(int field, String ascii) {
    varint((field << 3) | BYTES);
    varint(ascii.length());
    out.put(ascii);
    return this;
  }

  /** Begins a message or a text within; the answer is for {@link #close}. */
  public int open(int field) {
    varint((field << 3) | BYTES);
    put(0);
    return out.size();
  }

  public void close(int begin) {
    int length = out.size() - begin;
    int more = 0;
    for (int rest = length >>> 7; rest > 0; rest >>>= 7) {
      more++;
    }
    if (more > 0) {
      out.makeRoom(begin, more);
    }
    for (int i = 0, rest = length; i <= more; i++, rest >>>= 7) {
      out.replace(begin - 1 + i, (char) (i < more ? (rest & 0x7F) | 0x80 : rest));
    }
  }

  /** How many messages one after the other are written from here; -1 when the last is cut off. */
  int messagesFrom(int begin) {
    int found = 0;
    int at = begin;
    while (at < out.size()) {
      at++;
      long length = 0;
      int shift = 0;
      boolean more = true;
      while (more && at < out.size()) {
        int next = out.byteAt(at++);
        length |= (next & 0x7FL) << shift;
        shift += 7;
        more = next < 0;
      }
      at += (int) length;
      found++;
      if (more || at > out.size()) {
        return -1;
      }
    }
    return found;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void put(int lowByte) {
    out.put((char) (lowByte & 0xFF));
  }
}
