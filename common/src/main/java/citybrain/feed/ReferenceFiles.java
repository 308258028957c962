package citybrain.feed;

/**
 * Where reference data (zones, registers, topology) is read from. The reader stands outside of
 * common.
 */
@FunctionalInterface
public interface ReferenceFiles {

  /**
   * The whole content of a file named relative to the data folder; {@code .gz} is unpacked.
   *
   * @throws SettingException when it is not there, naming where it was expected
   */
  byte[] read(String path);
}
