package citybrain.feed;

import java.time.Instant;
import java.util.Optional;

/**
 * Finds the phenomenon time of a raw record without decoding it; used to pace the replay of
 * recordings.
 */
public interface RecordClock {

  /**
   * The time of this data line under this header line (both without line end); empty when it cannot
   * be read.
   */
  Optional<Instant> timeOf(String header, String line);

  /**
   * The later instant of a local time that the clocks showed twice, in the hour that autumn
   * repeats; empty for any other time.
   */
  default Optional<Instant> secondTimeOf(String header, String line) {
    return Optional.empty();
  }

  /** True when the first line of each file names the columns and is no record. */
  default boolean hasHeader() {
    return true;
  }
}
