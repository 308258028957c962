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
 * @param replaces the value that the feed told before for this time of the series, and takes back
 *     by this one; null when it is no correction
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
    Quality quality,
    @Nullable Replaced replaces) {

  /** What is told for the first time. */
  public Observation(
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
    this(
        city,
        feed,
        feature,
        property,
        phenomenonTime,
        resultTime,
        result,
        position,
        zone,
        procedure,
        quality,
        null);
  }

  /** The same as the correction of another value. */
  public Observation inPlaceOf(Replaced before) {
    return new Observation(
        city,
        feed,
        feature,
        property,
        phenomenonTime,
        resultTime,
        result,
        position,
        zone,
        procedure,
        quality,
        before);
  }

  /** The same of a feature by another name. */
  public Observation ofFeature(String name) {
    return new Observation(
        city,
        feed,
        name,
        property,
        phenomenonTime,
        resultTime,
        result,
        position,
        zone,
        procedure,
        quality,
        replaces);
  }

  /** The same with another value. */
  public Observation withResult(double value) {
    return new Observation(
        city,
        feed,
        feature,
        property,
        phenomenonTime,
        resultTime,
        value,
        position,
        zone,
        procedure,
        quality,
        replaces);
  }

  /** The series this value belongs to: all observations of one property of one feature. */
  public SeriesKey series() {
    return new SeriesKey(city, feed, feature, property);
  }
}
