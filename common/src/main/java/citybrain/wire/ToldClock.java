package citybrain.wire;

import citybrain.observation.Domain;

/**
 * How far a feed has come, as it is told on the topic of a domain.
 *
 * @param mark the clock, of which lane of the feed, or of which worker of a rule that derives
 */
public record ToldClock(String city, String feed, Domain domain, ClockMark mark) {}
