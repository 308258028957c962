package citybrain.reports;

import citybrain.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * One archived value as a report reads it.
 *
 * @param feature unique within the feed
 * @param property by its name, whose unit it has
 * @param zone that its feed names ({@code layer/id}), empty when it names none
 * @param district id of the district it lies in, empty outside of all
 * @param time of the phenomenon, epoch milliseconds
 * @param isMeasured whether a sensor has seen it; else it was carried over, estimated or imputed
 * @param procedure the sensor or method, such as the run of a vehicle; empty where a report does
 *     not {@linkplain CityReport#tellsProceduresApart ask for it}
 * @param position where it was observed; null where nobody says, or where no procedure is told
 */
public record LakeReading(
    String feed,
    String feature,
    String property,
    String zone,
    String district,
    long time,
    double result,
    boolean isMeasured,
    String procedure,
    @Nullable Position position) {

  /** Tells its feature apart from those of other feeds. */
  public String series() {
    return feed + '/' + feature;
  }

  /** The id of the zone its feed names, if that is of this layer; else empty. */
  public String zoneOf(String layer) {
    return zone.startsWith(layer + '/') ? zone.substring(layer.length() + 1) : "";
  }
}
