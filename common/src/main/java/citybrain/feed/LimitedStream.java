package citybrain.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Ends with an error, and hands over nothing more, when a stream gives more than it may. */
public final class LimitedStream extends InputStream {

  private final InputStream in;
  private final String name;
  private final LongSupplier most;
  private final String expected;
  private long given;

  private LimitedStream(InputStream in, String name, LongSupplier most, String expected) {
    this.in = in;
    this.name = name;
    this.most = most;
    this.expected = expected;
  }

  /** At most so many bytes; the name is for the message. */
  public static LimitedStream of(InputStream in, String name, long most) {
    return new LimitedStream(in, name, () -> most, "");
  }

  /**
   * What was packed, as it is unpacked.
   *
   * @param packed how many packed bytes have been read so far
   * @param ratio the highest that is allowed
   */
  public static LimitedStream unpacked(
      InputStream in, String name, LongSupplier packed, int ratio) {
    return new LimitedStream(
        in,
        name,
        () -> Limits.unpacked(packed.getAsLong(), ratio),
        String.format(Locale.ROOT, "; expected at most %d times of what is packed", ratio));
  }

  /** All of it, when that is not more than may be kept whole in memory. */
  public static byte[] whole(InputStream in, String name) throws IOException {
    return of(in, name, Limits.WHOLE).readAllBytes();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    // One byte more than allowed is asked for, to know whether there is one.
    long left = most.getAsLong() - given;
    int count = in.read(buffer, offset, (int) Math.min(length, Math.max(0, left) + 1));
    given += Math.max(0, count);
    long allowed = most.getAsLong();
    if (given > allowed) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has more than %,d bytes%s%s",
              name,
              allowed,
              expected.isEmpty() ? "; that is the most allowed" : " when unpacked",
              expected));
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
