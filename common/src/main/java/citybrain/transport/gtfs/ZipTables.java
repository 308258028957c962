package citybrain.transport.gtfs;

import citybrain.feed.SettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The directory at the end of a zip in memory (APPNOTE.TXT of PKWARE, 4.3.12 to 4.3.16). What reads
 * a zip from its beginning must guess where a stored entry ends whose size was not yet known when
 * it was written; the directory knows.
 */
final class ZipTables {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_SIZE = 56;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_SIZE = 20;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int EXTRA_64 = 1;
  private static final long IN_EXTRA = 0xFFFF_FFFFL;

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;

  /**
   * One entry as the directory has it.
   *
   * @param checksum the CRC-32 of what it unpacks to
   * @param place where its local header begins
   */
  record Entry(
      String name,
      int method,
      boolean encrypted,
      long checksum,
      long packed,
      long unpacked,
      long place) {}

  private final String file;
  private final ByteBuffer zip;
  private final List<Entry> entries = new ArrayList<>();

  private ZipTables(String file, byte[] zip) {
    this.file = file;
    this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the directory.
   *
   * @throws SettingException when there is none, it is broken, or it has too many entries
   */
  static ZipTables of(String file, byte[] zip, int mostEntries) {
    var tables = new ZipTables(file, zip);
    tables.readDirectory(mostEntries);
    return tables;
  }

  List<Entry> entries() {
    return entries;
  }

  private void readDirectory(int mostEntries) {
    int end = end();
    long count = zip.getShort(end + 10) & 0xFFFF;
    long size = zip.getInt(end + 12) & IN_EXTRA;
    long place = zip.getInt(end + 16) & IN_EXTRA;
    long before = end;
    int locator = end - LOCATOR_64_SIZE;
    if (locator >= 0 && zip.getInt(locator) == LOCATOR_64) {
      int end64 = within(zip.getLong(locator + 8), END_64_SIZE);
      if (zip.getInt(end64) != END_64) {
        throw broken();
      }
      count = zip.getLong(end64 + 32);
      size = zip.getLong(end64 + 40);
      place = zip.getLong(end64 + 48);
      before = end64;
    }
    if (count > mostEntries) {
      throw new SettingException(file + ": more than " + mostEntries + " entries");
    }
    // What somebody put in front of the zip moves all places.
    long moved = before - size - place;
    if (size < 0 || place < 0 || moved < 0) {
      throw broken();
    }
    long at = place + moved;
    for (long i = 0; i < count; i++) {
      at = readEntry(within(at, ENTRY_SIZE), moved);
    }
  }

  private int end() {
    int first = Math.max(0, zip.limit() - END_SIZE - LONGEST_COMMENT);
    for (int at = zip.limit() - END_SIZE; at >= first; at--) {
      if (zip.getInt(at) == END
          && at + END_SIZE + (zip.getShort(at + 20) & 0xFFFF) == zip.limit()) {
        return at;
      }
    }
    throw new SettingException(file + ": no zip, or one that was cut short: it has no directory");
  }

  private long readEntry(int at, long moved) {
    if (zip.getInt(at) != ENTRY) {
      throw broken();
    }
    int name = zip.getShort(at + 28) & 0xFFFF;
    int extra = zip.getShort(at + 30) & 0xFFFF;
    int comment = zip.getShort(at + 32) & 0xFFFF;
    within(at, ENTRY_SIZE + name + extra + comment);
    var sizes = new long[] {u32(at + 24), u32(at + 20), u32(at + 42)};
    readExtra(at + ENTRY_SIZE + name, extra, sizes);
    entries.add(
        new Entry(
            new String(zip.array(), at + ENTRY_SIZE, name, StandardCharsets.UTF_8),
            zip.getShort(at + 10) & 0xFFFF,
            (zip.getShort(at + 8) & ENCRYPTED) != 0,
            u32(at + 16),
            sizes[1],
            sizes[0],
            sizes[2] + moved));
    return (long) at + ENTRY_SIZE + name + extra + comment;
  }

  /** Sizes and places of four bytes that say "look there" stand in a field of eight bytes each. */
  private void readExtra(int from, int length, long[] sizes) {
    int at = from;
    while (at + 4 <= from + length) {
      int id = zip.getShort(at) & 0xFFFF;
      int next = at + 4 + (zip.getShort(at + 2) & 0xFFFF);
      int value = at + 4;
      for (int i = 0; id == EXTRA_64 && i < sizes.length; i++) {
        if (sizes[i] == IN_EXTRA && value + 8 <= Math.min(next, from + length)) {
          sizes[i] = zip.getLong(value);
          value += 8;
        }
      }
      at = next;
    }
  }

  private long u32(int at) {
    return zip.getInt(at) & IN_EXTRA;
  }

  /**
   * What the entry unpacks to.
   *
   * @throws SettingException when it is packed in a way that is not read
   */
  InputStream open(Entry entry) {
    if (entry.encrypted) {
      throw new SettingException(file + ": entry '" + entry.name + "' is encrypted");
    }
    int local = within(entry.place, LOCAL_SIZE);
    if (zip.getInt(local) != LOCAL) {
      throw broken();
    }
    long begins =
        (long) local
            + LOCAL_SIZE
            + (zip.getShort(local + 26) & 0xFFFF)
            + (zip.getShort(local + 28) & 0xFFFF);
    int start = within(begins, entry.packed);
    var packed = new ByteArrayInputStream(zip.array(), start, (int) entry.packed);
    return switch (entry.method) {
      case STORED -> packed;
      case DEFLATED -> new Inflated(packed, new Inflater(true));
      default ->
          throw new SettingException(
              "%s: entry '%s' is packed by method %s; expected stored (0) or deflated (8)"
                  .formatted(file, entry.name, entry.method));
    };
  }

  /** Gives back the memory of its inflater, which is not on the heap. */
  private static final class Inflated extends InflaterInputStream {

    Inflated(InputStream packed, Inflater inflater) {
      super(packed, inflater);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }

  /** A place from which on there are so many bytes. */
  private int within(long place, long bytes) {
    if (place < 0 || bytes < 0 || place > zip.limit() - bytes) {
      throw broken();
    }
    return (int) place;
  }

  private SettingException broken() {
    return new SettingException(file + ": the zip cannot be read: its directory is broken");
  }
}
