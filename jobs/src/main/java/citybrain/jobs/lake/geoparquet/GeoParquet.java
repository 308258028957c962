package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.util.HashMap;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * Makes GeoParquet 1.1 files of values: zstd, dictionaries, small buffers. Playing history keeps a
 * hundred files open at once, so a file buffers little (see {@link RowGroupBudget}).
 *
 * @param <T> what is written
 */
public final class GeoParquet<T> implements BulkWriter.Factory<T> {

  private final RowFormat<T> format;

  private GeoParquet(RowFormat<T> format) {
    this.format = format;
  }

  public static <T> GeoParquet<T> of(RowFormat<T> format) {
    return new GeoParquet<>(format);
  }

  /** A writer that leaves the stream open when it is finished. */
  @Override
  public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
    var grant = RowGroupBudget.PROCESS.grant();
    var file = new RowGroups(new FlinkOutputFile(out), format.schema(), grant.bytes());
    return new Writer<>(format, file, grant);
  }

  private record Writer<T>(RowFormat<T> format, RowGroups file, RowGroupBudget.Grant grant)
      implements BulkWriter<T> {

    @Override
    public void addElement(T element) throws IOException {
      file.write(element, format);
    }

    /** Nothing: a page is written when it is full, and a flush would only make it small. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
      try (file) {
        var footer = new HashMap<>(format.footer());
        footer.put("citybrain.dataset", format.dataset());
        file.finish(footer);
      } finally {
        grant.giveBack();
      }
    }
  }
}
