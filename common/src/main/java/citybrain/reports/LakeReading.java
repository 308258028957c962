package citybrain.reports;

/**
 * One archived value as a report reads it.
 *
 * @param feature unique within the feed
 * @param property by its name, whose unit it has
 * @param zone that its feed names ({@code layer/id}), empty when it names none
 * @param district id of the district it lies in, empty outside of all
 * @param time of the phenomenon, epoch milliseconds
 * @param isMeasured whether a sensor has seen it; else it was carried over, estimated or imputed
 */
public record LakeReading(
    String feed,
    String feature,
    String property,
    String zone,
    String district,
    long time,
    double result,
    boolean isMeasured) {

  /** Tells its feature apart from those of other feeds. */
  public String series() {
    return feed + '/' + feature;
  }

  /** The id of the zone its feed names, if that is of this layer; else empty. */
  public String zoneOf(String layer) {
    return zone.startsWith(layer + '/') ? zone.substring(layer.length() + 1) : "";
  }
}
