package citybrain.jobs.lake.history;

import citybrain.aggregation.Aggregate;
import citybrain.cityfile.CityFile;
import citybrain.detection.Baseline;
import citybrain.detection.CityRule;
import citybrain.feed.ReferenceFiles;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.baselines.LakeBaselines;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.observation.Stamped;
import citybrain.replay.ArchiveReplay;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges again what a lake has of one city, day by day. */
final class LakeReplay {

  private static final Logger LOG = LoggerFactory.getLogger(LakeReplay.class);

  private final Path lake;
  private final CityFile city;
  private final List<String> setAside = new ArrayList<>();

  /** Readings by properties that the city does not declare any more. */
  private final Map<String, Long> unknown = new TreeMap<>();

  /**
   * @param lake its root, a URI or a path
   */
  LakeReplay(String lake, CityFile city) {
    this.lake = new Path(lake);
    this.city = city;
  }

  /**
   * What came of it.
   *
   * @param days for which there is something
   * @param outcome what it leads to
   * @param setAside files that could not be read, and readings that were left out, in a line each
   */
  record Result(List<LocalDate> days, ArchiveReplay.Outcome outcome, List<String> setAside) {}

  /** Takes what is not kept. */
  interface Passing {

    Passing NOBODY =
        new Passing() {
          @Override
          public void reading(Stamped one) {
            // Nobody asked.
          }

          @Override
          public void windows(List<Aggregate> ofDay) {
            // Nobody asked.
          }
        };

    /** The next archived reading. */
    void reading(Stamped one) throws IOException;

    /** The last state of all windows of a day. */
    void windows(List<Aggregate> ofDay) throws IOException;
  }

  /**
   * Judges the days of a period.
   *
   * @param files reference files of the city
   * @param rules of these, those that are on in the city
   * @param from its first day
   * @param to its last day
   * @param out takes what passes on the way
   * @throws citybrain.feed.SettingException when a reference file is missing or wrong
   * @throws IOException when the lake cannot be reached
   */
  Result judge(
      ReferenceFiles files,
      Collection<CityRule<?, ?>> rules,
      LocalDate from,
      LocalDate to,
      Passing out)
      throws IOException {
    var days = new TreeMap<>(days().subMap(from, true, to, true));
    var clocks = LakeClocks.of(lake, city.city());
    var replay = new ArchiveReplay(city, files, rules, baselines(), clocks);
    var reader = new StampedFile(city.city(), city.vocabulary());
    for (var day : days.entrySet()) {
      for (var folder : day.getValue()) {
        for (var one : read(reader, folder)) {
          out.reading(one);
          replay.take(one);
        }
      }
      out.windows(replay.endDay(day.getKey()));
    }
    unknown.forEach(
        (property, count) ->
            setAside.add(count + " readings of " + property + ", which the city declares no more"));
    return new Result(List.copyOf(days.keySet()), replay.end(), List.copyOf(setAside));
  }

  /** What the rules were taught while they ran. */
  private List<Baseline> baselines() throws IOException {
    var all = new ArrayList<Baseline>();
    for (var version : LakeBaselines.versions(lake.toString(), city.city())) {
      try {
        all.addAll(LakeBaselines.read(version, city.vocabulary()));
      } catch (IOException e) {
        leaveOut(String.valueOf(e.getMessage()));
      }
    }
    return all;
  }

  /** The folders of each day, one a domain. */
  private NavigableMap<LocalDate, List<Path>> days() throws IOException {
    var days = new TreeMap<LocalDate, List<Path>>();
    var root =
        new Path(new Path(lake, ObservationRows.DATASET), Partition.folder("city", city.city()));
    for (var domain : LakeFiles.folders(root)) {
      for (var day : LakeFiles.folders(domain)) {
        try {
          var date = LocalDate.parse(Partition.value("date", day.getName()));
          days.computeIfAbsent(date, d -> new ArrayList<>()).add(day);
        } catch (DateTimeParseException e) {
          leaveOut(day + ": is no folder date=YYYY-MM-DD");
        }
      }
    }
    return days;
  }

  private List<Stamped> read(StampedFile reader, Path folder) throws IOException {
    var found = LakeFiles.lookAgain(() -> found(reader, folder));
    found.damaged.forEach(this::leaveOut);
    found.unknown.forEach((property, count) -> unknown.merge(property, count, Long::sum));
    return found.rows;
  }

  /** What a folder has: rows, damaged files, and rows of properties that nobody declares. */
  private record Found(List<Stamped> rows, List<String> damaged, Map<String, Long> unknown) {}

  private static Found found(StampedFile reader, Path folder) throws IOException {
    var found = new Found(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    for (var file : LakeFiles.below(folder)) {
      found.rows.addAll(read(reader, file.getPath(), found));
    }
    return found;
  }

  /** All of a file or nothing. */
  private static List<Stamped> read(StampedFile reader, Path file, Found found)
      throws FileNotFoundException {
    var rows = new ArrayList<Stamped>();
    try {
      reader.read(file, rows::add, name -> found.unknown.merge(name, 1L, Long::sum));
      return rows;
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Parquet says "not a Parquet file" with a RuntimeException.
      found.damaged.add(file + ": " + e.getMessage());
      return List.of();
    }
  }

  private void leaveOut(String what) {
    LOG.warn("left out: {}", what);
    setAside.add(what);
  }
}
