package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.rows.ObservationRows;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which cities to summarise; travels to the workers, who load the shapes themselves.
 *
 * @param files comma separated
 * @param data the folder of their reference files
 */
public record SummarisedCities(String files, String data) implements Serializable {

  Map<String, Districts> load() {
    var cities = new TreeMap<String, Districts>();
    for (var file : each()) {
      var districts = Districts.load(file, data);
      cities.put(districts.city().city(), districts);
    }
    return cities;
  }

  private List<String> each() {
    return Arrays.stream(files.split(",", -1)).map(String::strip).toList();
  }

  /**
   * What is archived of these cities.
   *
   * @param observations files of the days that were asked for
   * @param odd what lies among them and is none, in a line each
   */
  record Archived(List<String> observations, List<String> odd) {}

  private static final Logger LOG = LoggerFactory.getLogger(SummarisedCities.class);
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /**
   * The archived observations of these cities.
   *
   * @param from the first day, YYYY-MM-DD; empty for all before the last
   * @param to the last day, likewise
   */
  Archived archived(String lake, String from, String to) throws IOException {
    var known =
        each().stream().map(file -> Districts.cityFile(file).city()).collect(Collectors.toSet());
    var found = new ArrayList<String>();
    var odd = new ArrayList<String>();
    for (var city : LakeFiles.folders(new Path(lake, ObservationRows.DATASET))) {
      if (!known.contains(Partition.value("city", city.getName()))) {
        continue;
      }
      for (var file : LakeFiles.below(city)) {
        var path = file.getPath().toString();
        var day = value("date", path);
        if (!isDay(day)) {
          odd.add(DamagedFile.line(path, "lies in no folder date=YYYY-MM-DD"));
        } else if (day.compareTo(from) >= 0 && (to.isEmpty() || day.compareTo(to) <= 0)) {
          found.add(path);
        }
      }
      for (var file : LakeFiles.odd(city)) {
        odd.add(
            DamagedFile.line(
                file.getPath().toString(),
                file.isDir() ? "a folder with the name of a file" : "no file of the lake"));
      }
    }
    odd.forEach(line -> LOG.warn("set aside, the summary goes on without it: {}", line));
    return new Archived(found, odd);
  }

  private static boolean isDay(String text) {
    try {
      return DATE.matcher(text).matches() && LocalDate.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The value of a partition folder in the path of a file; empty when there is none. */
  static String value(String key, String path) {
    return Arrays.stream(path.split("/", -1))
        .map(folder -> Partition.value(key, folder))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }
}
