package citybrain.jobs.polling;

import java.util.EnumMap;
import java.util.Map;

/** How the polls of one feed have been going, since this process began. */
final class PollCounts {

  private long messages;
  private long records;
  private long bytes;
  private long unchanged;
  private long empty;
  private long heartbeats;
  private boolean givenUp;
  private final Map<PollFailure, Long> failed = new EnumMap<>(PollFailure.class);

  /**
   * What can be read while the polls go on.
   *
   * @param empty polls whose answer told that there is nothing
   * @param heartbeats written because the origin had nothing
   * @param givenUp whether it has failed for so long that it is not waited for
   */
  record Sums(
      long messages,
      long records,
      long bytes,
      long unchanged,
      long empty,
      long heartbeats,
      boolean givenUp,
      Map<PollFailure, Long> failed) {}

  synchronized void sent(int count, int size) {
    messages++;
    records += count;
    bytes += size;
  }

  synchronized void unchanged() {
    unchanged++;
  }

  synchronized void empty() {
    empty++;
  }

  synchronized void heartbeat() {
    heartbeats++;
  }

  synchronized void givenUp(boolean is) {
    givenUp = is;
  }

  synchronized void failed(PollFailure why) {
    failed.merge(why, 1L, Long::sum);
  }

  synchronized Sums sums() {
    return new Sums(
        messages, records, bytes, unchanged, empty, heartbeats, givenUp, new EnumMap<>(failed));
  }
}
