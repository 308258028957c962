package citybrain.local.recording;

import citybrain.feed.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Long names and attributes stand before an entry as entries of their own, which the library keeps
 * in memory whatever their length, one within the other: here both are limited.
 */
final class GuardedTar extends TarArchiveInputStream {

  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 64;

  private final String name;
  private int depth;
  private long bytes;

  GuardedTar(InputStream in, String name) {
    super(in);
    this.name = name;
  }

  @Override
  public TarArchiveEntry getNextEntry() throws IOException {
    bytes = depth == 0 ? 0 : bytes;
    if (depth == DEEPEST) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has more than %d headers before one entry; that is the most allowed",
              name,
              DEEPEST));
    }
    depth++;
    try {
      return super.getNextEntry();
    } finally {
      depth--;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (depth > 0 && count > 0) {
      bytes += count;
      if (bytes > MOST_BYTES) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s has more than %,d bytes of names and attributes before one entry (the name of an entry has at most %,d)",
                name,
                MOST_BYTES,
                Limits.ENTRY_NAME));
      }
    }
    return count;
  }
}
