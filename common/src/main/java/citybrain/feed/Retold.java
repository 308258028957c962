package citybrain.feed;

import citybrain.observation.ObservedProperty;
import java.util.Set;

/**
 * Events of which a feed speaks in one message after the other, each time with another time and
 * value, until they are over: the call of a vehicle at a stop, forecast and then measured. One
 * procedure has one of a feature, as one trip has one call at a stop.
 *
 * @param properties of such events
 * @param window how far before and after the moment of a message it speaks of one, ms
 */
public record Retold(Set<ObservedProperty> properties, long window) {

  /** Of feeds that tell each reading once. */
  public static final Retold NOTHING = new Retold(Set.of(), 0);
}
