package citybrain.jobs.ingest.polling;

import java.util.EnumMap;
import java.util.Map;

/** How the polls of one feed have been going, since this process began. */
final class PollCounts {

  private long messages;
  private long records;
  private long bytes;
  private long unchanged;
  private final Map<Failure, Long> failed = new EnumMap<>(Failure.class);

  /** What can be read while the polls go on. */
  record Sums(long messages, long records, long bytes, long unchanged, Map<Failure, Long> failed) {}

  synchronized void sent(int count, int size) {
    messages++;
    records += count;
    bytes += size;
  }

  synchronized void unchanged() {
    unchanged++;
  }

  synchronized void failed(Failure why) {
    failed.merge(why, 1L, Long::sum);
  }

  synchronized Sums sums() {
    return new Sums(messages, records, bytes, unchanged, new EnumMap<>(failed));
  }
}
