package citybrain.local.view;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Data a city is made of, and what is there of it.
 *
 * @param names of the feeds that use it, or of the zone layer
 * @param role {@code feed}, {@code reference} or {@code zones}
 * @param path below the data folder, as the city file writes it
 * @param present false when a file of it is missing
 * @param bytes as they lie there
 * @param rows empty when they were not counted
 * @param from local time of the origin
 * @param shiftWeeks by how many weeks it is moved when it is played
 * @param problem why it could not be read to its end
 */
public record DataSet(
    List<String> names,
    String role,
    String what,
    Optional<String> origin,
    Optional<String> licence,
    String path,
    boolean shipped,
    boolean present,
    long bytes,
    OptionalLong rows,
    Optional<LocalDateTime> from,
    Optional<LocalDateTime> to,
    int shiftWeeks,
    Optional<String> problem) {

  /**
   * All data of one city.
   *
   * @param root the folder it is expected in
   */
  public record OfCity(
      String city, String name, boolean synthetic, String root, List<DataSet> sets) {}
}
