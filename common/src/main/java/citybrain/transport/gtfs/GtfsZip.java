package citybrain.transport.gtfs;

import citybrain.feed.Limits;
import citybrain.feed.SettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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
   * Hands over each entry that lies at the top of the zip.
   *
   * @return the names of all entries
   * @throws SettingException when it is no zip or not an honest one
   */
  Set<String> read(byte[] zip, Reader reader) {
    var names = new HashSet<String>();
    var budget = new Budget(zip.length);
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        check(entry, names);
        var text = new Guarded(in, budget);
        if (!entry.isDirectory() && entry.getName().indexOf('/') < 0) {
          reader.read(entry.getName().toLowerCase(Locale.ROOT), text);
        }
        text.drain();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(file + ": the zip cannot be read: " + e.getMessage());
    }
    if (names.isEmpty()) {
      throw new SettingException(file + ": no zip, or one without entries");
    }
    return names;
  }

  private void check(ZipEntry entry, Set<String> names) {
    var name = entry.getName();
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
    if (names.size() > MOST_ENTRIES) {
      throw new SettingException(file + ": more than " + MOST_ENTRIES + " entries");
    }
  }

  /** How much may still come out of the zip. */
  private final class Budget {
    private final long most;
    private long unpacked;

    Budget(long packed) {
      most = Math.min(MOST_BYTES, Math.max(SMALL, packed * HIGHEST_RATIO));
    }

    void spend(long bytes) {
      unpacked += bytes;
      if (unpacked > most) {
        throw new SettingException(
            String.format(
                Locale.ROOT,
                "%s: unpacks to more than %,d bytes, which no timetable of this size does",
                file,
                most));
      }
    }
  }

  /** The entry at which the zip stands; closing it leaves the zip open. */
  private static final class Guarded extends InputStream {
    private final ZipInputStream in;
    private final Budget budget;

    Guarded(ZipInputStream in, Budget budget) {
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
      budget.spend(Math.max(0, count));
      return count;
    }

    void drain() throws IOException {
      var rest = new byte[BUFFER];
      while (read(rest, 0, rest.length) >= 0) {
        // counted, not kept
      }
    }
  }
}
