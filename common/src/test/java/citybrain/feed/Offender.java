package citybrain.feed;

import citybrain.water.NightLeak;

/** Reaches from a contract into a domain: what the rules of the house must find. */
public final class Offender {

  private Offender() {}

  public static Object reach() {
    return NightLeak.Settings.usual();
  }
}
