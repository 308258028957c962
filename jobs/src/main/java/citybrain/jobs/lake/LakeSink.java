package citybrain.jobs.lake;

import citybrain.jobs.lake.geoparquet.GeoParquet;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/**
 * The exactly-once sink of one dataset. A file grows under a hidden name ({@code
 * .part-….inprogress…}) and gets its own name by a rename when the checkpoint it belongs to is
 * complete: whoever lists {@code *.parquet} sees whole files only.
 */
public final class LakeSink {

  private static final long FULL_FILE_BYTES = 128L << 20;

  private LakeSink() {}

  /**
   * @param lake the root of the lake: {@code file:///…}, {@code hdfs://…} or a plain path
   * @param zones the time zone of each city
   */
  public static <T> FileSink<T> of(String lake, RowFormat<T> format, Map<String, ZoneId> zones) {
    return FileSink.forBulkFormat(
            new Path(new Path(lake), format.dataset()), GeoParquet.of(format, zones))
        .withBucketAssigner(new LakeBuckets<>(format, zones))
        .withRollingPolicy(new Rolling<>())
        .withOutputFileConfig(
            OutputFileConfig.builder().withPartPrefix("part").withPartSuffix(".parquet").build())
        .build();
  }

  /** Rolls with every checkpoint, and before a file gets unwieldy. */
  private static final class Rolling<T> extends CheckpointRollingPolicy<T, String> {

    private static final long serialVersionUID = 1L;

    /**
     * How large a file is, is asked of the file system: a call into it for each row costs. A prime,
     * for rows of several files may come by turns.
     */
    private static final int LOOK_EVERY = 251;

    private int rows;

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, T element) throws IOException {
      return rows++ % LOOK_EVERY == 0 && file.getSize() >= FULL_FILE_BYTES;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
      return false;
    }
  }
}
