package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * Which archived readings of one day do not hold any more, for their feeds have corrected them:
 * rows stay as they are, and a correction is a row more, that names what it replaces.
 */
public final class TakenBack {

  /** Of what was taken back in a file of before that was said. */
  private static final String UNKNOWN = "";

  private record Reading(
      String feed,
      String feature,
      String property,
      String procedure,
      long time,
      double value,
      String quality) {}

  /** When it was corrected last, epoch milliseconds. */
  private final Map<Reading, Long> corrected = new HashMap<>();

  /** By the corrections in all files of a folder. */
  public static TakenBack in(Path folder) throws IOException {
    var found = new TakenBack();
    for (var file : LakeFiles.below(folder)) {
      found.take(file.getPath());
    }
    return found;
  }

  /** A damaged file takes nothing back; it is told when its own turn comes. */
  private void take(Path file) throws IOException {
    var taken = new HashMap<Reading, Long>();
    try (var rows = ObservationColumns.corrections(FlinkInputFile.of(file))) {
      rows.all(
          row -> {
            if (!Double.isNaN(row.replaces)) {
              var reading = reading(row, row.replaces, row.replacesQuality);
              taken.merge(reading, row.resultMillis, Math::max);
            }
            return true;
          });
    } catch (IOException | RuntimeException e) {
      DamagedFile.told(file.toString(), e);
      return;
    }
    taken.forEach((reading, time) -> corrected.merge(reading, time, Math::max));
  }

  private static Reading reading(ArchivedReading row, double value, String quality) {
    return new Reading(
        row.feed, row.feature, row.property, row.procedure, row.phenomenonMillis, value, quality);
  }

  /** Whether nothing was. */
  public boolean isEmpty() {
    return corrected.isEmpty();
  }

  /** Whether a row, read with what tells its series, was corrected by a later one. */
  public boolean contains(ArchivedReading row) {
    return isBefore(row, row.quality) || isBefore(row, UNKNOWN);
  }

  private boolean isBefore(ArchivedReading row, String quality) {
    var when = corrected.get(reading(row, row.result, quality));
    return when != null && row.resultMillis <= when;
  }
}
