package citybrain.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What becomes of the raw records of one feed, one after the other: decoded and judged in one
 * place, lane by lane.
 */
public final class Intake {

  private final MessageDecoder decoder;
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * Begins with the first record.
   *
   * @param isZone whether the city has a zone of this name
   */
  public Intake(Feed feed, Predicate<String> isZone, FeedTerms terms) {
    this(new MessageDecoder(feed, isZone, terms.lanes()), terms);
  }

  /** The same with a decoder that is open. */
  public Intake(MessageDecoder decoder, FeedTerms terms) {
    this.decoder = decoder;
    for (int i = 0; i < terms.lanes().all(); i++) {
      lanes.add(new Lane(terms));
    }
  }

  /** The clock of the feed, epoch milliseconds; zero before it has any. */
  public long clock() {
    return lanes.get(0).clock();
  }

  /** Takes the next record of the feed. */
  public void take(RawRecord record, Lane.Out out) {
    decoder.decode(record, part -> lanes.get(part.lane()).take(part, out));
  }
}
