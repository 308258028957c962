package citybrain.wire;

import citybrain.aggregation.Aggregate;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames of aggregates, see {@link FrameWriter}: moved from frame to frame, what it returned
 * before is gone then.
 */
public final class FrameReader {

  private static final String SCHEMA = "aggregate-frame";
  private static final int MOST = FrameWriter.MOST_ROWS;

  private final Vocabulary vocabulary;
  private final AvroReader reader = new AvroReader();
  private final SharedIds ids = new SharedIds(MOST);
  private final PlaceColumns places = new PlaceColumns(MOST);
  private final long[] counts = new long[MOST];
  private final int[] revisions = new int[MOST];
  private final double[] sums = new double[MOST];
  private final double[] mins = new double[MOST];
  private final double[] maxs = new double[MOST];
  private final long[] estimated = new long[MOST];
  private final double[] estimatedSums = new double[MOST];
  private final long[] corrections = new long[MOST];
  private final long[] column = new long[MOST];
  private final long[] least = new long[MOST];

  private String city = "";
  private String layer = "";
  private ObservedProperty property = ObservedProperty.TRAFFIC_SPEED;
  private Instant windowStart = Instant.EPOCH;
  private Instant windowEnd = Instant.EPOCH;
  private int rows;

  /**
   * @param vocabulary the properties that may occur
   */
  public FrameReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Moves to this frame.
   *
   * @throws WireException when the bytes are no frame of aggregates, or one of a property that is
   *     not known here
   */
  public void read(byte[] bytes) {
    reader.start(bytes, FrameWriter.READABLE, SCHEMA);
    city = reader.readString();
    layer = reader.readString();
    property = BlockReader.property(vocabulary, reader.readString());
    windowStart = Instant.ofEpochMilli(reader.readTime());
    windowEnd = Instant.ofEpochMilli(reader.readTime());
    readRows();
    ids.read(reader, bytes, rows);
    places.read(reader, rows);
    reader.readColumn(counts, rows, 1);
    reader.readColumn(corrections, rows, 0);
    readSums(sums, rows);
    int decimals = readDecimals();
    readScaled(mins, rows, decimals);
    readMaxs(decimals);
    readOthers(mins, rows, decimals);
    readOthers(maxs, rows, decimals);
    readEstimates();
    reader.end();
    for (int i = 0; i < rows; i++) {
      long all = counts[i] + estimated[i];
      if (counts[i] < 0 || estimated[i] < 0 || all < 1) {
        throw reader.malformed("an aggregate of " + all + " readings");
      }
      revisions[i] = (int) Math.max(0, Math.min(all + corrections[i], Integer.MAX_VALUE));
    }
  }

  private void readSums(double[] to, int count) {
    int decimals = readDecimals();
    readScaled(to, count, decimals);
    readOthers(to, count, decimals);
  }

  /** Sums stand for rows that have some: they are moved to their rows, the last first. */
  private void readEstimates() {
    Arrays.fill(estimated, 0, rows, 0);
    int having = 0;
    if (reader.version() == 0) {
      reader.readColumn(estimated, rows, 0);
      for (int i = 0; i < rows; i++) {
        having += estimated[i] > 0 ? 1 : 0;
      }
      readSums(estimatedSums, having);
    }
    for (int i = rows - 1; i >= 0; i--) {
      estimatedSums[i] = estimated[i] > 0 ? estimatedSums[--having] : 0;
    }
  }

  private void readRows() {
    rows = reader.readInt();
    if (rows < 1 || rows > MOST) {
      throw reader.malformed("a frame of " + rows + " rows");
    }
  }

  /** How many aggregates a record holds, by its first fields; one, when it is no frame. */
  static int aggregatesIn(byte @Nullable [] bytes) {
    if (bytes == null) {
      return 1;
    }
    var reader = new AvroReader();
    try {
      reader.start(bytes, FrameWriter.READABLE, SCHEMA);
      reader.skipString();
      reader.skipString();
      reader.skipString();
      reader.readTime();
      reader.readTime();
      int rows = reader.readInt();
      return rows < 1 || rows > MOST ? 1 : rows;
    } catch (WireException e) {
      return 1;
    }
  }

  private int readDecimals() {
    int decimals = reader.readInt();
    if (decimals < ScaledNumbers.NONE || decimals > ScaledNumbers.MOST) {
      throw reader.malformed("a number of " + decimals + " decimals");
    }
    return decimals;
  }

  private void readScaled(double[] to, int wanted, int decimals) {
    int count = reader.readLongs(column, wanted);
    if (count != (decimals == ScaledNumbers.NONE ? 0 : wanted)) {
      throw reader.malformed(count + " scaled numbers for " + wanted + " rows");
    }
    for (int i = 0; i < count; i++) {
      to[i] = ScaledNumbers.value(column[i], decimals);
    }
  }

  /** They stand as differences from the minima, which are in the column still. */
  private void readMaxs(int decimals) {
    if (decimals == ScaledNumbers.NONE) {
      if (reader.readLongs(column, 0) != 0) {
        throw reader.malformed("scaled numbers where there are none");
      }
      return;
    }
    System.arraycopy(column, 0, least, 0, rows);
    reader.readColumn(column, rows, 0);
    for (int i = 0; i < rows; i++) {
      maxs[i] = ScaledNumbers.value(least[i] + column[i], decimals);
    }
  }

  private void readOthers(double[] to, int wanted, int decimals) {
    int expected = decimals == ScaledNumbers.NONE ? wanted : 0;
    int count = 0;
    for (int more = reader.readItems(expected);
        more > 0;
        more = reader.readItems(expected - count)) {
      for (int i = 0; i < more; i++) {
        to[count++] = reader.readFinite();
      }
    }
    if (count != expected) {
      throw reader.malformed(count + " numbers for " + expected + " rows");
    }
  }

  public String city() {
    return city;
  }

  /** How many rows there are: one or more. */
  public int count() {
    return rows;
  }

  /** A row as an object. */
  public Aggregate aggregate(int row) {
    return new Aggregate(
        city,
        layer,
        ids.text(reader, row),
        property,
        windowStart,
        windowEnd,
        revisions[row],
        counts[row],
        sums[row],
        counts[row] == 0 ? Double.NaN : mins[row],
        counts[row] == 0 ? Double.NaN : maxs[row],
        estimated[row],
        estimatedSums[row],
        places.position(row));
  }
}
