package citybrain.bench.data;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A set of observations that lies on Kafka: its city and what it holds, in a folder.
 *
 * @param folder holds the city file, the files it refers to and the summary of the set
 */
public record BenchSet(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What was written.
   *
   * @param late observations too late for every window, by the clocks of their feeds
   * @param records of Kafka: blocks and marks of clocks
   * @param bytes of their values
   * @param minutes of event time between the first and the last observation that is not late
   * @param disorder how far one of those is behind one before it at most, milliseconds
   */
  public record Summary(
      String name,
      long observations,
      long late,
      long records,
      long bytes,
      long minutes,
      long disorder) {}

  public Path cityFile() {
    return folder.resolve("city.yaml");
  }

  public CityFile city() throws IOException {
    return CityFile.parse(cityFile().toString(), Files.readString(cityFile()), Feeds.ALL);
  }

  public Summary summary() throws IOException {
    return JSON.readValue(folder.resolve("summary.json").toFile(), Summary.class);
  }

  void write(Summary summary) throws IOException {
    JSON.writeValue(folder.resolve("summary.json").toFile(), summary);
  }
}
