package citybrain.replay;

import citybrain.geo.Position;
import citybrain.observation.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an observation loses on its way through a topic: its position is rounded to 10^-7 degrees,
 * its times to milliseconds.
 */
final class OnTheWire {

  private static final double E7 = 1e7;

  private OnTheWire() {}

  static Observation of(Observation one) {
    return new Observation(
        one.city(),
        one.feed(),
        one.feature(),
        one.property(),
        whole(one.phenomenonTime()),
        whole(one.resultTime()),
        one.result(),
        rounded(one.position()),
        one.zone(),
        one.procedure(),
        one.quality(),
        one.replaces());
  }

  private static Instant whole(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  private static @Nullable Position rounded(@Nullable Position position) {
    return position == null
        ? null
        : new Position(
            Math.round(position.longitude() * E7) / E7, Math.round(position.latitude() * E7) / E7);
  }
}
