package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.ColumnBatches;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;

/**
 * The archived observations of one file that have some properties, in the order of their rows; as
 * {@link ObservationReader} has them, and at a fraction of what that takes.
 */
public final class ObservationColumns implements AutoCloseable {

  private static final String PROPERTY = "property";

  private static final List<String> ALWAYS =
      List.of(PROPERTY, "phenomenon_time", "result", "zone", "quality", "feed", "feature");

  /** Where it was observed. */
  public static final List<String> PLACE =
      ReadingConverter.POSITION.stream().map(side -> ColumnTypes.BBOX + '.' + side).toList();

  /** What tells a reading from others that were made of it, and its corrections. */
  public static final List<String> REVISION = List.of("procedure", "result_time");

  private static final List<String> ALL =
      Stream.of(ALWAYS, PLACE, REVISION).flatMap(List::stream).toList();

  /** No column of any file. */
  private static final String NOT_READ = "";

  private final ColumnBatches rows;
  private final Set<String> properties;

  private ObservationColumns(ColumnBatches rows, Set<String> properties) {
    this.rows = rows;
    this.properties = Set.copyOf(properties);
  }

  /**
   * Opens a file.
   *
   * @param properties by name; row groups that have none of them are passed over
   * @param more beside property, time, result, zone, quality, feed and feature: {@link #PLACE},
   *     {@link #REVISION}, or both
   * @throws IOException when it is damaged; as Parquet has it, also a {@link RuntimeException}
   */
  public static ObservationColumns open(InputFile file, Set<String> properties, List<String> more)
      throws IOException {
    var names = properties.stream().map(Binary::fromString).collect(Collectors.toSet());
    var filter = FilterCompat.get(FilterApi.in(FilterApi.binaryColumn(PROPERTY), names));
    var wanted =
        ALL.stream()
            .map(name -> ALWAYS.contains(name) || more.contains(name) ? name : NOT_READ)
            .toList();
    return new ObservationColumns(ColumnBatches.open(file, wanted, filter), properties);
  }

  /** How many there are at most. */
  public long most() {
    return rows.most();
  }

  /**
   * Hands over one after the other, from the first, until it is enough.
   *
   * @param taker gets the same object every time; false when it wants no more
   * @return false when the taker had enough
   * @throws IOException when the file is damaged; as Parquet has it, also a {@link
   *     RuntimeException}
   */
  public boolean all(Predicate<ArchivedReading> taker) throws IOException {
    var reading = new ArchivedReading();
    var property = rows.texts(0);
    var time = rows.wholes(1);
    var result = rows.numbers(2);
    var zone = rows.texts(3);
    var quality = rows.texts(4);
    var feed = rows.texts(5);
    var feature = rows.texts(6);
    var west = rows.numbers(7);
    var south = rows.numbers(8);
    var procedure = rows.texts(9);
    var resultTime = rows.wholes(10);
    for (int count = rows.next(); count > 0; count = rows.next()) {
      for (int i = 0; i < count; i++) {
        if (!properties.contains(property[i])) {
          continue;
        }
        reading.property = property[i];
        reading.phenomenonMillis = time[i];
        reading.result = result[i];
        reading.zone = zone[i];
        reading.quality = quality[i];
        reading.feed = feed[i];
        reading.feature = feature[i];
        reading.longitude = west[i];
        reading.latitude = south[i];
        reading.procedure = procedure[i];
        reading.resultMillis = resultTime[i];
        if (!taker.test(reading)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
