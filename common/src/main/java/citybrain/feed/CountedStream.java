package citybrain.feed;

import java.io.IOException;
import java.io.InputStream;

/** Counts what is read of a packed stream, so that what it unpacks to can be held against it. */
public final class CountedStream extends InputStream {

  private final InputStream in;
  private long bytes;

  public CountedStream(InputStream in) {
    this.in = in;
  }

  /** How many have been read. */
  public long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    bytes += one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    bytes += Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
