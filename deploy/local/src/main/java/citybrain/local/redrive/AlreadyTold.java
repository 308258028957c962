package citybrain.local.redrive;

import citybrain.local.topics.WholeTopics;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What of some records is observed already, by series and time.
 *
 * @param <T> what stands for a record; told apart by identity
 */
final class AlreadyTold<T> {

  /** What can be done with a record. */
  enum Look {
    SAFE,
    /** All that it tells is observed. */
    ALL_THERE,
    /** Some of it is, and so long ago that ingest would not know it again. */
    NOT_SAFE
  }

  private record Value(String feature, String property, String procedure, long time) {

    static Value of(Observation one) {
      return new Value(
          one.feature(),
          one.property().name(),
          one.procedure(),
          one.phenomenonTime().toEpochMilli());
    }
  }

  private final String key;
  private final IdentityHashMap<T, List<Value>> values = new IdentityHashMap<>();
  private final Set<Value> asked = new HashSet<>();
  private final Set<Value> there = new HashSet<>();
  private final BlockReader block;
  private long latest = Long.MIN_VALUE;

  private AlreadyTold(String key, Vocabulary vocabulary) {
    this.key = key;
    this.block = new BlockReader(vocabulary);
  }

  /**
   * Reads the topics of observations.
   *
   * @param key "city/feed"
   * @param vocabulary of the city
   * @param reading of a record
   */
  static <T> AlreadyTold<T> of(
      String bootstrap,
      String key,
      Vocabulary vocabulary,
      Collection<T> records,
      Function<T, List<Observation>> reading) {
    var told = new AlreadyTold<T>(key, vocabulary);
    for (var one : records) {
      var values = reading.apply(one).stream().map(Value::of).toList();
      told.values.put(one, values);
      told.asked.addAll(values);
    }
    if (!told.asked.isEmpty()) {
      var topics = Arrays.stream(Domain.values()).map(Topics::observations).toList();
      WholeTopics.read(bootstrap, topics, told::add);
    }
    return told;
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    var of = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    boolean isOfFeed = of.equals(key) || of.startsWith(key + "/");
    if (!isOfFeed || record.headers().lastHeader(ClockMark.HEADER) != null) {
      return;
    }
    block.read(record.value());
    for (int row = 0; row < block.count(); row++) {
      var value = Value.of(block.observation(row));
      latest = Math.max(latest, value.time());
      if (asked.contains(value)) {
        there.add(value);
      }
    }
  }

  /** The latest time observed of the feed, epoch milliseconds. */
  long latest() {
    return latest;
  }

  /**
   * Whether a record can be sent again.
   *
   * @param since from then on ingest knows again what was observed, epoch milliseconds
   */
  Look look(T record, long since) {
    var told = values.getOrDefault(record, List.of());
    var observed = told.stream().filter(there::contains).toList();
    if (!told.isEmpty() && observed.size() == told.size()) {
      return Look.ALL_THERE;
    }
    return observed.stream().anyMatch(value -> value.time() < since) ? Look.NOT_SAFE : Look.SAFE;
  }
}
