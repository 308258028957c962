package citybrain.local.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Fails when its file vanishes or shrinks while it is read. An open file survives its deletion, so
 * without this a play would go on for hours on data that nobody can find any more.
 */
final class WatchedStream extends FilterInputStream {

  private final Path file;
  private final long bytesAtStart;

  WatchedStream(InputStream in, Path file) throws IOException {
    super(in);
    this.file = file;
    this.bytesAtStart = Files.size(file);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "vanished while it was read");
    }
    int count = super.read(buffer, offset, length);
    if (count < 0 && Files.size(file) < bytesAtStart) {
      throw new IOException(file + " was cut short while it was read");
    }
    return count;
  }
}
