package citybrain.synthetic.ground;

import citybrain.synthetic.town.PlaceNames;
import java.nio.file.Path;
import java.time.Instant;

/** Does what no ground may do: the house rules must catch each of it. */
public final class Offender {

  String above() {
    return PlaceNames.district(0);
  }

  String abroad() {
    return citybrain.Feeds.class.getName();
  }

  Instant clock() {
    return Instant.now();
  }

  boolean file() {
    return Path.of("x").isAbsolute();
  }
}
