package citybrain.transport.gtfs;

import citybrain.feed.Limits;
import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Unpacks the tables of a feed one after the other, as a stream. It comes from outside: names that
 * lead elsewhere, too many entries and what unpacks to far more than it weighs are refused before
 * they cost anything.
 *
 * @param file the zip as the city file names it, for messages
 */
record GtfsZip(String file) {

  static final int MOST_ENTRIES = 200;

  static final int HIGHEST_RATIO = Limits.RATIO;

  /** Its tables are kept in memory, as numbers. */
  static final long MOST_BYTES = 4L * Limits.WHOLE;

  /** Below this no ratio is suspicious: a table of one line is mostly header. */
  private static final long SMALL = 1 << 20;

  private static final int BUFFER = 16 * 1024;

  /** Takes one table; what it leaves unread is passed over. */
  interface Reader {
    void read(String table, InputStream text) throws IOException;
  }

  /**
   * Hands over each of these tables that lies at the top of the zip.
   *
   * @return the names of all entries
   * @throws SettingException when it is no zip or not an honest one
   */
  Set<String> read(byte[] zip, Set<String> tables, Reader reader) {
    var names = new HashSet<String>();
    var budget = new Budget(zip.length);
    var directory = ZipTables.of(file, zip, MOST_ENTRIES);
    for (var entry : directory.entries()) {
      check(entry.name(), names);
      budget.require(entry.unpacked());
    }
    for (var entry : directory.entries()) {
      var table = entry.name().toLowerCase(Locale.ROOT);
      if (tables.contains(table)) {
        try (var in = directory.open(entry)) {
          var text = new Guarded(in, budget);
          reader.read(table, text);
          text.drain();
          if (text.checksum() != entry.checksum()) {
            throw new SettingException(
                file + ": entry '" + entry.name() + "' is damaged: its checksum is wrong");
          }
        } catch (IOException e) {
          throw new SettingException(
              file + ": entry '" + entry.name() + "' is damaged: " + e.getMessage());
        }
      }
    }
    if (names.isEmpty()) {
      throw new SettingException(file + ": no zip, or one without entries");
    }
    return names;
  }

  private void check(String name, Set<String> names) {
    if (name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf(':') >= 0
        || ("/" + name + "/").contains("/../")) {
      throw new SettingException(
          file + ": entry '" + name + "' leads out of the zip; expected plain names of tables");
    }
    if (!names.add(name)) {
      throw new SettingException(file + ": entry '" + name + "' is in it twice");
    }
  }

  /** How much may still come out of the zip. */
  private final class Budget {
    private final long most;
    private long promised;
    private long unpacked;

    Budget(long packed) {
      most = Math.min(MOST_BYTES, Math.max(SMALL, packed * HIGHEST_RATIO));
    }

    /** What an entry says of itself, which need not be true. */
    void require(long bytes) {
      promised += Math.min(bytes, MOST_BYTES + 1);
      refuseAbove(promised);
    }

    void spend(long bytes) {
      unpacked += bytes;
      refuseAbove(unpacked);
    }

    private void refuseAbove(long bytes) {
      if (bytes > most) {
        throw new SettingException(
            String.format(
                Locale.ROOT,
                "%s: unpacks to more than %,d bytes, which no timetable of this size does",
                file,
                most));
      }
    }
  }

  /** One entry, counted and summed while it is read; closing it leaves it open. */
  private static final class Guarded extends InputStream {
    private final InputStream in;
    private final Budget budget;
    private final CRC32 sum = new CRC32();

    Guarded(InputStream in, Budget budget) {
      this.in = in;
      this.budget = budget;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count > 0) {
        budget.spend(count);
        sum.update(buffer, offset, count);
      }
      return count;
    }

    void drain() throws IOException {
      var rest = new byte[BUFFER];
      while (read(rest, 0, rest.length) >= 0) {
        // counted, not kept
      }
    }

    long checksum() {
      return sum.getValue();
    }
  }
}
