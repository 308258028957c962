package citybrain.jobs.lake.geoparquet;

import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes GeoParquet 1.1 files of values: zstd, dictionaries, small buffers. Playing history keeps a
 * hundred files open at once, so a file buffers little (see {@link RowGroupBudget}).
 *
 * @param <T> what is written
 */
public final class GeoParquet<T> implements BulkWriter.Factory<T> {

  private final RowFormat<T> format;
  private final Map<String, ZoneId> timeZones;

  private GeoParquet(RowFormat<T> format, Map<String, ZoneId> timeZones) {
    this.format = format;
    this.timeZones = Map.copyOf(timeZones);
  }

  /** Of files that say nothing of a clock. */
  public static <T> GeoParquet<T> of(RowFormat<T> format) {
    return new GeoParquet<>(format, Map.of());
  }

  /**
   * The same of files that say by whose clock their date is.
   *
   * @param timeZones of each city; a city that is not there is dated in UTC
   */
  public static <T> GeoParquet<T> of(RowFormat<T> format, Map<String, ZoneId> timeZones) {
    return new GeoParquet<>(format, timeZones);
  }

  /** A writer that leaves the stream open when it is finished. */
  @Override
  public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
    var grant = RowGroupBudget.PROCESS.grant();
    var file = new RowGroups(new FlinkOutputFile(out), format.schema(), grant.bytes());
    return new Writer<>(format, timeZones, file, grant);
  }

  private static final class Writer<T> implements BulkWriter<T> {

    private final RowFormat<T> format;
    private final Map<String, ZoneId> timeZones;
    private final RowGroups file;
    private final RowGroupBudget.Grant grant;

    /** All rows of a file are of one city. */
    private @Nullable String city;

    Writer(
        RowFormat<T> format,
        Map<String, ZoneId> timeZones,
        RowGroups file,
        RowGroupBudget.Grant grant) {
      this.format = format;
      this.timeZones = timeZones;
      this.file = file;
      this.grant = grant;
    }

    @Override
    public void addElement(T element) throws IOException {
      if (city == null) {
        city = format.city(element);
      }
      file.write(element, format);
    }

    /** Nothing: a page is written when it is full, and a flush would only make it small. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
      try (file) {
        var footer = new HashMap<>(format.footer());
        footer.put(DatasetCard.DATASET, format.dataset());
        if (city != null && !timeZones.isEmpty()) {
          var zone = timeZones.getOrDefault(city, ZoneOffset.UTC);
          footer.put(DatasetCard.TIME_ZONE, zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        }
        file.finish(footer);
      } finally {
        grant.giveBack();
      }
    }
  }
}
