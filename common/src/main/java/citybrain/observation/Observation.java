package citybrain.observation;

import citybrain.geo.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value of one observed property of one feature of interest (OGC O&amp;M / SOSA). The unit is
 * that of the property. It carries a position or a zone id, never a geometry.
 *
 * @param feature the id of the feature of interest as its origin writes it, unique within city and
 *     feed
 * @param phenomenonTime when the value was true: the event time
 * @param resultTime when the value was produced or delivered
 * @param zone the id of the zone the feed itself names ("layer/id"), empty when it names none
 * @param procedure the sensor or method
 */
public record Observation(
    String city,
    String feed,
    String feature,
    ObservedProperty property,
    Instant phenomenonTime,
    Instant resultTime,
    double result,
    @Nullable Position position,
    String zone,
    String procedure,
    Quality quality) {

  /** The series this value belongs to: all observations of one property of one feature. */
  public SeriesKey series() {
    return new SeriesKey(city, feed, feature, property);
  }
}
