package citybrain.aggregation;

import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a zone saw of a property in a window: zone x property x window. A window that is published
 * again, because late data came, has a higher revision and replaces the earlier one.
 *
 * @param layer the zone layer: {@code district}, {@code h3}, ...
 * @param zone the id of the zone in its layer; an H3 cell as its usual hexadecimal index
 * @param windowStart inclusive, event time
 * @param windowEnd exclusive
 * @param count how many values were measured
 * @param sum of those, in the unit of the property
 * @param min the least of those; NaN when nothing was measured
 * @param max the largest of those, likewise
 * @param estimated how many values nobody measured: carried over, estimated or imputed
 * @param estimatedSum of those
 * @param position where to draw it; null when the zone has no place
 */
public record Aggregate(
    String city,
    String layer,
    String zone,
    ObservedProperty property,
    Instant windowStart,
    Instant windowEnd,
    int revision,
    long count,
    double sum,
    double min,
    double max,
    long estimated,
    double estimatedSum,
    @Nullable Position position) {

  /** Where all was measured. */
  public Aggregate(
      String city,
      String layer,
      String zone,
      ObservedProperty property,
      Instant windowStart,
      Instant windowEnd,
      int revision,
      long count,
      double sum,
      double min,
      double max,
      @Nullable Position position) {
    this(
        city,
        layer,
        zone,
        property,
        windowStart,
        windowEnd,
        revision,
        count,
        sum,
        min,
        max,
        0,
        0,
        position);
  }

  /** Of what was measured; NaN when nothing was. */
  public double mean() {
    return sum / count;
  }

  /** Which part of all values was measured, from 0 to 1. */
  public double measuredShare() {
    return (double) count / (count + estimated);
  }
}
