package citybrain.jobs.lake.history;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.geoparquet.FlatRows;
import citybrain.jobs.lake.rows.ClockRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/**
 * How far the clocks of the feeds of a city came, as the archive saw it last. A feed stands where
 * the slowest of its lanes does, and where the slowest of the topics does that it is read from.
 */
final class LakeClocks {

  private static final List<String> COLUMNS =
      List.of(
          ClockRows.FEED, ClockRows.DERIVED_BY, ClockRows.PART, ClockRows.PARTS, ClockRows.CLOCK);

  private static final int FEED = 0;
  private static final int DERIVED_BY = 1;
  private static final int PART = 2;
  private static final int PARTS = 3;
  private static final int CLOCK = 4;

  /** As many lanes as a feed had for some time. */
  private record Lanes(String feed, String domain, int parts) {}

  private final Map<Lanes, Map<Integer, Long>> told = new HashMap<>();

  private LakeClocks() {}

  /**
   * Reads them.
   *
   * @param city by the name of its folder
   * @return epoch milliseconds by feed
   */
  static Map<String, Long> of(Path lake, String city) throws IOException {
    var folder = new Path(new Path(lake, ClockRows.DATASET), Partition.folder("city", city));
    return LakeFiles.lookAgain(() -> in(folder));
  }

  private static Map<String, Long> in(Path folder) throws IOException {
    var clocks = new LakeClocks();
    for (var domain : LakeFiles.folders(folder)) {
      for (var file : LakeFiles.below(domain)) {
        clocks.read(file.getPath(), Partition.value("domain", domain.getName()));
      }
    }
    return clocks.ofFeeds();
  }

  private void read(Path file, String domain) throws IOException {
    try (var rows = FlatRows.open(file, COLUMNS)) {
      while (rows.next()) {
        // How far a rule has derived decides nothing here: it derives again.
        if (rows.text(DERIVED_BY).isEmpty()) {
          var lanes = new Lanes(rows.text(FEED), domain, (int) rows.whole(PARTS));
          told.computeIfAbsent(lanes, l -> new HashMap<>())
              .merge((int) rows.whole(PART), rows.whole(CLOCK), Math::max);
        }
      }
    }
  }

  private Map<String, Long> ofFeeds() {
    var ofTopics = new TreeMap<String, Map<String, Long>>();
    told.forEach(
        (lanes, parts) -> {
          if (parts.size() == lanes.parts) {
            long slowest = parts.values().stream().mapToLong(clock -> clock).min().orElse(0);
            ofTopics
                .computeIfAbsent(lanes.feed, feed -> new HashMap<>())
                .merge(lanes.domain, slowest, Math::max);
          }
        });
    var clocks = new TreeMap<String, Long>();
    ofTopics.forEach(
        (feed, domains) ->
            clocks.put(feed, domains.values().stream().mapToLong(clock -> clock).min().orElse(0)));
    return clocks;
  }
}
