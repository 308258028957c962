package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file of the lake, some thousand at a time, only the columns that are asked for: of
 * each column its values are read one behind the other, and then those of the next. Put together
 * cell by cell, as Parquet itself does it, a row costs a multiple. Values are asked for by the
 * number of their column.
 */
public final class ColumnBatches implements AutoCloseable {

  /** All columns of so many rows lie in the cache of a processor. */
  private static final int ROWS = 2_048;

  private final ParquetFileReader file;
  private final MessageType schema;
  private final Group root;
  private final List<String> paths;
  private final Cells[] cells;
  private List<ColumnReader> readers = List.of();
  private long left;

  private ColumnBatches(ParquetFileReader file, List<String> paths) {
    this.file = file;
    this.paths = List.copyOf(paths);
    this.cells = new Cells[paths.size()];
    var all = file.getFileMetaData().getSchema();
    this.schema = new MessageType(all.getName(), wanted(all, ""));
    Arrays.setAll(cells, i -> new Cells());
    this.root = new Group(schema, "");
    file.setRequestedSchema(schema);
  }

  /**
   * Opens a file.
   *
   * @param paths names of columns, not all of which it must have; {@code bbox.xmin} for one within
   *     a group
   * @param filter row groups and pages that have none of it are passed over; rows are not looked at
   * @throws IOException when it is damaged; as Parquet has it, also a {@link RuntimeException}
   */
  public static ColumnBatches open(InputFile input, List<String> paths, FilterCompat.Filter filter)
      throws IOException {
    var options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withRecordFilter(filter)
            .build();
    var file = ParquetFileReader.open(input, options);
    try {
      return new ColumnBatches(file, paths);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Whether the file has a column of this name. */
  public boolean has(String path) {
    return file.getFileMetaData().getSchema().containsPath(path.split("\\.", -1));
  }

  /** How many rows there are at most. */
  public long most() {
    return file.getRecordCount();
  }

  /**
   * Moves to the next rows.
   *
   * @return how many they are; 0 when there are none any more
   * @throws IOException when the file is damaged; as Parquet has it, also a {@link
   *     RuntimeException}
   */
  public int next() throws IOException {
    while (left == 0) {
      var group = file.readNextFilteredRowGroup();
      if (group == null) {
        return 0;
      }
      begin(group);
    }
    int rows = (int) Math.min(ROWS, left);
    for (int i = 0; i < readers.size(); i++) {
      root.leaves.get(i).read(readers.get(i), rows);
    }
    left -= rows;
    return rows;
  }

  private void begin(PageReadStore group) throws IOException {
    left = group.getRowCount();
    var store = new ColumnReadStoreImpl(group, root, schema, file.getFileMetaData().getCreatedBy());
    var all = new ArrayList<ColumnReader>();
    for (ColumnDescriptor column : schema.getColumns()) {
      long values = group.getPageReader(column).getTotalValueCount();
      if (values < left) {
        throw new IOException(
            String.join(".", column.getPath()) + " has " + values + " values of " + left + " rows");
      }
      all.add(store.getColumnReader(column));
    }
    readers = all;
  }

  /** Not to be kept beyond {@link #next}, which fills it again. */
  public ColumnTexts texts(int column) {
    return cells[column].texts();
  }

  /** Whole numbers, or times in epoch milliseconds; 0 where there is none. Likewise. */
  public long[] wholes(int column) {
    return cells[column].wholes();
  }

  /** NaN where there is none. Likewise. */
  public double[] numbers(int column) {
    return cells[column].numbers();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private List<Type> wanted(GroupType of, String prefix) {
    var wanted = new ArrayList<Type>();
    for (var field : of.getFields()) {
      var path = prefix + field.getName();
      if (field.isPrimitive()) {
        if (paths.contains(path)) {
          wanted.add(field);
        }
      } else {
        var within = wanted(field.asGroupType(), path + ".");
        if (!within.isEmpty()) {
          wanted.add(field.asGroupType().withNewFields(within));
        }
      }
    }
    return wanted;
  }

  /** The values of one column; of one that the file lacks, what stands for none. */
  private static final class Cells {

    private @Nullable ColumnTexts texts;
    private long @Nullable [] wholes;
    private double @Nullable [] numbers;

    ColumnTexts texts() {
      if (texts == null) {
        texts = new ColumnTexts(ROWS);
      }
      return texts;
    }

    long[] wholes() {
      if (wholes == null) {
        wholes = new long[ROWS];
      }
      return wholes;
    }

    double[] numbers() {
      if (numbers == null) {
        numbers = new double[ROWS];
        Arrays.fill(numbers, Double.NaN);
      }
      return numbers;
    }
  }

  /** Takes the values of one column. */
  private abstract static class Leaf {

    private final int full;

    /** Where the next value belongs. */
    int row;

    Leaf(int full) {
      this.full = full;
    }

    abstract Converter converter();

    abstract void none();

    void read(ColumnReader reader, int rows) {
      for (row = 0; row < rows; row++) {
        if (reader.getCurrentDefinitionLevel() == full) {
          reader.writeCurrentValueToConverter();
        } else {
          none();
        }
        reader.consume();
      }
    }
  }

  private static final class Text extends Leaf {

    private final ColumnTexts texts;

    /** By what they are in the dictionary of the pages that are read. */
    private int[] ofDictionary = {};

    Text(int full, ColumnTexts texts) {
      super(full);
      this.texts = texts;
    }

    @Override
    Converter converter() {
      return new PrimitiveConverter() {
        @Override
        public boolean hasDictionarySupport() {
          return true;
        }

        @Override
        public void setDictionary(Dictionary dictionary) {
          ofDictionary = new int[dictionary.getMaxId() + 1];
          for (int id = 0; id < ofDictionary.length; id++) {
            ofDictionary[id] = texts.number(dictionary.decodeToBinary(id).toStringUsingUTF8());
          }
        }

        @Override
        public void addValueFromDictionary(int id) {
          texts.set(row, ofDictionary[id]);
        }

        @Override
        public void addBinary(Binary value) {
          texts.set(row, texts.number(value.toStringUsingUTF8()));
        }
      };
    }

    @Override
    void none() {
      texts.set(row, ColumnTexts.NONE);
    }
  }

  private static final class Whole extends Leaf {

    private final long[] values;

    Whole(int full, long[] values) {
      super(full);
      this.values = values;
    }

    @Override
    Converter converter() {
      return new PrimitiveConverter() {
        @Override
        public void addLong(long value) {
          values[row] = value;
        }

        @Override
        public void addInt(int value) {
          values[row] = value;
        }
      };
    }

    @Override
    void none() {
      values[row] = 0;
    }
  }

  private static final class Real extends Leaf {

    private final double[] values;

    Real(int full, double[] values) {
      super(full);
      this.values = values;
    }

    @Override
    Converter converter() {
      return new PrimitiveConverter() {
        @Override
        public void addDouble(double value) {
          values[row] = value;
        }
      };
    }

    @Override
    void none() {
      values[row] = Double.NaN;
    }
  }

  /** A row, or a group in one; Parquet asks it for the converters of its columns. */
  private final class Group extends GroupConverter {

    private final Converter[] converters;

    /** In the order of the columns. */
    private final List<Leaf> leaves = new ArrayList<>();

    Group(GroupType type, String prefix) {
      converters = new Converter[type.getFieldCount()];
      for (int i = 0; i < converters.length; i++) {
        var field = type.getType(i);
        var path = prefix + field.getName();
        if (field.isPrimitive()) {
          var leaf = leaf(path, field);
          leaves.add(leaf);
          converters[i] = leaf.converter();
        } else {
          var within = new Group(field.asGroupType(), path + ".");
          leaves.addAll(within.leaves);
          converters[i] = within;
        }
      }
    }

    private Leaf leaf(String path, Type field) {
      var column = cells[paths.indexOf(path)];
      int full = full(path);
      return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
        case BINARY -> new Text(full, column.texts());
        case INT32, INT64 -> new Whole(full, column.wholes());
        case DOUBLE -> new Real(full, column.numbers());
        default -> throw new IllegalStateException(path + " is " + field + ": not read here");
      };
    }

    /** How often something on the way to a value may be missing, all of which is there. */
    private int full(String path) {
      return schema.getMaxDefinitionLevel(path.split("\\.", -1));
    }

    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
