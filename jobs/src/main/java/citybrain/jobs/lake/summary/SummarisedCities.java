package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.rows.ObservationRows;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;

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

  /** The archived observations of these cities, of one date or all. */
  List<String> observationFiles(String lake, String date) throws IOException {
    var known =
        each().stream().map(file -> Districts.cityFile(file).city()).collect(Collectors.toSet());
    var found = new ArrayList<String>();
    for (var city : LakeFiles.folders(new Path(lake, ObservationRows.DATASET))) {
      if (!known.contains(Partition.value("city", city.getName()))) {
        continue;
      }
      for (var file : LakeFiles.below(city)) {
        if (date.isEmpty() || date.equals(value("date", file.getPath().toString()))) {
          found.add(file.getPath().toString());
        }
      }
    }
    return found;
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
