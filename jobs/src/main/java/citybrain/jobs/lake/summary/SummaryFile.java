package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.WholeFile;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/** Writes a file of rows that is complete or absent, see {@link WholeFile}. */
public final class SummaryFile {

  private SummaryFile() {}

  public static <T> void write(Path target, RowFormat<T> format, Iterable<T> rows)
      throws IOException {
    WholeFile.write(target, format, Map.of(), rows);
  }
}
