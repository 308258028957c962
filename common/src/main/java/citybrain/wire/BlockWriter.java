package citybrain.wire;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes blocks of observations, {@code observation-block.v2.avsc}: what one message told in one
 * domain, in columns, as an Avro single object. What is alike in all rows takes no room, ids that
 * begin alike share their beginning, and decimals are whole numbers. An instance keeps buffers and
 * is for one thread.
 */
public final class BlockWriter {

  /** CRC-64-AVRO of the parsing canonical form of the schema, see {@link ObservationCodec}. */
  static final long FINGERPRINT = 0xCF9F5942706432D3L;

  /** Those that can be read, the newest first: the first knew no quality of what is taken back. */
  static final long[] READABLE = {FINGERPRINT, 0x09E6E30C3065739AL};

  /** Of one block; what a message tells beyond that makes another. */
  public static final int MOST_ROWS = 4096;

  private final AvroWriter writer = new AvroWriter();
  private final Subjects subjects = new Subjects();
  private final List<ObservedProperty> properties = new ArrayList<>();

  /** Of built-in properties, by their code. */
  private final int[] propertyNumbers = new int[ObservedProperty.builtIns().size() + 1];

  private final int[] decimals = new int[BlockReader.MOST_PROPERTIES];
  private final double[] largest = new double[BlockReader.MOST_PROPERTIES];
  private final long[] column = new long[MOST_ROWS];
  private final int[] propertyOf = new int[MOST_ROWS];

  /** A block of one row. */
  public byte[] encode(Observation row, Stamp stamp) {
    return encode(List.of(row), stamp);
  }

  /**
   * A block of these rows.
   *
   * @param rows one or more, at most {@link #MOST_ROWS}, of one feed and domain
   * @param stamp of the first; the index of each is that of the one before plus one
   */
  public byte[] encode(List<Observation> rows, Stamp stamp) {
    int count = rows.size();
    if (count == 0 || count > MOST_ROWS) {
      throw new IllegalArgumentException("a block of " + count + " rows");
    }
    subjects.clear();
    look(rows);
    var first = rows.get(0);
    writer
        .start(FINGERPRINT)
        .writeString(first.city())
        .writeString(first.feed())
        .writeLong(stamp.clock())
        .writeLong(stamp.after())
        .writeLong(stamp.partition())
        .writeLong(stamp.offset())
        .writeLong(stamp.index())
        .writeLong(count);
    writeProperties();
    subjects.write(writer);
    writeRows(rows);
    return writer.toBytes();
  }

  /** Finds the subjects and properties of all rows. */
  private void look(List<Observation> rows) {
    properties.clear();
    Arrays.fill(propertyNumbers, 0);
    var first = rows.get(0);
    int i = 0;
    for (var row : rows) {
      if (!row.feed().equals(first.feed())
          || !row.city().equals(first.city())
          || row.property().domain() != first.property().domain()) {
        throw new IllegalArgumentException("a block is of one feed and domain");
      }
      subjects.add(row);
      int number = propertyNumber(row.property());
      propertyOf[i++] = number;
      if (decimals[number] != ScaledNumbers.NONE) {
        largest[number] = Math.max(largest[number], Math.abs(row.result()));
        decimals[number] = ScaledNumbers.of(row.result(), decimals[number], largest[number]);
      }
    }
  }

  private int propertyNumber(ObservedProperty property) {
    int known =
        property.isBuiltIn() ? propertyNumbers[property.code()] - 1 : properties.indexOf(property);
    if (known >= 0) {
      return known;
    }
    int number = properties.size();
    properties.add(property);
    decimals[number] = 0;
    largest[number] = 0;
    if (property.isBuiltIn()) {
      propertyNumbers[property.code()] = number + 1;
    }
    return number;
  }

  private void writeProperties() {
    writer.writeLong(properties.size());
    properties.forEach(property -> writer.writeString(property.name()));
    writer.writeLong(0);
    writer.writeLong(properties.size());
    for (int i = 0; i < properties.size(); i++) {
      writer.writeLong(decimals[i]);
    }
    writer.writeLong(0);
  }

  private void writeRows(List<Observation> rows) {
    int count = rows.size();
    int before = -1;
    for (int i = 0; i < count; i++) {
      column[i] = (long) subjects.ofRow(i) - before;
      before = subjects.ofRow(i);
    }
    writer.writeColumn(column, count, 1);
    for (int i = 0; i < count; i++) {
      column[i] = propertyOf[i];
    }
    writer.writeColumn(column, count, 0);
    long base = rows.get(0).phenomenonTime().toEpochMilli();
    writer.writeLong(base);
    long time = base;
    for (int i = 0; i < count; i++) {
      long next = rows.get(i).phenomenonTime().toEpochMilli();
      column[i] = next - time;
      time = next;
    }
    writer.writeColumn(column, count, 0);
    time = rows.get(0).resultTime().toEpochMilli();
    writer.writeLong(time);
    for (int i = 0; i < count; i++) {
      long next = rows.get(i).resultTime().toEpochMilli();
      column[i] = next - time;
      time = next;
    }
    writer.writeColumn(column, count, 0);
    for (int i = 0; i < count; i++) {
      column[i] = ObservationCodec.quality(rows.get(i).quality());
    }
    writer.writeColumn(column, count, 0);
    writeResults(rows);
  }

  private void writeResults(List<Observation> rows) {
    int whole = 0;
    for (int i = 0; i < rows.size(); i++) {
      int d = decimals[propertyOf[i]];
      if (d != ScaledNumbers.NONE) {
        column[whole++] = ScaledNumbers.scaled(rows.get(i).result(), d);
      }
    }
    writer.writeLongs(column, whole);
    int others = rows.size() - whole;
    if (others > 0) {
      writer.writeLong(others);
      for (int i = 0; i < rows.size(); i++) {
        if (decimals[propertyOf[i]] == ScaledNumbers.NONE) {
          writer.writeDouble(rows.get(i).result());
        }
      }
    }
    writer.writeLong(0);
    writeReplaced(rows);
  }

  private void writeReplaced(List<Observation> rows) {
    int corrections = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).replaces() != null) {
        column[corrections++] = i;
      }
    }
    writer.writeLongs(column, corrections);
    if (corrections > 0) {
      writer.writeLong(corrections);
      for (var row : rows) {
        var replaced = row.replaces();
        if (replaced != null) {
          writer.writeDouble(replaced.result());
        }
      }
    }
    writer.writeLong(0);
    int next = 0;
    for (var row : rows) {
      var replaced = row.replaces();
      if (replaced != null) {
        column[next++] = ObservationCodec.quality(replaced.quality());
      }
    }
    writer.writeColumn(column, corrections, 0);
  }
}
