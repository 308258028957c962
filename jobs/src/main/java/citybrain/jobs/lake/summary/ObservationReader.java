package citybrain.jobs.lake.summary;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads archived observations, only the columns a summary needs. */
public final class ObservationReader extends ReadSupport<ArchivedReading> {

  private ObservationReader() {}

  public static ParquetReader<ArchivedReading> open(InputFile file) throws IOException {
    return new Builder(file).build();
  }

  @Override
  public ReadContext init(InitContext context) {
    var file = context.getFileSchema();
    var wanted = ReadingConverter.COLUMNS.stream().map(file::getType).toArray(Type[]::new);
    return new ReadContext(new MessageType(file.getName(), wanted));
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

    Builder(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<ArchivedReading> getReadSupport() {
      return new ObservationReader();
    }
  }
}
