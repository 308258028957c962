package citybrain.local.topics;

import citybrain.aggregation.Aggregate;
import citybrain.feed.PlainText;
import citybrain.local.broker.Patience;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import citybrain.wire.ClockMark;
import citybrain.wire.FrameReader;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The newest committed records of a topic as lines of JSON, for people. Of raw and refused messages
 * only what stands about them: their bodies are other people's.
 */
public final class TopicSample {

  private static final Duration POLL = Duration.ofMillis(300);

  /** Ends of transactions take offsets as well: so many more are looked at. */
  private static final int MARKERS = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int rows;
  private final BlockReader block;
  private final FrameReader frame;

  /**
   * @param rows of one record; of more it is said how many there are
   * @param vocabulary the properties of the cities that run
   */
  public TopicSample(int rows, Vocabulary vocabulary) {
    this.rows = rows;
    this.block = new BlockReader(vocabulary);
    this.frame = new FrameReader(vocabulary);
  }

  /** The lines of the newest records of a topic, the newest last. */
  public List<String> read(String bootstrap, String topic, int records) {
    try (var consumer = Consumers.whole(bootstrap)) {
      var found = newest(consumer, topic, records);
      var lines = new ArrayList<String>();
      found.forEach(record -> lines.addAll(lines(record)));
      return lines;
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> newest(
      Consumer<byte[], byte[]> consumer, String topic, int records) {
    var partitions = Consumers.fromBeginning(consumer, List.of(topic));
    var ends = consumer.endOffsets(partitions);
    var begins = consumer.beginningOffsets(partitions);
    for (var partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long begin = begins.getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(begin, end - records - MARKERS));
    }
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long patience = System.nanoTime() + Patience.LONGEST.toNanos();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      consumer.poll(POLL).forEach(all::add);
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("the broker does not deliver " + topic);
      }
    }
    all.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    return all.subList(Math.max(0, all.size() - records), all.size());
  }

  /** A record as lines; one that is not what its topic holds says so. */
  List<String> lines(ConsumerRecord<byte[], byte[]> record) {
    var lines = new ArrayList<String>();
    try {
      if (record.headers().lastHeader(ClockMark.HEADER) != null) {
        lines.add(text(about(record).put("value", "none: tells how far the clock of its feed is")));
      } else if (isOf(record, Topics.RAW) || isOf(record, Topics.REJECTED)) {
        lines.add(text(about(record).put("bytes", length(record.value()))));
      } else if (Topics.hasAggregates(record.topic())) {
        addFrame(record.value(), lines);
      } else if (Topics.hasObservations(record.topic())) {
        addBlock(record.value(), lines);
      } else if (record.value() == null) {
        lines.add(text(about(record).put("value", "none: what its key names is over")));
      } else {
        lines.add(PlainText.jsonLine(new String(record.value(), StandardCharsets.UTF_8)));
      }
    } catch (WireException e) {
      lines.add(text(about(record).put("unreadable", e.code() + ": " + e.getMessage())));
    }
    return lines;
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> record, String topic) {
    return record.topic().equals(topic);
  }

  private static int length(byte @Nullable [] value) {
    return value == null ? 0 : value.length;
  }

  private static ObjectNode about(ConsumerRecord<byte[], byte[]> record) {
    var about =
        JSON.createObjectNode()
            .put("partition", record.partition())
            .put("offset", record.offset())
            .put("timestamp", Instant.ofEpochMilli(Math.max(0, record.timestamp())).toString());
    for (var header : record.headers()) {
      about.put(
          PlainText.of(header.key()),
          PlainText.of(ForeignMessages.text(record.headers(), header.key())));
    }
    return about;
  }

  private void addBlock(byte @Nullable [] value, List<String> lines) {
    block.read(value == null ? new byte[0] : value);
    for (int row = 0; row < Math.min(rows, block.count()); row++) {
      var one = block.observation(row);
      var json =
          JSON.createObjectNode()
              .put("city", one.city())
              .put("feed", one.feed())
              .put("feature", one.feature())
              .put("property", one.property().name())
              .put("result", one.result())
              .put("unit", one.property().unit())
              .put("phenomenonTime", one.phenomenonTime().toString())
              .put("resultTime", one.resultTime().toString())
              .put("quality", one.quality().name())
              .put("zone", one.zone())
              .put("procedure", one.procedure());
      var position = one.position();
      if (position != null) {
        json.putArray("position").add(position.longitude()).add(position.latitude());
      }
      var replaces = one.replaces();
      if (replaces != null) {
        json.put("replaces", replaces.result());
        json.put("replacesQuality", replaces.quality().name());
      }
      lines.add(text(json));
    }
    addRest(block.count(), lines);
  }

  private void addFrame(byte @Nullable [] value, List<String> lines) {
    frame.read(value == null ? new byte[0] : value);
    for (int row = 0; row < Math.min(rows, frame.count()); row++) {
      var one = frame.aggregate(row);
      lines.add(
          text(
              JSON.createObjectNode()
                  .put("city", one.city())
                  .put("layer", one.layer())
                  .put("zone", one.zone())
                  .put("property", one.property().name())
                  .put("unit", one.property().unit())
                  .put("windowStart", one.windowStart().toString())
                  .put("windowEnd", one.windowEnd().toString())
                  .put("revision", one.revision())
                  .put("count", one.count())
                  .put("mean", measured(one, one.mean()))
                  .put("min", measured(one, one.min()))
                  .put("max", measured(one, one.max()))
                  .put("estimated", one.estimated())));
    }
    addRest(frame.count(), lines);
  }

  /** Null where nothing was measured: JSON has no NaN. */
  private static @Nullable Double measured(Aggregate of, double value) {
    return of.count() == 0 ? null : value;
  }

  private void addRest(int count, List<String> lines) {
    if (count > rows) {
      lines.add(text(JSON.createObjectNode().put("more", count - rows)));
    }
  }

  private static String text(ObjectNode json) {
    try {
      return PlainText.json(JSON.writeValueAsString(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }
}
