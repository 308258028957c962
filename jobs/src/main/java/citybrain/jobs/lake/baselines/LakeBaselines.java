package citybrain.jobs.lake.baselines;

import citybrain.detection.Baseline;
import citybrain.detection.LocalSlot;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.geoparquet.FlatRows;
import citybrain.jobs.lake.rows.BaselineColumns;
import citybrain.observation.SeriesKey;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/** The versions of baselines of one city in a lake. */
public final class LakeBaselines {

  /** Of more versions of one domain only the newest are read: rules keep them in memory. */
  public static final int MOST_VERSIONS = 8;

  private static final List<String> COLUMNS =
      List.of(
          "feed",
          "feature",
          "property",
          "zone",
          "day_kind",
          "local_time",
          "median",
          "mad",
          "p05",
          "p95",
          "days",
          "readings",
          "first_day",
          "learned_from",
          "learned_to",
          "applies_from");

  private static final int FEED = 0;
  private static final int FEATURE = 1;
  private static final int PROPERTY = 2;
  private static final int ZONE = 3;
  private static final int DAY_KIND = 4;
  private static final int LOCAL_TIME = 5;
  private static final int MEDIAN = 6;
  private static final int MAD = 7;
  private static final int P05 = 8;
  private static final int P95 = 9;
  private static final int DAYS = 10;
  private static final int READINGS = 11;
  private static final int FIRST_DAY = 12;
  private static final int LEARNED_FROM = 13;
  private static final int LEARNED_TO = 14;
  private static final int APPLIES_FROM = 15;
  private static final String WORKING = "working";

  private LakeBaselines() {}

  /**
   * A version of one domain; its names sort by the times from which they apply.
   *
   * @param domain by its word
   */
  public record Version(String city, String domain, String version, Path file) {

    /** Names it among all of its lake. */
    public String name() {
      return city + "/" + domain + "/" + version;
    }
  }

  /** Those of a city, oldest first; none when the lake has none or is not there. */
  public static List<Version> versions(String lake, String city) throws IOException {
    var root = new Path(new Path(lake, BaselineColumns.DATASET), Partition.folder("city", city));
    var found = new ArrayList<Version>();
    for (var ofDomain : LakeFiles.folders(root)) {
      var domain = Partition.value("domain", ofDomain.getName());
      var versions = new ArrayList<Version>();
      for (var folder : LakeFiles.folders(ofDomain)) {
        var version = Partition.value("version", folder.getName());
        for (var file : LakeFiles.in(folder)) {
          versions.add(new Version(city, domain, version, file.getPath()));
        }
      }
      found.addAll(versions.subList(Math.max(0, versions.size() - MOST_VERSIONS), versions.size()));
    }
    return List.copyOf(found);
  }

  /**
   * All of one version. Series of properties that the city does not declare any more are left out.
   *
   * @throws IOException when the file is damaged, saying which
   */
  public static List<Baseline> read(Version version, Vocabulary vocabulary) throws IOException {
    try (var rows = FlatRows.open(version.file, COLUMNS)) {
      return read(rows, version, vocabulary);
    } catch (RuntimeException e) {
      // Parquet says "not a Parquet file" with a RuntimeException.
      throw new IOException(version.file + ": " + e.getMessage(), e);
    }
  }

  /** A series while its rows are read. */
  private record Growing(
      SeriesKey series,
      String zone,
      int from,
      int to,
      Instant appliesFrom,
      List<Baseline.Slot> slots) {

    boolean isOf(FlatRows rows) {
      return series.feature().equals(rows.text(FEATURE))
          && series.feed().equals(rows.text(FEED))
          && series.property().name().equals(rows.text(PROPERTY));
    }
  }

  private static Growing growing(SeriesKey series, FlatRows rows, Texts texts) {
    return new Growing(
        series,
        rows.text(ZONE),
        texts.day(rows.text(LEARNED_FROM)),
        texts.day(rows.text(LEARNED_TO)),
        Instant.ofEpochMilli(rows.whole(APPLIES_FROM)),
        new ArrayList<>());
  }

  private static List<Baseline> read(FlatRows rows, Version version, Vocabulary vocabulary)
      throws IOException {
    Map<SeriesKey, Growing> all = new LinkedHashMap<>();
    var texts = new Texts();
    Growing last = null;
    while (rows.next()) {
      // Rows of one series lie together, as they were written.
      if (last == null || !last.isOf(rows)) {
        var property = vocabulary.find(rows.text(PROPERTY));
        if (property.isEmpty()) {
          continue;
        }
        var series =
            new SeriesKey(version.city, rows.text(FEED), rows.text(FEATURE), property.get());
        last = all.get(series);
        if (last == null) {
          last = growing(series, rows, texts);
          all.put(series, last);
        }
        if (all.size() > BaselineColumns.MOST_SERIES) {
          throw new IOException(
              version.file + ": more than " + BaselineColumns.MOST_SERIES + " series");
        }
      }
      last.slots.add(slot(rows, texts));
    }
    return all.values().stream()
        .map(
            one ->
                new Baseline(
                    one.series,
                    one.zone,
                    version.version,
                    one.from,
                    one.to,
                    one.appliesFrom,
                    one.slots))
        .toList();
  }

  private static Baseline.Slot slot(FlatRows rows, Texts texts) {
    int ofDay = texts.halfHour(rows.text(LOCAL_TIME));
    boolean isWorking = rows.text(DAY_KIND).equals(WORKING);
    return new Baseline.Slot(
        isWorking ? ofDay : LocalSlot.HALF_HOURS + ofDay,
        rows.number(MEDIAN),
        rows.number(MAD),
        rows.number(P05),
        rows.number(P95),
        (int) rows.whole(DAYS),
        rows.whole(READINGS),
        texts.day(rows.text(FIRST_DAY)));
  }

  /** Days and times as they are written; there are few, and they stand in millions of rows. */
  private static final class Texts {

    private final Map<String, Integer> days = new HashMap<>();
    private final Map<String, Integer> halfHours = new HashMap<>();

    int day(String text) {
      return days.computeIfAbsent(text, LakeBaselines::day);
    }

    int halfHour(String text) {
      return halfHours.computeIfAbsent(text, LakeBaselines::halfHour);
    }
  }

  private static int halfHour(String text) {
    var time = LocalTime.parse(text);
    return 2 * time.getHour() + time.getMinute() / 30;
  }

  private static int day(String text) {
    try {
      return (int) LocalDate.parse(text).toEpochDay();
    } catch (DateTimeException e) {
      throw new IllegalStateException("'" + text + "' is no day", e);
    }
  }
}
