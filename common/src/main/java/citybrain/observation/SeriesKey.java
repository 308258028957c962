package citybrain.observation;

/** Names one series: all observations of one property of one feature. */
public record SeriesKey(String city, String feed, String feature, ObservedProperty property) {}
