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
    @Nullable Position position) {

  public double mean() {
    return sum / count;
  }
}
