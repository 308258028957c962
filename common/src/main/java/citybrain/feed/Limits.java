package citybrain.feed;

import java.util.Locale;

/**
 * How large may be what comes from outside, said in this one place. What is kept whole in memory is
 * limited in bytes; what is only streamed may be of any length, but not unpack to far more than it
 * weighs, for then nobody measured it.
 */
public final class Limits {

  /** Of a file that is kept whole in memory, unpacked, in bytes. */
  public static final int WHOLE = 128 << 20;

  /** Of a city file, in bytes. */
  public static final int CITY_FILE = 4 << 20;

  /**
   * To how many times its size a text may unpack: recordings and registers of cities came to 36 at
   * most, a bomb comes to a thousand.
   */
  public static final int RATIO = 100;

  /**
   * The same of xz, which remembers megabytes: polls that repeat each other came to 40 within one
   * day, and are more alike the longer they go on; a bomb comes to several thousand.
   */
  public static final int XZ_RATIO = 1000;

  /** Below so many bytes no ratio is suspicious. */
  public static final int UNSUSPICIOUS = 4 << 20;

  /** Of one zip or tar. */
  public static final int ARCHIVE_ENTRIES = 100_000;

  /** Of the name of an entry, in characters. */
  public static final int ENTRY_NAME = 4096;

  /** Of the directory of a zip, which is kept in memory, in bytes. */
  public static final int ZIP_DIRECTORY = 32 << 20;

  private Limits() {}

  /**
   * Refuses a file that is too large to be kept whole.
   *
   * @param file how it is named in the message
   * @throws SettingException saying what it has and what is allowed
   */
  public static void requireWhole(Object file, long bytes) {
    if (bytes > WHOLE) {
      throw new SettingException(
          String.format(Locale.ROOT, "%s has %,d bytes; expected at most %,d", file, bytes, WHOLE));
    }
  }

  /**
   * Refuses what is too long to be a city file.
   *
   * @param file how it is named in the message
   * @throws SettingException saying what it has and what is allowed
   */
  public static void requireCityFile(Object file, long bytes) {
    if (bytes > CITY_FILE) {
      throw new SettingException(
          String.format(
              Locale.ROOT,
              "%s has %,d bytes; a city file has at most %,d",
              file,
              bytes,
              CITY_FILE));
    }
  }

  /** The largest number of bytes that so many packed ones may unpack to. */
  public static long unpacked(long packed, int ratio) {
    return Math.max(UNSUSPICIOUS, packed * ratio);
  }
}
