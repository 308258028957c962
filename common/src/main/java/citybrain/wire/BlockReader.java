package citybrain.wire;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks of observations, see {@link BlockWriter}: moved from block to block, what it
 * returned before is gone then. It makes no objects but where one is asked for, so that those whom
 * millions pass can look at rows as numbers.
 */
public final class BlockReader {

  /** Stands for the place of an observation that has none. */
  public static final long NOWHERE = Long.MIN_VALUE;

  private static final int MOST = BlockWriter.MOST_ROWS;

  /** Different ones in one block. */
  public static final int MOST_PROPERTIES = 256;

  private static final double E7 = 1e7;

  private final Vocabulary vocabulary;
  private final AvroReader reader = new AvroReader();
  private final BlockHead head = new BlockHead();
  private final ObservedProperty[] properties = new ObservedProperty[MOST_PROPERTIES];
  private final int[] decimals = new int[MOST_PROPERTIES];
  private final SubjectColumns subjects = new SubjectColumns(reader);
  private final int[] subjectOf = new int[MOST];
  private final short[] propertyOf = new short[MOST];
  private final long[] phenomenonTimes = new long[MOST];
  private final long[] resultTimes = new long[MOST];
  private final Quality[] qualities = new Quality[MOST];
  private final double[] results = new double[MOST];
  private final long[] column = new long[MOST];

  /** Rows that are corrections, in order, and what they replace. */
  private final int[] correcting = new int[MOST];

  private final double[] replaced = new double[MOST];
  private final Quality[] replacedQualities = new Quality[MOST];
  private int corrections;

  private int count;
  private int propertyCount;
  private long earliest;
  private long latest;
  private @Nullable Instant phenomenonTime;
  private @Nullable Instant resultTime;

  /**
   * @param vocabulary the properties that may occur
   */
  public BlockReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Moves to this block.
   *
   * @throws WireException when the bytes are no block of observations, or one of properties that
   *     are not known here
   */
  public void read(byte[] bytes) {
    readHeader(bytes);
    subjects.read(bytes, count);
    readSubjectsOfRows();
    reader.readColumn(column, count, 0);
    for (int i = 0; i < count; i++) {
      propertyOf[i] = (short) number(column[i], propertyCount, "property");
    }
    readTimes(phenomenonTimes);
    earliest = Long.MAX_VALUE;
    latest = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      earliest = Math.min(earliest, phenomenonTimes[i]);
      latest = Math.max(latest, phenomenonTimes[i]);
    }
    readTimes(resultTimes);
    reader.readColumn(column, count, 0);
    for (int i = 0; i < count; i++) {
      qualities[i] = quality(column[i]);
    }
    readResults();
    readReplaced();
    reader.end();
  }

  private static Quality quality(long code) {
    return ObservationCodec.quality((int) Math.min(code, Integer.MAX_VALUE));
  }

  private void readHeader(byte[] bytes) {
    head.read(reader, bytes);
    count = head.count;
    propertyCount = 0;
    for (int more = reader.readItems(MOST_PROPERTIES);
        more > 0;
        more = reader.readItems(MOST_PROPERTIES - propertyCount)) {
      for (int i = 0; i < more; i++) {
        properties[propertyCount++] = property(vocabulary, reader.readString());
      }
    }
    if (reader.readLongs(column, MOST_PROPERTIES) != propertyCount || propertyCount == 0) {
      throw reader.malformed("not as many decimals as properties");
    }
    for (int i = 0; i < propertyCount; i++) {
      if (column[i] < ScaledNumbers.NONE || column[i] > ScaledNumbers.MOST) {
        throw reader.malformed("a number of " + column[i] + " decimals");
      }
      decimals[i] = (int) column[i];
    }
  }

  static ObservedProperty property(Vocabulary vocabulary, String name) {
    return vocabulary
        .find(name)
        .orElseThrow(
            () ->
                new WireException(
                    WireException.UNKNOWN_PROPERTY,
                    "an observed property that this version does not know and no city file"
                        + " declares"));
  }

  private int number(long value, int below, String what) {
    if (value < 0 || value >= below) {
      throw reader.malformed("a row of the " + what + " number " + value + " of " + below);
    }
    return (int) value;
  }

  private void readSubjectsOfRows() {
    reader.readColumn(column, count, 1);
    int below = subjects.count();
    long number = -1;
    for (int i = 0; i < count; i++) {
      number += column[i];
      subjectOf[i] = number(number, below, "subject");
    }
  }

  private void readTimes(long[] to) {
    long time = reader.readTime();
    reader.readColumn(to, count, 0);
    for (int i = 0; i < count; i++) {
      time += to[i];
      // A difference that overflows leads to no such time either.
      if (time < 0 || time > AvroReader.LATEST_TIME) {
        throw reader.malformed("a time before 1970 or after 2200 in a column");
      }
      to[i] = time;
    }
  }

  private void readResults() {
    int scaled = reader.readLongs(column, count);
    int next = 0;
    int others = 0;
    for (int i = 0; i < count; i++) {
      int d = decimals[propertyOf[i]];
      if (d == ScaledNumbers.NONE) {
        others++;
      } else if (next < scaled) {
        results[i] = ScaledNumbers.value(column[next++], d);
      } else {
        throw reader.malformed("fewer scaled results than rows of properties with decimals");
      }
    }
    if (next < scaled) {
      throw reader.malformed("more scaled results than rows of properties with decimals");
    }
    int row = 0;
    int seen = 0;
    for (int more = reader.readItems(others); more > 0; more = reader.readItems(others - seen)) {
      for (int i = 0; i < more; i++) {
        while (decimals[propertyOf[row]] != ScaledNumbers.NONE) {
          row++;
        }
        results[row++] = reader.readFinite();
        seen++;
      }
    }
    if (seen < others) {
      throw reader.malformed("fewer other results than rows");
    }
  }

  private void readReplaced() {
    corrections = reader.readLongs(column, count);
    int last = -1;
    for (int i = 0; i < corrections; i++) {
      int row = number(column[i], count, "correction");
      if (row <= last) {
        throw reader.malformed("corrections that are not in the order of their rows");
      }
      correcting[i] = row;
      last = row;
    }
    int seen = 0;
    for (int more = reader.readItems(corrections);
        more > 0;
        more = reader.readItems(corrections - seen)) {
      for (int i = 0; i < more; i++) {
        replaced[seen++] = reader.readFinite();
      }
    }
    if (seen < corrections) {
      throw reader.malformed("fewer replaced results than corrections");
    }
    Arrays.fill(column, 0, corrections, 0);
    if (reader.version() == 0) {
      reader.readColumn(column, corrections, 0);
    }
    for (int i = 0; i < corrections; i++) {
      replacedQualities[i] = quality(column[i]);
    }
  }

  public String city() {
    return head.city;
  }

  public String feed() {
    return head.feed;
  }

  /** Of the first row. */
  public Stamp stamp() {
    return head.stamp;
  }

  /** Of this row. */
  public Stamp stamp(int row) {
    return row == 0 ? head.stamp : head.stamp.plus(row);
  }

  /** How many rows there are: one or more. */
  public int count() {
    return count;
  }

  /** The first of its phenomenon times, epoch milliseconds. */
  public long earliest() {
    return earliest;
  }

  /** The last of its phenomenon times, epoch milliseconds. */
  public long latest() {
    return latest;
  }

  /** How many properties there are among the rows. */
  public int propertyCount() {
    return propertyCount;
  }

  /** One of the properties among the rows, by its number from 0 up. */
  public ObservedProperty propertyAt(int number) {
    return properties[number];
  }

  /** The number of the property of a row. */
  public int propertyNumber(int row) {
    return propertyOf[row];
  }

  public ObservedProperty property(int row) {
    return properties[propertyOf[row]];
  }

  /** Epoch milliseconds. */
  public long phenomenonTime(int row) {
    return phenomenonTimes[row];
  }

  public double result(int row) {
    return results[row];
  }

  /** Whether a sensor has seen the value of a row. */
  public boolean isMeasured(int row) {
    return qualities[row].isMeasured();
  }

  /** Whether any row is a correction. */
  public boolean hasCorrections() {
    return corrections > 0;
  }

  /** What the feed told before for this time of the series; null when it told nothing. */
  public @Nullable Replaced replaced(int row) {
    int found = corrections == 0 ? -1 : Arrays.binarySearch(correcting, 0, corrections, row);
    return found < 0 ? null : new Replaced(replaced[found], replacedQualities[found]);
  }

  /** How many subjects the rows are of. */
  public int subjectCount() {
    return subjects.count();
  }

  /** The number of the subject of a row, from 0 up. */
  public int subject(int row) {
    return subjectOf[row];
  }

  /**
   * The position of a subject as one number, equal for equal positions; {@link #NOWHERE} without
   * one.
   */
  public long place(int subject) {
    return subjects.place(subject);
  }

  public static double longitude(long place) {
    return (place >> 32) / E7;
  }

  public static double latitude(long place) {
    return (int) place / E7;
  }

  /** A row as an object. */
  public Observation observation(int row) {
    int subject = subjectOf[row];
    phenomenonTime = instant(phenomenonTimes[row], phenomenonTime);
    resultTime = instant(resultTimes[row], resultTime);
    return new Observation(
        head.city,
        head.feed,
        subjects.feature(subject),
        properties[propertyOf[row]],
        phenomenonTime,
        resultTime,
        results[row],
        subjects.position(subject),
        subjects.zone(subject),
        subjects.procedure(subject),
        qualities[row],
        replaced(row));
  }

  private static Instant instant(long millis, @Nullable Instant last) {
    return last != null && last.toEpochMilli() == millis ? last : Instant.ofEpochMilli(millis);
  }

  /** All rows as objects. */
  public Observation[] observations() {
    var all = new Observation[count];
    Arrays.setAll(all, this::observation);
    return all;
  }
}
