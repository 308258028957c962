package citybrain.detection;

import citybrain.observation.Observation;

/** What a rule remembers apart; all keys begin with the city and a slash. */
public enum Key {
  /** Each thing that is watched. */
  FEATURE {
    @Override
    public String of(Observation reading) {
      return reading.city() + "/" + reading.feed() + "/" + reading.feature();
    }
  },
  /** Each property of each thing. */
  SERIES {
    @Override
    public String of(Observation reading) {
      return FEATURE.of(reading) + "/" + reading.property().name();
    }
  },
  /** All things of one feed. */
  FEED {
    @Override
    public String of(Observation reading) {
      return reading.city() + "/" + reading.feed();
    }
  },
  /**
   * All things of one feed whose names differ in their last part only, such as {@code 1/0/A} and
   * {@code 1/0/B}: the stops of a route and direction. A name without parts is alone.
   */
  LINE {
    @Override
    public String of(Observation reading) {
      return reading.city() + "/" + reading.feed() + "/" + lineOf(reading.feature());
    }
  },
  /** All things of one zone, whichever feeds tell of them. */
  ZONE {
    @Override
    public String of(Observation reading) {
      return reading.city() + "/" + reading.zone();
    }
  };

  public abstract String of(Observation reading);

  /** Whether readings of several feeds come together under one key, and wait for one another. */
  public boolean joinsFeeds() {
    return this == ZONE;
  }

  /** The name without its last part. */
  public static String lineOf(String feature) {
    int last = feature.lastIndexOf('/');
    return last < 0 ? feature : feature.substring(0, last);
  }

  /** The city that a key begins with. */
  public static String cityOf(String key) {
    return key.substring(0, key.indexOf('/'));
  }
}
