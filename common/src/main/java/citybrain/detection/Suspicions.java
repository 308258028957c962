package citybrain.detection;

import java.util.SortedMap;

/**
 * A memory that says how suspect each thing is that it knows, whether or not there is an alert
 * about it: who has to choose where to look first wants the order, not only the alarms.
 */
public interface Suspicions {

  /** By feature; 0 for nothing at all, the larger the more. */
  SortedMap<String, Double> suspicions();
}
