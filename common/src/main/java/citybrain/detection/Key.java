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

  /** The city that a key begins with. */
  public static String cityOf(String key) {
    return key.substring(0, key.indexOf('/'));
  }
}
