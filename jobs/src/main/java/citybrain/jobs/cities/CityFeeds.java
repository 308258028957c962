package citybrain.jobs.cities;

import citybrain.feed.Intake;
import java.io.Serializable;
import java.util.Map;

/** Opens the feeds of all cities of a job on the worker; decoders and registers do not travel. */
public interface CityFeeds extends Serializable {

  /** By {@code city/feed}. */
  Map<String, Intake> open();
}
