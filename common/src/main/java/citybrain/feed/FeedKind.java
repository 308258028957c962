package citybrain.feed;

import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A wire format the city can read. One line each in {@code Feeds}; opened once per configured feed
 * of a city.
 */
public interface FeedKind {

  /** The word used under {@code kind:} in a city file, for example {@code citypulse-traffic}. */
  String name();

  /** One sentence for the catalogue: what it reads and where such data comes from. */
  String describe();

  /**
   * Option keys this kind understands in a city file, beyond the general ones; each with help text.
   */
  default Map<String, String> options() {
    return Map.of();
  }

  /** Those options whose value must be one of a few words; so a typo is found with its line. */
  default Map<String, List<String>> choices() {
    return Map.of();
  }

  /**
   * Keys of this kind whose value is a block or a list, with help text; {@link #check} reads them.
   */
  default Map<String, String> blocks() {
    return Map.of();
  }

  /**
   * Refuses what is wrong in a declaration beyond its keys, when the city file is read.
   *
   * @throws SettingException naming file, line, value and what is allowed
   */
  default void check(Declaration declaration) {}

  /**
   * Reads reference data (registers, positions, topology) and returns the decoder.
   *
   * @throws SettingException when an option or a reference file is wrong, naming file, line and
   *     what was expected
   */
  Feed open(FeedSetup setup);

  /**
   * Everything a feed so declared can ever bring: who needs a property waits for the clocks of all
   * feeds that can bring it.
   */
  Set<ObservedProperty> properties(FeedSetup setup);

  /**
   * Those of its properties that it reads from registers that count up: what their readings differ
   * by is observed.
   */
  default List<RegisterRange> registers(FeedSetup setup) {
    return List.of();
  }

  /** Those of its properties of which it speaks until they are over, as of calls at stops. */
  default Retold retold(FeedSetup setup) {
    return Retold.NOTHING;
  }

  /**
   * Whether its features may be told by pseudonyms: not where rules read what their names say, as
   * those of stops of a line.
   */
  default boolean mayHavePseudonyms() {
    return true;
  }

  /** How to find the time of a record when a recording is replayed line by line. */
  RecordClock clock(FeedSetup setup);

  /**
   * For kinds whose messages are documents in one piece, such as a snapshot of all vehicles: how to
   * look at one. Empty for tables, which may be cut between any two lines.
   */
  default Optional<Envelope.Reader> envelopes(FeedSetup setup) {
    return Optional.empty();
  }
}
