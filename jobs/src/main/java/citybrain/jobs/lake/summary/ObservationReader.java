package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.rows.ObservationRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads archived observations, only the columns a summary needs. */
public final class ObservationReader extends ReadSupport<ArchivedReading> {

  private final List<String> columns;

  private ObservationReader(List<String> columns) {
    this.columns = columns;
  }

  public static ParquetReader<ArchivedReading> open(InputFile file) throws IOException {
    return new Builder(file, ReadingConverter.COLUMNS).build();
  }

  /** Also what tells series, and corrections, apart. */
  static ParquetReader<ArchivedReading> openWithSeries(InputFile file) throws IOException {
    return new Builder(file, ReadingConverter.WITH_SERIES).build();
  }

  /** The same of these properties alone; row groups that have none of them are passed over. */
  public static ParquetReader<ArchivedReading> openWithSeries(
      InputFile file, Set<String> properties) throws IOException {
    var names = properties.stream().map(Binary::fromString).collect(Collectors.toSet());
    return new Builder(file, ReadingConverter.WITH_SERIES)
        .withFilter(FilterCompat.get(FilterApi.in(FilterApi.binaryColumn("property"), names)))
        .build();
  }

  /** Corrections alone; where a file has none, little more than its footer is read. */
  static ParquetReader<ArchivedReading> corrections(InputFile file) throws IOException {
    var replaces = FilterApi.doubleColumn(ObservationRows.REPLACES);
    return new Builder(file, ReadingConverter.WITH_SERIES)
        .withFilter(FilterCompat.get(FilterApi.notEq(replaces, null)))
        .build();
  }

  @Override
  public ReadContext init(InitContext context) {
    var file = context.getFileSchema();
    // Files of before there were corrections lack the last two.
    var wanted =
        columns.stream()
            .filter(file::containsField)
            .map(name -> wanted(file.getType(name)))
            .toArray(Type[]::new);
    return new ReadContext(new MessageType(file.getName(), wanted));
  }

  /** Observations are points: two sides of their box say where. */
  private static Type wanted(Type column) {
    return column.isPrimitive()
        ? column
        : column
            .asGroupType()
            .withNewFields(
                ReadingConverter.POSITION.stream().map(column.asGroupType()::getType).toList());
  }

  @Override
  public RecordMaterializer<ArchivedReading> prepareForRead(
      ParquetConfiguration configuration,
      Map<String, String> metadata,
      MessageType file,
      ReadContext context) {
    return new ReadingConverter.Materializer();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract, so there is no way around it
  public RecordMaterializer<ArchivedReading> prepareForRead(
      Configuration configuration,
      Map<String, String> metadata,
      MessageType file,
      ReadContext context) {
    return new ReadingConverter.Materializer();
  }

  private static final class Builder extends ParquetReader.Builder<ArchivedReading> {

    private final List<String> columns;

    Builder(InputFile file, List<String> columns) {
      super(file, new PlainParquetConfiguration());
      this.columns = columns;
    }

    @Override
    protected ReadSupport<ArchivedReading> getReadSupport() {
      return new ObservationReader(columns);
    }
  }
}
