package citybrain.observation;

/**
 * What a feed told before for a time of a series, and takes back by a correction.
 *
 * @param result in the unit of the property
 * @param quality as it was told: an estimate that becomes a measurement is a correction as well
 */
public record Replaced(double result, Quality quality) {}
