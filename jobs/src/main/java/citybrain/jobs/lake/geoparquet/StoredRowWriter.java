package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as {@link StoredRowReader} reads them into files that are read often: by Parquet's
 * own writer, since here there is time for large dictionaries and filters.
 */
public final class StoredRowWriter {

  /** So that a question for one place or series leaves most of a day unread. */
  public static final int GROUP_ROWS = 65_536;

  private static final int PAGE_ROWS = 4_096;
  private static final long GROUP_BYTES = 128L << 20;

  private StoredRowWriter() {}

  /**
   * Begins a file; the stream is left open when it is finished.
   *
   * @param footer what it says beside where its rows lie; asked when it is finished
   * @param sought the column of which single values are looked for: it gets a Bloom filter
   * @param distinct how many values of it there may be in a row group
   */
  public static ParquetWriter<Object[]> open(
      FSDataOutputStream out,
      MessageType columns,
      Map<String, String> footer,
      String sought,
      long distinct)
      throws IOException {
    return new Builder(new FlinkOutputFile(out), columns, footer)
        .withConf(new PlainParquetConfiguration())
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(GROUP_BYTES)
        .withRowGroupRowCountLimit(GROUP_ROWS)
        .withPageRowCountLimit(PAGE_ROWS)
        // Where all values are in a dictionary Parquet writes no filter, and few readers look
        // there.
        .withDictionaryEncoding(sought, false)
        .withBloomFilterEnabled(sought, true)
        .withBloomFilterNDV(sought, Math.max(1, Math.min(distinct, GROUP_ROWS)))
        .build();
  }

  private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {

    private final MessageType columns;
    private final Map<String, String> footer;

    Builder(OutputFile out, MessageType columns, Map<String, String> footer) {
      super(out);
      this.columns = columns;
      this.footer = footer;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration configuration) {
      return new Rows(columns, footer);
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so there is no way around it
    protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
      return new Rows(columns, footer);
    }
  }

  private static final class Rows extends WriteSupport<Object[]> {

    private static final String[] SHAPES = {
      "Unknown",
      "Point",
      "LineString",
      "Polygon",
      "MultiPoint",
      "MultiLineString",
      "MultiPolygon",
      "GeometryCollection"
    };

    private static final int SIDES = 4;

    private final MessageType columns;
    private final Map<String, String> footer;
    private final GeoFooter geo = new GeoFooter();
    private final int geometry;
    private final int box;
    private @Nullable RecordConsumer out;

    Rows(MessageType columns, Map<String, String> footer) {
      this.columns = columns;
      this.footer = footer;
      boolean isPlaced = columns.containsField(ColumnTypes.GEOMETRY);
      geometry = isPlaced ? StoredRowReader.place(columns, ColumnTypes.GEOMETRY) : -1;
      box = isPlaced ? StoredRowReader.place(columns, ColumnTypes.BBOX) : -1;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(columns, new HashMap<>());
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so there is no way around it
    public WriteContext init(Configuration configuration) {
      return new WriteContext(columns, new HashMap<>());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(Object[] row) {
      var consumer = Objects.requireNonNull(out);
      consumer.startMessage();
      int place = 0;
      for (int i = 0; i < columns.getFieldCount(); i++) {
        var field = columns.getType(i);
        if (row[place] != null) {
          consumer.startField(field.getName(), i);
          if (field.isPrimitive()) {
            add(consumer, row[place]);
          } else {
            addGroup(consumer, field.asGroupType(), row, place);
          }
          consumer.endField(field.getName(), i);
        } else if (!field.isRepetition(Type.Repetition.OPTIONAL)) {
          throw new IllegalStateException("a row has no value of column " + field.getName());
        }
        place += StoredRowReader.leaves(field);
      }
      consumer.endMessage();
      if (geometry >= 0 && row[geometry] != null && row[box] != null) {
        locate(row);
      }
    }

    private static void addGroup(RecordConsumer consumer, GroupType group, Object[] row, int at) {
      consumer.startGroup();
      for (int i = 0; i < group.getFieldCount(); i++) {
        var name = group.getFieldName(i);
        consumer.startField(name, i);
        add(consumer, row[at + i]);
        consumer.endField(name, i);
      }
      consumer.endGroup();
    }

    private static void add(RecordConsumer consumer, Object value) {
      if (value instanceof Binary bytes) {
        consumer.addBinary(bytes);
      } else if (value instanceof Double number) {
        consumer.addDouble(number);
      } else if (value instanceof Long number) {
        consumer.addLong(number);
      } else {
        consumer.addInteger((Integer) value);
      }
    }

    private void locate(Object[] row) {
      var sides = new double[SIDES];
      for (int side = 0; side < SIDES; side++) {
        sides[side] = (Double) row[box + side];
      }
      geo.add(shape((Binary) row[geometry]), sides[0], sides[1], sides[2], sides[3]);
    }

    /** WKB tells the order of its bytes in the first, and the type in the next four. */
    private static String shape(Binary wkb) {
      var bytes = wkb.toByteBuffer();
      bytes.order(
          bytes.get(bytes.position()) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int type = bytes.getInt(bytes.position() + 1);
      return SHAPES[type > 0 && type < SHAPES.length ? type : 0];
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
      var all = new HashMap<>(footer);
      if (geometry >= 0) {
        all.put(GeoFooter.KEY, geo.json());
      }
      return new FinalizedWriteContext(all);
    }
  }
}
