package citybrain.jobs.ingest;

import citybrain.feed.RawRecord;
import citybrain.jobs.kafka.Outgoing;
import citybrain.wire.Tally;
import citybrain.wire.Topics;

/**
 * What ingest did with one feed since the last checkpoint. Written in the same transaction as the
 * outputs it counts, so that the sum of all tallies is exact whatever failed in between.
 */
final class IngestTally {

  private final String name;
  private final IngestOperator.Counts counts;

  private long messages;
  private long heartbeats;
  long marks;
  private long records;
  long values;
  private long observations;
  private long rejected;
  private long repeated;

  /** Words about events that began to wait for further ones. */
  private long waiting;

  /** And those that no longer do. */
  private long waited;

  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /**
   * @param name {@code city/feed}
   */
  IngestTally(String name, IngestOperator.Counts counts) {
    this.name = name;
    this.counts = counts;
  }

  /** A raw record of the feed, which its first lane counts. */
  void count(RawRecord record) {
    boolean isMessage = record.kind() == RawRecord.Kind.MESSAGE;
    messages += isMessage ? 1 : 0;
    heartbeats += isMessage ? 0 : 1;
    records += record.message().records();
  }

  void observation(long phenomenonTime) {
    observations++;
    counts.in().inc();
    from = Math.min(from, phenomenonTime);
    to = Math.max(to, phenomenonTime);
  }

  void rejected() {
    rejected++;
    counts.rejected().inc();
  }

  /** A snapshot says again what one before said. */
  void repeated() {
    repeated++;
    counts.repeated().inc();
  }

  /** So many more words wait for further ones; less than none when they no longer do. */
  void waiting(int words) {
    waiting += Math.max(0, words);
    waited += Math.max(0, -words);
  }

  boolean isEmpty() {
    return messages == 0
        && heartbeats == 0
        && marks == 0
        && observations == 0
        && rejected == 0
        && repeated == 0
        && waiting == 0
        && waited == 0;
  }

  /**
   * The record for the tally topic; counting starts again from zero.
   *
   * @param clock of the feed, epoch milliseconds
   */
  Outgoing drain(byte[] key, long clock) {
    int slash = name.indexOf('/');
    var counted =
        Tally.of("ingest", name.substring(0, slash), name.substring(slash + 1))
            .count("messages", messages)
            .count("heartbeats", heartbeats)
            .count("marks", marks)
            .count("clock", clock)
            .count("records", records)
            .count("values", values)
            .count("observations", observations)
            .count("rejected", rejected)
            .count("repeated", repeated)
            .count("waiting", waiting)
            .count("waited", waited)
            .count("from", observations == 0 ? 0 : from)
            .count("to", observations == 0 ? 0 : to);
    var time = observations == 0 ? 0 : to;
    messages = 0;
    heartbeats = 0;
    marks = 0;
    records = 0;
    values = 0;
    observations = 0;
    rejected = 0;
    repeated = 0;
    waiting = 0;
    waited = 0;
    from = Long.MAX_VALUE;
    to = Long.MIN_VALUE;
    return new Outgoing(Topics.TALLY, key, counted.toBytes(), time, Outgoing.NO_HEADERS);
  }
}
