package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file of the lake, one after the other, only the columns that are asked for. Values
 * are asked for by the number of their column; of a row that is gone nothing is left.
 */
public final class FlatRows implements AutoCloseable {

  private final ParquetReader<Cells> reader;
  private final List<String> columns;
  private @Nullable Cells row;

  private FlatRows(ParquetReader<Cells> reader, List<String> columns) {
    this.reader = reader;
    this.columns = columns;
  }

  /**
   * Opens a file.
   *
   * @param columns names; {@code bbox.xmin} for one within a group. A column that the file lacks is
   *     null in all rows
   */
  public static FlatRows open(Path file, List<String> columns) throws IOException {
    var names = List.copyOf(columns);
    return new FlatRows(new Builder(FlinkInputFile.of(file), names).build(), names);
  }

  /**
   * Moves to the next row; false when there is none.
   *
   * @throws IOException when the file is damaged
   */
  public boolean next() throws IOException {
    row = reader.read();
    return row != null;
  }

  private Cells row() {
    if (row == null) {
      throw new IllegalStateException("no row");
    }
    return row;
  }

  public boolean isNull(int column) {
    return row().isNull(column);
  }

  /** Empty where there is none. */
  public String text(int column) {
    return isNull(column) ? "" : row().texts[column];
  }

  /** Of a column of whole numbers or times (epoch milliseconds). */
  public long whole(int column) {
    requireValue(column);
    return row().wholes[column];
  }

  public double number(int column) {
    requireValue(column);
    return row().numbers[column];
  }

  private void requireValue(int column) {
    if (isNull(column)) {
      throw new IllegalStateException("column '" + columns.get(column) + "' has no value here");
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** The values of one row; the same object every time. */
  static final class Cells {

    final String[] texts;
    final long[] wholes;
    final double[] numbers;

    /** In which row each column had a value last. */
    private final long[] seen;

    private long rows;

    Cells(int columns) {
      texts = new String[columns];
      Arrays.fill(texts, "");
      wholes = new long[columns];
      numbers = new double[columns];
      seen = new long[columns];
    }

    void start() {
      rows++;
    }

    boolean isNull(int column) {
      return seen[column] != rows;
    }

    Converter cell(int column, PrimitiveTypeName type) {
      return type == PrimitiveTypeName.BINARY ? new Text(column) : new Fixed(column);
    }

    private final class Text extends TextConverter {

      private final int column;

      Text(int column) {
        this.column = column;
      }

      @Override
      protected void addText(String value) {
        texts[column] = value;
        seen[column] = rows;
      }
    }

    private final class Fixed extends PrimitiveConverter {

      private final int column;

      Fixed(int column) {
        this.column = column;
      }

      @Override
      public void addLong(long value) {
        wholes[column] = value;
        seen[column] = rows;
      }

      @Override
      public void addInt(int value) {
        addLong(value);
      }

      @Override
      public void addDouble(double value) {
        numbers[column] = value;
        seen[column] = rows;
      }
    }
  }

  /** A row, or a group in one. */
  private static final class Group extends GroupConverter {

    private final Converter[] converters;
    private final Runnable start;

    Group(
        GroupType type, String prefix, Map<String, Integer> numbers, Cells cells, Runnable start) {
      this.start = start;
      converters = new Converter[type.getFieldCount()];
      for (int i = 0; i < converters.length; i++) {
        var field = type.getType(i);
        var name = prefix + field.getName();
        converters[i] =
            field.isPrimitive()
                ? cells.cell(number(numbers, name), field.asPrimitiveType().getPrimitiveTypeName())
                : new Group(field.asGroupType(), name + ".", numbers, cells, () -> {});
      }
    }

    private static int number(Map<String, Integer> numbers, String name) {
      var found = numbers.get(name);
      if (found == null) {
        throw new IllegalStateException("column '" + name + "' was not asked for");
      }
      return found;
    }

    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {
      start.run();
    }

    @Override
    public void end() {}
  }

  /** Asks the file for the columns. */
  private static final class Columns extends ReadSupport<Cells> {

    private final List<String> columns;

    Columns(List<String> columns) {
      this.columns = columns;
    }

    @Override
    public ReadContext init(InitContext context) {
      var file = context.getFileSchema();
      return new ReadContext(new MessageType(file.getName(), wanted(file, "")));
    }

    private List<Type> wanted(GroupType of, String prefix) {
      var wanted = new ArrayList<Type>();
      for (var field : of.getFields()) {
        var name = prefix + field.getName();
        if (field.isPrimitive()) {
          if (columns.contains(name)) {
            wanted.add(field);
          }
        } else {
          var within = wanted(field.asGroupType(), name + ".");
          if (!within.isEmpty()) {
            wanted.add(field.asGroupType().withNewFields(within));
          }
        }
      }
      return wanted;
    }

    private RecordMaterializer<Cells> materializer(ReadContext context) {
      var numbers = new HashMap<String, Integer>();
      for (int i = 0; i < columns.size(); i++) {
        numbers.put(columns.get(i), i);
      }
      var cells = new Cells(columns.size());
      var root = new Group(context.getRequestedSchema(), "", numbers, cells, cells::start);
      return new RecordMaterializer<>() {
        @Override
        public Cells getCurrentRecord() {
          return cells;
        }

        @Override
        public GroupConverter getRootConverter() {
          return root;
        }
      };
    }

    @Override
    public RecordMaterializer<Cells> prepareForRead(
        ParquetConfiguration configuration,
        Map<String, String> metadata,
        MessageType file,
        ReadContext context) {
      return materializer(context);
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so there is no way around it
    public RecordMaterializer<Cells> prepareForRead(
        Configuration configuration,
        Map<String, String> metadata,
        MessageType file,
        ReadContext context) {
      return materializer(context);
    }
  }

  private static final class Builder extends ParquetReader.Builder<Cells> {

    private final List<String> columns;

    Builder(InputFile file, List<String> columns) {
      super(file, new PlainParquetConfiguration());
      this.columns = columns;
    }

    @Override
    protected ReadSupport<Cells> getReadSupport() {
      return new Columns(columns);
    }
  }
}
