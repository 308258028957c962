package citybrain.bench.contender;

import citybrain.bench.data.BenchSet;
import citybrain.cityfile.CityZones;
import citybrain.jobs.cities.DataFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What all contenders are given.
 *
 * @param set what lies on the topics of observations
 * @param bootstrap where they lie, and where aggregates go
 * @param home for what a contender has to keep on disk
 */
public record Task(BenchSet set, String bootstrap, Path home) {

  CityZones zones() throws IOException {
    return CityZones.load(set.city(), DataFolder.among(set.folder().toString()));
  }
}
