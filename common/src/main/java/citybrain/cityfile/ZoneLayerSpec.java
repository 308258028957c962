package citybrain.cityfile;

import java.util.Optional;

/**
 * A zone layer as the city file declares it.
 *
 * @param file GeoJSON, relative to the data folder; {@code shipped:name} when it comes with the
 *     code
 * @param crs an EPSG code
 * @param origin who publishes it
 * @param place file and line of the declaration, for messages
 */
public record ZoneLayerSpec(
    String layer,
    String file,
    String idProperty,
    String nameProperty,
    String crs,
    Optional<String> origin,
    Optional<String> licence,
    String place) {

  /** True when the layer comes with the code and not with the data. */
  public boolean isShipped() {
    return file.startsWith(ShippedCities.SHIPPED);
  }
}
