package citybrain.jobs.lake;

import citybrain.cityfile.CityZones;
import citybrain.jobs.lake.geoparquet.Area;
import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.geoparquet.StoredFooter;
import citybrain.jobs.lake.rows.ZoneRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the zones of cities into the lake, so that nobody must leave it to draw a map. */
public final class LakeZones {

  private static final Logger LOG = LoggerFactory.getLogger(LakeZones.class);

  private LakeZones() {}

  /**
   * Writes the file of each city that has zones, unless it lies there already. Of a city that has
   * none any more the file goes.
   *
   * @param timeZones of all cities
   * @return the files that were written
   */
  public static List<Path> write(
      String lake, Map<String, CityZones> cities, Map<String, ZoneId> timeZones)
      throws IOException {
    var written = new ArrayList<Path>();
    for (var city : cities.entrySet()) {
      var target = file(lake, city.getKey());
      var rows = rows(city.getKey(), city.getValue());
      var digest = digest(rows);
      if (rows.isEmpty()) {
        target.getFileSystem().delete(target, false);
      } else if (!digest.equals(stored(target))) {
        WholeFile.write(target, new ZoneRows(digest), timeZones, rows);
        written.add(target);
      }
    }
    return written;
  }

  static Path file(String lake, String city) {
    var folder = new Path(new Path(lake, ZoneRows.DATASET), Partition.folder("city", city));
    return new Path(folder, "zones" + LakeFiles.SUFFIX);
  }

  private static List<ZoneRows.MappedZone> rows(String city, CityZones zones) {
    var rows = new ArrayList<ZoneRows.MappedZone>();
    for (var index : zones.indexes()) {
      var layer = index.layer();
      for (int i = 0; i < layer.size(); i++) {
        var zone = layer.zone(i);
        var area = new Area(layer.wkb(i), layer.bounds(i));
        rows.add(new ZoneRows.MappedZone(city, layer.name(), zone.id(), zone.name(), area));
      }
    }
    return rows;
  }

  /** What the file that lies there is of; empty when there is none, or it cannot be read. */
  private static String stored(Path file) throws IOException {
    if (!file.getFileSystem().exists(file)) {
      return "";
    }
    try {
      return StoredFooter.of(FlinkInputFile.of(file)).said().getOrDefault(ZoneRows.DIGEST, "");
    } catch (RuntimeException e) {
      LOG.warn("file={} is no file of zones and is written anew: {}", file, e.getMessage());
      return "";
    }
  }

  private static String digest(List<ZoneRows.MappedZone> rows) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) ZoneRows.CARD.version());
      for (var row : rows) {
        for (var text : List.of(row.city(), row.layer(), row.zone(), row.name())) {
          digest.update(text.getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
        }
        digest.update(row.area().wkb());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
