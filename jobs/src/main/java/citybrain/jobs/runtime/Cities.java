package citybrain.jobs.runtime;

import citybrain.jobs.city.Places;
import citybrain.jobs.ingest.CityFeeds;
import java.io.Serializable;

/**
 * The cities of a job: their files are read at start, feeds and shapes are opened on the worker.
 */
public record Cities(String zone, CityFeeds feeds, Places places) implements Serializable {

  static Cities of(String files, String data) {
    return new Cities(files + data, () -> java.util.Map.of(), () -> java.util.Map.of());
  }

  /** The time zone of a city, as an id. */
  public String timeZone(String city) {
    return zone + city;
  }
}
