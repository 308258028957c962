package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.rows.ObservationRows;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which archived readings of one day came too late for a live window or for a rule. They lie in
 * observations as all others do; that they were late, another dataset says, maybe more than once.
 */
final class LateReadings {

  private static final Logger LOG = LoggerFactory.getLogger(LateReadings.class);

  private record Reading(
      String feed,
      String feature,
      String property,
      String procedure,
      long time,
      long resultTime,
      double value,
      String quality) {}

  /** Which hashes of time and value there are: of most readings this says that they were not. */
  private static final int FILTER_BITS = 20;

  private final Set<Reading> all = new HashSet<>();
  private final BitSet filter = new BitSet(1 << FILTER_BITS);

  /**
   * Those of the day and domain that have this folder of observations.
   *
   * @throws IOException when the lake cannot be reached
   */
  static LateReadings beside(Path observations) throws IOException {
    var found = new LateReadings();
    var folder = folder(observations);
    if (folder != null) {
      for (var file : LakeFiles.below(folder)) {
        found.take(file.getPath());
      }
    }
    return found;
  }

  /** The same folder of the other dataset; null where observations lie in no dataset. */
  private static @Nullable Path folder(Path observations) {
    var below = new StringBuilder();
    for (var at = observations; at != null && at.getParent() != null; at = at.getParent()) {
      if (at.getName().equals(ObservationRows.DATASET)) {
        return new Path(at.getParent(), ObservationRows.LATE + below);
      }
      below.insert(0, '/' + at.getName());
    }
    return null;
  }

  /** Of a damaged file nothing is late; its readings are counted all the same. */
  private void take(Path file) throws IOException {
    var taken = new HashSet<Reading>();
    var columns = ObservationColumns.REVISION;
    try (var rows = ObservationColumns.open(FlinkInputFile.of(file), columns)) {
      rows.all(
          row -> {
            taken.add(reading(row));
            return true;
          });
    } catch (IOException | RuntimeException e) {
      LOG.warn("what it has is not counted as late: {}", DamagedFile.told(file.toString(), e));
      return;
    }
    all.addAll(taken);
    taken.forEach(one -> filter.set(hash(one.time, one.value)));
  }

  private static int hash(long time, double value) {
    long mixed = (time * 31 + Double.doubleToLongBits(value)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> (Long.SIZE - FILTER_BITS));
  }

  private static Reading reading(ArchivedReading row) {
    return new Reading(
        row.feed,
        row.feature,
        row.property,
        row.procedure,
        row.phenomenonMillis,
        row.resultMillis,
        row.result,
        row.quality);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether a row, read with what tells its series, was late. */
  boolean contains(ObservationColumns rows, int row) {
    return !all.isEmpty()
        && filter.get(hash(rows.phenomenonMillis[row], rows.result[row]))
        && all.contains(reading(rows.reading(row)));
  }
}
