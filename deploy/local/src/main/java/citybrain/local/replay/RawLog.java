package citybrain.local.replay;

import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.local.player.Beats;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;

/**
 * The raw topic as senders write it: their messages, and their heartbeats while they are silent,
 * numbered as Kafka numbers them.
 */
record RawLog(List<RawRecord> records) {

  private static final int PARTITIONS =
      Topics.all().stream()
          .filter(topic -> topic.name().equals(Topics.RAW))
          .findFirst()
          .orElseThrow()
          .partitions();

  /** Of messages in the order in which they reach the topic. */
  static RawLog of(List<Sent> sent, Optional<Disturbance> disturbance) {
    var scribe = new Scribe(disturbance);
    for (var one : sent) {
      scribe.write(one);
    }
    return new RawLog(List.copyOf(scribe.records));
  }

  /** How many records of origins it holds: lines, entities. */
  long counted() {
    return records.stream().mapToLong(record -> record.message().records()).sum();
  }

  private static final class Scribe {

    private final Optional<Disturbance> disturbance;
    private final Map<String, Beats> beats = new TreeMap<>();
    private final long[] offsets = new long[PARTITIONS];
    private final List<RawRecord> records = new ArrayList<>();
    private boolean givenUp;

    Scribe(Optional<Disturbance> disturbance) {
      this.disturbance = disturbance;
    }

    void write(Sent one) {
      disturbance.ifPresent(trouble -> giveUp(trouble, one.at()));
      var message = one.message();
      beats
          .computeIfAbsent(message.city(), city -> new Beats())
          .message(
              message.feed(), one.at(), (feed, time) -> beat(message.city() + "/" + feed, time));
      add(message, RawRecord.Kind.MESSAGE, 0);
    }

    private boolean beat(String feed, long time) {
      if (disturbance.filter(trouble -> trouble.isDead(feed, time)).isEmpty()) {
        add(sign(feed, time), RawRecord.Kind.HEARTBEAT, 0);
      }
      return true;
    }

    private void giveUp(Disturbance trouble, long now) {
      if (!givenUp && now >= trouble.givenUpAt()) {
        givenUp = true;
        add(sign(trouble.dead(), now), RawRecord.Kind.GIVEN_UP, now);
      }
    }

    private static RawMessage sign(String feed, long time) {
      int slash = feed.indexOf('/');
      return new RawMessage(
          feed.substring(0, slash),
          feed.substring(slash + 1),
          "",
          0,
          Instant.ofEpochMilli(time),
          0,
          new byte[0]);
    }

    private void add(RawMessage message, RawRecord.Kind kind, long until) {
      int partition = Utils.toPositive(Utils.murmur2(key(message))) % PARTITIONS;
      records.add(new RawRecord(message, partition, offsets[partition]++, kind, until));
    }
  }

  static byte[] key(RawMessage message) {
    return (message.city() + "/" + message.feed()).getBytes(StandardCharsets.UTF_8);
  }
}
