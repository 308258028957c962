package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.ColumnBatches;
import citybrain.jobs.lake.geoparquet.ColumnTexts;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.rows.ObservationRows;
import java.io.IOException;
import java.util.Arrays;
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
 * The archived observations of one file, in the order of their rows, only the columns that are
 * asked for.
 */
public final class ObservationColumns implements AutoCloseable {

  private static final String PROPERTY = "property";

  private static final List<String> ALWAYS =
      List.of(PROPERTY, "phenomenon_time", "result", "zone", "quality", "feed", "feature");

  /** Where it was observed: observations are points, so two sides of their box say it. */
  public static final List<String> PLACE =
      List.of(ColumnTypes.BBOX + ".xmin", ColumnTypes.BBOX + ".ymin");

  /** The sensor or method. */
  public static final String PROCEDURE = "procedure";

  /** What tells a reading from others that were made of it, and its corrections. */
  public static final List<String> REVISION = List.of(PROCEDURE, "result_time");

  /** What a correction takes back; files of before there were any lack them. */
  private static final List<String> REPLACED =
      List.of(ObservationRows.REPLACES, ObservationRows.REPLACES_QUALITY);

  private static final List<String> ALL =
      Stream.of(ALWAYS, PLACE, REVISION, REPLACED).flatMap(List::stream).toList();

  /** No column of any file. */
  private static final String NOT_READ = "";

  private static final byte UNKNOWN = 0;
  private static final byte WANTED = 1;
  private static final byte NOT_WANTED = 2;
  private static final int FEW = 16;

  private final ColumnBatches rows;
  private final Predicate<String> properties;

  /** By the number of a property. */
  private byte[] known = {};

  // Each of the rows that were read last, in the order of the columns.
  final ColumnTexts property;
  final long[] phenomenonMillis;
  final double[] result;
  final ColumnTexts zone;
  final ColumnTexts quality;
  final ColumnTexts feed;
  final ColumnTexts feature;

  /** NaN where the observation has no position. */
  final double[] longitude;

  final double[] latitude;
  private final ColumnTexts procedure;
  private final long[] resultMillis;
  private final double[] replaces;
  private final ColumnTexts replacesQuality;
  private final ArchivedReading reading = new ArchivedReading();

  private ObservationColumns(ColumnBatches rows, Predicate<String> properties) {
    this.rows = rows;
    this.properties = properties;
    property = rows.texts(0);
    phenomenonMillis = rows.wholes(1);
    result = rows.numbers(2);
    zone = rows.texts(3);
    quality = rows.texts(4);
    feed = rows.texts(5);
    feature = rows.texts(6);
    longitude = rows.numbers(7);
    latitude = rows.numbers(8);
    procedure = rows.texts(9);
    resultMillis = rows.wholes(10);
    replaces = rows.numbers(11);
    replacesQuality = rows.texts(12);
  }

  /**
   * Opens a file for all it has.
   *
   * @param more beside property, time, result, zone, quality, feed and feature: {@link #PLACE},
   *     {@link #PROCEDURE}, {@link #REVISION}, or all
   * @throws IOException when it is damaged; as Parquet has it, also a {@link RuntimeException}
   */
  public static ObservationColumns open(InputFile file, List<String> more) throws IOException {
    return new ObservationColumns(columns(file, more, FilterCompat.NOOP), property -> true);
  }

  /**
   * Opens a file for some properties.
   *
   * @param properties by name; row groups that have none of them are passed over
   * @param more as above
   * @throws IOException likewise
   */
  public static ObservationColumns open(InputFile file, Set<String> properties, List<String> more)
      throws IOException {
    var names = properties.stream().map(Binary::fromString).collect(Collectors.toSet());
    var filter = FilterCompat.get(FilterApi.in(FilterApi.binaryColumn(PROPERTY), names));
    return new ObservationColumns(columns(file, more, filter), Set.copyOf(properties)::contains);
  }

  /**
   * Opens a file for its corrections, with all that tells them: of one that has none little more
   * than the footer is read, of another there may be rows that are none.
   */
  static ObservationColumns corrections(InputFile file) throws IOException {
    var replaces = FilterApi.doubleColumn(ObservationRows.REPLACES);
    var filter = FilterCompat.get(FilterApi.notEq(replaces, null));
    var more = Stream.concat(REVISION.stream(), REPLACED.stream()).toList();
    return new ObservationColumns(columns(file, more, filter), property -> true);
  }

  private static ColumnBatches columns(
      InputFile file, List<String> more, FilterCompat.Filter filter) throws IOException {
    var wanted =
        ALL.stream()
            .map(name -> ALWAYS.contains(name) || more.contains(name) ? name : NOT_READ)
            .toList();
    var rows = ColumnBatches.open(file, wanted, filter);
    for (var name : wanted) {
      if (!name.equals(NOT_READ) && !REPLACED.contains(name) && !rows.has(name)) {
        rows.close();
        throw new IOException("it has no column " + name);
      }
    }
    return rows;
  }

  /** How many there are at most. */
  public long most() {
    return rows.most();
  }

  /**
   * Reads some more.
   *
   * @return how many; none when there are no more
   * @throws IOException when the file is damaged; as Parquet has it, also a {@link
   *     RuntimeException}
   */
  int next() throws IOException {
    return rows.next();
  }

  /** One of those that were read last; the same object every time. */
  ArchivedReading reading(int row) {
    reading.property = property.text(row);
    reading.phenomenonMillis = phenomenonMillis[row];
    reading.result = result[row];
    reading.zone = zone.text(row);
    reading.quality = quality.text(row);
    reading.feed = feed.text(row);
    reading.feature = feature.text(row);
    reading.longitude = longitude[row];
    reading.latitude = latitude[row];
    reading.procedure = procedure.text(row);
    reading.resultMillis = resultMillis[row];
    reading.replaces = replaces[row];
    reading.replacesQuality = replacesQuality.text(row);
    return reading;
  }

  /**
   * Hands over one after the other, from the first, until it is enough.
   *
   * @param taker gets the same object every time; false when it wants no more
   * @return false when the taker had enough
   * @throws IOException as {@link #next}
   */
  public boolean all(Predicate<ArchivedReading> taker) throws IOException {
    for (int count = next(); count > 0; count = next()) {
      for (int i = 0; i < count; i++) {
        if (isWanted(i) && !taker.test(reading(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isWanted(int row) {
    int number = property.number(row);
    if (number >= known.length) {
      known = Arrays.copyOf(known, Math.max(FEW, 2 * number));
    }
    if (known[number] == UNKNOWN) {
      known[number] = properties.test(property.text(row)) ? WANTED : NOT_WANTED;
    }
    return known[number] == WANTED;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
