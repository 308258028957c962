package citybrain.jobs.cities;

import citybrain.feed.FeedTerms;
import citybrain.feed.MessageDecoder;
import java.io.Serializable;
import java.util.Map;

/**
 * The feeds of all cities of a job, by {@code city/feed}. Decoders and registers do not travel:
 * they are opened on the worker.
 */
public interface CityFeeds extends Serializable {

  /** How each feed is read. */
  Map<String, FeedTerms> terms();

  /** Opens the decoders of the feeds that have many lanes, or of those that have one. */
  Map<String, MessageDecoder> decoders(boolean manyLanes);
}
