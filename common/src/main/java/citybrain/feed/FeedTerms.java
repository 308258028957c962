package citybrain.feed;

import citybrain.observation.Domain;
import java.util.Collection;
import java.util.List;

/**
 * How a feed is read.
 *
 * @param domains of what the feed can bring
 * @param lateness how late its records may come, ms
 * @param overlap the event time over which what comes again is recognised, ms
 * @param corrects whether another value for a time that was told stands in for the first from then
 *     on; otherwise it is refused
 * @param registers of the properties that are read from such
 * @param retold of which events it speaks more than once
 */
public record FeedTerms(
    Collection<Domain> domains,
    long lateness,
    long overlap,
    boolean corrects,
    Lanes lanes,
    List<RegisterRange> registers,
    Retold retold) {

  /** Of a feed that tells each reading once, and has no registers. */
  public FeedTerms(
      Collection<Domain> domains, long lateness, long overlap, boolean corrects, Lanes lanes) {
    this(domains, lateness, overlap, corrects, lanes, List.of(), Retold.NOTHING);
  }
}
