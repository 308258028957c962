package citybrain.jobs.ingest;

import citybrain.feed.Feed;
import java.io.Serializable;
import java.util.Map;

/** Opens the feeds of all cities of a job on the worker; decoders and registers do not travel. */
public interface CityFeeds extends Serializable {

  /** Decoders by {@code city/feed}. */
  Map<String, Feed> open();
}
