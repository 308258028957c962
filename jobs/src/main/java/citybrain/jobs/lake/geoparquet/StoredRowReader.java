package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Reads files of any dataset as they are: a row is an array with a place for each leaf of the
 * wanted columns, in their order, null where the row or the file has no value. Texts and shapes
 * stay bytes. Pages are held against their checksums on the way.
 */
public final class StoredRowReader extends ReadSupport<Object[]> {

  private final MessageType wanted;

  private StoredRowReader(MessageType wanted) {
    this.wanted = wanted;
  }

  /** Opens a file; columns that it does not have stay null. */
  public static ParquetReader<Object[]> open(InputFile file, MessageType wanted)
      throws IOException {
    return new Builder(file, wanted).usePageChecksumVerification().build();
  }

  /** The place of a column, or of the first leaf of a group. */
  public static int place(MessageType columns, String name) {
    int place = 0;
    for (var field : columns.getFields()) {
      if (field.getName().equals(name)) {
        return place;
      }
      place += leaves(field);
    }
    throw new IllegalArgumentException("no column " + name + " in " + columns.getName());
  }

  static int leaves(Type field) {
    return field.isPrimitive() ? 1 : field.asGroupType().getFieldCount();
  }

  @Override
  public ReadContext init(InitContext context) {
    var file = context.getFileSchema();
    var there =
        wanted.getFields().stream()
            .map(Type::getName)
            .filter(file::containsField)
            .map(file::getType)
            .toList();
    return new ReadContext(new MessageType(file.getName(), there));
  }

  @Override
  public RecordMaterializer<Object[]> prepareForRead(
      ParquetConfiguration configuration,
      Map<String, String> metadata,
      MessageType file,
      ReadContext context) {
    return new Materializer(new Rows(wanted, context.getRequestedSchema()));
  }

  @Override
  @SuppressWarnings("deprecation") // abstract, so there is no way around it
  public RecordMaterializer<Object[]> prepareForRead(
      Configuration configuration,
      Map<String, String> metadata,
      MessageType file,
      ReadContext context) {
    return new Materializer(new Rows(wanted, context.getRequestedSchema()));
  }

  private static final class Builder extends ParquetReader.Builder<Object[]> {

    private final MessageType wanted;

    Builder(InputFile file, MessageType wanted) {
      super(file, new PlainParquetConfiguration());
      this.wanted = wanted;
    }

    @Override
    protected ReadSupport<Object[]> getReadSupport() {
      return new StoredRowReader(wanted);
    }
  }

  private static final class Materializer extends RecordMaterializer<Object[]> {

    private final Rows rows;

    Materializer(Rows rows) {
      this.rows = rows;
    }

    @Override
    public Object[] getCurrentRecord() {
      return rows.row;
    }

    @Override
    public GroupConverter getRootConverter() {
      return rows;
    }
  }

  private static final class Rows extends GroupConverter {

    private final int width;
    private final List<Converter> converters = new ArrayList<>();
    private Object[] row = {};

    Rows(MessageType wanted, MessageType there) {
      width = wanted.getFields().stream().mapToInt(StoredRowReader::leaves).sum();
      for (var field : there.getFields()) {
        int place = place(wanted, field.getName());
        converters.add(
            field.isPrimitive() ? new Leaf(place, field) : new Group(place, field.asGroupType()));
      }
    }

    @Override
    public Converter getConverter(int field) {
      return converters.get(field);
    }

    @Override
    public void start() {
      row = new Object[width];
    }

    @Override
    public void end() {}

    private final class Group extends GroupConverter {

      private final List<Leaf> leaves = new ArrayList<>();

      Group(int place, GroupType group) {
        for (int i = 0; i < group.getFieldCount(); i++) {
          leaves.add(new Leaf(place + i, group.getType(i)));
        }
      }

      @Override
      public Converter getConverter(int field) {
        return leaves.get(field);
      }

      @Override
      public void start() {}

      @Override
      public void end() {}
    }

    private final class Leaf extends PrimitiveConverter {

      private final int place;
      private final boolean isBinary;

      /** All values of the dictionary, made once, so that rows share them. */
      private Binary[] words = {};

      Leaf(int place, Type type) {
        this.place = place;
        isBinary = type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
      }

      @Override
      public boolean hasDictionarySupport() {
        return isBinary;
      }

      @Override
      public void setDictionary(Dictionary dictionary) {
        words = new Binary[dictionary.getMaxId() + 1];
        for (int id = 0; id < words.length; id++) {
          words[id] = dictionary.decodeToBinary(id).copy();
        }
      }

      @Override
      public void addValueFromDictionary(int id) {
        row[place] = words[id];
      }

      @Override
      public void addBinary(Binary value) {
        row[place] = value.copy();
      }

      @Override
      public void addLong(long value) {
        row[place] = value;
      }

      @Override
      public void addInt(int value) {
        row[place] = value;
      }

      @Override
      public void addDouble(double value) {
        row[place] = value;
      }
    }
  }
}
