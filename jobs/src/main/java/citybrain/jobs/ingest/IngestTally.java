package citybrain.jobs.ingest;

import citybrain.jobs.kafka.Outgoing;
import citybrain.wire.Tally;
import citybrain.wire.Topics;
import org.apache.flink.metrics.Counter;

/**
 * What ingest did with one feed since the last checkpoint. Written in the same transaction as the
 * outputs it counts, so that the sum of all tallies is exact whatever failed in between.
 */
final class IngestTally {

  private final String name;
  private final Counter in;
  private final Counter refused;
  private final Counter again;

  long messages;
  long heartbeats;
  long marks;
  long records;
  long values;
  private long observations;
  private long rejected;
  private long repeated;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  IngestTally(String name, Counter in, Counter refused, Counter again) {
    this.name = name;
    this.in = in;
    this.refused = refused;
    this.again = again;
  }

  void observation(long phenomenonTime) {
    observations++;
    in.inc();
    from = Math.min(from, phenomenonTime);
    to = Math.max(to, phenomenonTime);
  }

  void rejected() {
    rejected++;
    refused.inc();
  }

  /** A snapshot says again what one before said. */
  void repeated() {
    repeated++;
    again.inc();
  }

  boolean isEmpty() {
    return messages == 0 && heartbeats == 0;
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
    from = Long.MAX_VALUE;
    to = Long.MIN_VALUE;
    return new Outgoing(Topics.TALLY, key, counted.toBytes(), time, Outgoing.NO_HEADERS);
  }
}
