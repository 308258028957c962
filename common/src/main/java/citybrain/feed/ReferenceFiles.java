package citybrain.feed;

import java.util.Optional;

/**
 * Where reference data (zones, registers, topology) is read from, and what else a city file names
 * that does not stand in it. The reader stands outside of common.
 */
@FunctionalInterface
public interface ReferenceFiles {

  /**
   * The whole content of a file named relative to the data folder; {@code .gz} is unpacked.
   *
   * @throws SettingException when it is not there, naming where it was expected
   */
  byte[] read(String path);

  /**
   * A secret that a city file names, as it stands in the environment; empty when it is not there,
   * or where none is to be had. It goes into no message.
   */
  default Optional<String> secret(String variable) {
    return Optional.empty();
  }
}
