package citybrain.alerting;

/**
 * A zone of a city that an alert lies in.
 *
 * @param layer such as district
 * @param id within the layer
 * @param name for people
 */
public record AlertZone(String layer, String id, String name) {}
