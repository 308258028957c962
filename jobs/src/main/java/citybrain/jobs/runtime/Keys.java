package citybrain.jobs.runtime;

import citybrain.observation.Observation;

/** What a rule remembers apart; all begin with the city and a slash. */
public final class Keys {

  private Keys() {}

  /** Each thing that is watched. */
  public static String ofFeature(Observation reading) {
    return reading.city() + "/" + reading.feed() + "/" + reading.feature();
  }

  /** Each property of each thing. */
  public static String ofSeries(Observation reading) {
    return ofFeature(reading) + "/" + reading.property().name();
  }

  /** All things of one zone. */
  public static String ofZone(Observation reading) {
    return reading.city() + "/" + reading.zone();
  }
}
