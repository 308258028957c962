package citybrain.aggregation;

/**
 * A value that stands in a window by itself, for its feed may take it back.
 *
 * @param value in the unit of the property
 * @param isMeasured whether a sensor has seen it
 */
public record Told(double value, boolean isMeasured) {}
