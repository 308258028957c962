package citybrain.local.recording;

import citybrain.cityfile.SourcePattern;
import citybrain.feed.CountedStream;
import citybrain.feed.LimitedStream;
import citybrain.feed.Limits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A tar can only be read from front to back, a play needs its entries by time: those that are
 * wanted are unpacked into one nameless temporary file, of which each entry is a slice.
 */
final class TarSpool implements AutoCloseable {

  private static final long MOST_BYTES = 4L << 30;

  /** What xz may need of memory to unpack: its largest preset takes 65 MiB. */
  private static final int XZ_KIBIBYTES = 256 * 1024;

  private final FileChannel spool;
  private final List<Entry> entries = new ArrayList<>();

  private TarSpool(FileChannel spool) {
    this.spool = spool;
  }

  static boolean isTar(String file) {
    return file.endsWith(".tar")
        || file.endsWith(".tar.gz")
        || file.endsWith(".tgz")
        || file.endsWith(".tar.xz");
  }

  /** Unpacks what the pattern wants; all entries when it names none. */
  static TarSpool of(Path file, String name, SourcePattern pattern) throws IOException {
    var temporary = Files.createTempFile("citybrain-tar", ".spool");
    var spool =
        new TarSpool(
            FileChannel.open(
                temporary,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    try (var tar = new GuardedTar(unpacked(file, name), name)) {
      spool.fill(tar, name, pattern);
      return spool;
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  @SuppressWarnings("resource") // closed with the tar that reads it
  private static InputStream unpacked(Path file, String name) throws IOException {
    var stored = new BufferedInputStream(new WatchedStream(Files.newInputStream(file), file));
    try {
      if (name.endsWith(".xz")) {
        var packed = new CountedStream(stored);
        var unpacked =
            XZCompressorInputStream.builder()
                .setInputStream(packed)
                .setMemoryLimitKiB(XZ_KIBIBYTES)
                .get();
        return DataRoot.guarded(unpacked, name, packed::bytes, Limits.XZ_RATIO);
      }
      return name.endsWith(".tar") ? stored : DataRoot.unpacked(stored, name);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  private void fill(TarArchiveInputStream tar, String name, SourcePattern pattern)
      throws IOException {
    boolean all = pattern.entries().isEmpty();
    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      var inside =
          entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
      if (entry.isFile() && (all || pattern.matchesEntry(inside))) {
        long start = spool.position();
        check(inside, name);
        // A sparse entry is longer than it is in the tar.
        LimitedStream.of(tar, name + " with all that is wanted of it", MOST_BYTES - start)
            .transferTo(Channels.newOutputStream(spool));
        entries.add(new Slice(name + "!" + inside, spool, start, spool.position()));
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
  }

  private void check(String inside, String name) throws IOException {
    if (entries.size() == Limits.ARCHIVE_ENTRIES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has more than %,d entries; that is the most allowed",
              name,
              Limits.ARCHIVE_ENTRIES));
    }
    checkName(inside, name);
  }

  static void checkName(String inside, String name) throws IOException {
    if (inside.length() > Limits.ENTRY_NAME) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has an entry with a name of %,d characters; expected at most %,d",
              name,
              inside.length(),
              Limits.ENTRY_NAME));
    }
  }

  List<Entry> entries() {
    return entries;
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  private record Slice(String name, FileChannel spool, long start, long end) implements Entry {

    @Override
    public InputStream open() throws IOException {
      if (end - start > Integer.MAX_VALUE) {
        throw new IOException(name + " is larger than 2 GiB");
      }
      var mapped = spool.map(FileChannel.MapMode.READ_ONLY, start, end - start);
      return new InputStream() {
        @Override
        public int read() {
          return mapped.hasRemaining() ? mapped.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
          if (!mapped.hasRemaining()) {
            return -1;
          }
          int count = Math.min(length, mapped.remaining());
          mapped.get(buffer, offset, count);
          return count;
        }
      };
    }
  }
}
