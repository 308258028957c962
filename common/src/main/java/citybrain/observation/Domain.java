package citybrain.observation;

import java.util.Locale;

/** The silos a city is measured in; each has its own observation topic. */
public enum Domain {
  TRANSPORT,
  WATER,
  ENERGY,
  ENVIRONMENT;

  /** The word used in topic names, lake partitions and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
