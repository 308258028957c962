package citybrain.local.recording;

import citybrain.feed.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the end of a zip says about its directory. The library reads that into memory before anybody
 * can ask how large it is (APPNOTE.TXT, sections 4.3.14 to 4.3.16).
 *
 * @param bytes its length
 */
record ZipDirectory(long entries, long bytes) {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LENGTH = 56;

  /**
   * Refuses a zip with a directory that is too large.
   *
   * @param name for messages
   */
  static void check(Path file, String name) throws IOException {
    var directory = read(file, name);
    if (directory.entries > Limits.ARCHIVE_ENTRIES || directory.bytes > Limits.ZIP_DIRECTORY) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has %,d entries in a directory of %,d bytes; expected at most %,d and %,d",
              name,
              directory.entries,
              directory.bytes,
              Limits.ARCHIVE_ENTRIES,
              Limits.ZIP_DIRECTORY));
    }
  }

  private static ZipDirectory read(Path file, String name) throws IOException {
    try (var zip = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, zip.length() - END_LENGTH - LONGEST_COMMENT - LOCATOR_LENGTH);
      var tail = bytes(zip, from, (int) (zip.length() - from));
      for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
        if (tail.getInt(at) == END) {
          return end(zip, tail, at);
        }
      }
    }
    throw new IOException(name + " is no zip, or not a whole one");
  }

  private static ZipDirectory end(RandomAccessFile zip, ByteBuffer tail, int at)
      throws IOException {
    var small =
        new ZipDirectory(
            Short.toUnsignedLong(tail.getShort(at + 10)),
            Integer.toUnsignedLong(tail.getInt(at + 12)));
    int locator = at - LOCATOR_LENGTH;
    if (locator < 0 || tail.getInt(locator) != LOCATOR) {
      return small;
    }
    long place = tail.getLong(locator + 8);
    if (place < 0 || place > zip.length() - END_64_LENGTH) {
      return small;
    }
    var end = bytes(zip, place, END_64_LENGTH);
    return end.getInt(0) == END_64
        ? new ZipDirectory(
            Math.max(small.entries, positive(end.getLong(32))), positive(end.getLong(40)))
        : small;
  }

  private static long positive(long unsigned) {
    return unsigned < 0 ? Long.MAX_VALUE : unsigned;
  }

  private static ByteBuffer bytes(RandomAccessFile zip, long from, int length) throws IOException {
    var bytes = new byte[length];
    zip.seek(from);
    zip.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
