package citybrain.local.bench;

import citybrain.local.process.ChildProcess;
import citybrain.local.topics.Tallies;
import citybrain.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows what the jobs of a fresh Flink have counted, from its beginning. */
final class TallyWatch implements AutoCloseable {

  private final Tallies tallies = new Tallies();
  private final ChildProcess flink;
  private final Duration standsStill;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Begins to follow.
   *
   * @param standsStill after so long without news the jobs are stuck
   */
  TallyWatch(String bootstrap, ChildProcess flink, Duration standsStill) {
    this.flink = flink;
    this.standsStill = standsStill;
    consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partition = new TopicPartition(Topics.TALLY, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** Waits until ingest has read so many raw records, and more. */
  long untilIngested(long records) {
    until(all -> all.ingested().records() >= records, records);
    return tallies.ingested().observations();
  }

  /** Waits until nothing that came of so many raw records is left to sum. */
  long untilSummed(long records) {
    until(
        all ->
            all.ingested().records() == records
                && all.aggregated().observations() == all.ingested().observations() + all.derived(),
        records);
    return tallies.ingested().observations();
  }

  private void until(Predicate<Tallies> isThere, long records) {
    long patience = System.nanoTime() + standsStill.toNanos();
    while (!isThere.test(tallies)) {
      var news = consumer.poll(Duration.ofMillis(50));
      news.forEach(record -> tallies.add(record.value()));
      if (!news.isEmpty()) {
        patience = System.nanoTime() + standsStill.toNanos();
      } else if (System.nanoTime() > patience || !flink.isAlive()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "stuck at %,d of %,d raw records and %,d of %,d observations, see %s",
                tallies.ingested().records(),
                records,
                tallies.aggregated().observations(),
                tallies.ingested().observations(),
                flink.log()));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
