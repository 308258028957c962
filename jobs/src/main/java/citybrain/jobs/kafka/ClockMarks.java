package citybrain.jobs.kafka;

import citybrain.observation.Domain;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;

/** Marks of clocks on their way to the topics of observations. */
public final class ClockMarks {

  private static final byte[] NOTHING = {};

  private ClockMarks() {}

  /**
   * The record of a mark.
   *
   * @param key that of the feed's observations, so that it stays in its place among them
   */
  public static Outgoing of(Domain domain, byte[] key, ClockMark mark) {
    return new Outgoing(
        Topics.observations(domain),
        key,
        NOTHING,
        mark.clock(),
        mark.of().isEmpty()
            ? new String[] {ClockMark.HEADER, mark.text()}
            : new String[] {ClockMark.HEADER, mark.text(), ClockMark.OF, mark.of()});
  }
}
