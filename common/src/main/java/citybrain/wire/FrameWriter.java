package citybrain.wire;

import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames of aggregates, {@code aggregate-frame.v2.avsc}: what the zones of one layer saw of
 * one property in one window, in columns, as an Avro single object. An instance keeps buffers and
 * is for one thread.
 */
public final class FrameWriter {

  /** CRC-64-AVRO of the parsing canonical form of the schema, see {@link ObservationCodec}. */
  static final long FINGERPRINT = 0xFCBEE05B1290FA1FL;

  /** Those that can be read, the newest first: the first told all readings alike. */
  static final long[] READABLE = {FINGERPRINT, 0x23F595B358477D77L};

  /** Of one frame; more zones make another. */
  public static final int MOST_ROWS = 4096;

  /** Of the ids of zones, in characters: the least that is more makes another frame. */
  private static final int MOST_TEXT = 256 * 1024;

  private final AvroWriter writer = new AvroWriter();
  private final SharedIds ids = new SharedIds(MOST_ROWS);
  private final PlaceColumns places = new PlaceColumns(MOST_ROWS);
  private final String[] zones = new String[MOST_ROWS];
  private final @Nullable Position[] centres = new Position[MOST_ROWS];
  private final long[] counts = new long[MOST_ROWS];
  private final long[] corrections = new long[MOST_ROWS];
  private final double[] sums = new double[MOST_ROWS];
  private final double[] mins = new double[MOST_ROWS];
  private final double[] maxs = new double[MOST_ROWS];
  private final long[] estimated = new long[MOST_ROWS];

  /** Of rows that have some. */
  private final double[] estimatedSums = new double[MOST_ROWS];

  private int estimatedRows;
  private final long[] column = new long[MOST_ROWS];
  private int rows;
  private int text;

  /**
   * Adds a zone.
   *
   * @param zone its id in its layer; empty for what lies in none
   * @param centre where to draw it
   * @param revision at least the count of all readings
   * @param count of measured readings; without one, the least and the largest mean nothing
   * @param estimatedCount of those that nobody measured
   */
  public void add(
      String zone,
      @Nullable Position centre,
      int revision,
      long count,
      double sum,
      double min,
      double max,
      long estimatedCount,
      double estimatedSum) {
    zones[rows] = zone;
    centres[rows] = centre;
    counts[rows] = count;
    corrections[rows] = revision - count - estimatedCount;
    sums[rows] = sum;
    mins[rows] = count == 0 ? 0 : min;
    maxs[rows] = count == 0 ? 0 : max;
    estimated[rows] = estimatedCount;
    if (estimatedCount > 0) {
      estimatedSums[estimatedRows++] = estimatedSum;
    }
    rows++;
    text += zone.length();
  }

  /** Whether no more fits in. */
  public boolean isFull() {
    return rows == MOST_ROWS || text > MOST_TEXT;
  }

  public boolean isEmpty() {
    return rows == 0;
  }

  /** The frame of all that was added; afterwards there is nothing. */
  public byte[] encode(
      String city, String layer, ObservedProperty property, long windowStart, long windowEnd) {
    writer
        .start(FINGERPRINT)
        .writeString(city)
        .writeString(layer)
        .writeString(property.name())
        .writeLong(windowStart)
        .writeLong(windowEnd)
        .writeLong(rows);
    ids.write(writer, i -> zones[i], rows);
    places.write(writer, i -> centres[i], rows);
    writer.writeColumn(counts, rows, 1);
    writer.writeColumn(corrections, rows, 0);
    writeSums(sums, rows);
    writeExtremes();
    writer.writeColumn(estimated, rows, 0);
    writeSums(estimatedSums, estimatedRows);
    estimatedRows = 0;
    rows = 0;
    text = 0;
    return writer.toBytes();
  }

  private void writeSums(double[] values, int count) {
    int decimals = ScaledNumbers.of(count, values);
    writer.writeLong(decimals);
    writeScaled(values, count, decimals);
    writeOthers(values, count, decimals);
  }

  private void writeExtremes() {
    int decimals = ScaledNumbers.of(rows, mins, maxs);
    writer.writeLong(decimals);
    writeScaled(mins, rows, decimals);
    if (decimals == ScaledNumbers.NONE) {
      writer.writeLong(0);
    } else {
      for (int i = 0; i < rows; i++) {
        column[i] =
            ScaledNumbers.scaled(maxs[i], decimals) - ScaledNumbers.scaled(mins[i], decimals);
      }
      writer.writeColumn(column, rows, 0);
    }
    writeOthers(mins, rows, decimals);
    writeOthers(maxs, rows, decimals);
  }

  private void writeScaled(double[] values, int count, int decimals) {
    if (decimals == ScaledNumbers.NONE) {
      writer.writeLong(0);
      return;
    }
    for (int i = 0; i < count; i++) {
      column[i] = ScaledNumbers.scaled(values[i], decimals);
    }
    writer.writeLongs(column, count);
  }

  private void writeOthers(double[] values, int count, int decimals) {
    if (decimals == ScaledNumbers.NONE) {
      writer.writeLong(count);
      for (int i = 0; i < count; i++) {
        writer.writeDouble(values[i]);
      }
    }
    writer.writeLong(0);
  }
}
