package citybrain.local.files;

import citybrain.local.Main;
import citybrain.water.WaterRules;

/** Does what no room on the ground floor may do: the house rules must catch it. */
public final class Offender {

  Class<?> above() {
    return Main.class;
  }

  Class<?> domain() {
    return WaterRules.class;
  }
}
