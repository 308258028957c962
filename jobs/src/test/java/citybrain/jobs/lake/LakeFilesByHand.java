package citybrain.jobs.lake;

import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts observations where the archive would put them, without a cluster. */
public final class LakeFilesByHand {

  private LakeFilesByHand() {}

  public static void write(Path lake, List<Observation> observations, String timeZone)
      throws IOException {
    write(lake, new ObservationRows(), observations, timeZone, 0);
  }

  /** The same as rows of this format, in files with this number. */
  public static void write(
      Path lake,
      RowFormat<Stamped> format,
      List<Observation> observations,
      String timeZone,
      int part)
      throws IOException {
    var byFolder = new TreeMap<String, List<Stamped>>();
    for (var observation : observations) {
      var zones = Map.of(observation.city(), ZoneId.of(timeZone));
      var stamped = new Stamped(observation, Stamp.NONE);
      var folder = new LakeBuckets<>(format, zones).bucket(stamped);
      byFolder.computeIfAbsent(folder, key -> new ArrayList<>()).add(stamped);
    }
    for (var entry : byFolder.entrySet()) {
      var file =
          lake.resolve(format.dataset())
              .resolve(entry.getKey())
              .resolve("part-" + part + ".parquet");
      SummaryFile.write(new org.apache.flink.core.fs.Path(file.toUri()), format, entry.getValue());
    }
  }
}
