package citybrain.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class RawLogTest {

  private static final int MINUTE = 60_000;

  /** Three feeds that speak every minute for four hours. */
  private static List<Sent> minutes() {
    var sent = new ArrayList<Sent>();
    for (int i = 0; i < 240; i++) {
      for (var feed : List.of("a", "b", "c")) {
        var at = Instant.ofEpochMilli(1_000_000_000_000L + (long) MINUTE * i);
        sent.add(Sent.of(new RawMessage("town", feed, "s", i, at, 1, new byte[] {1})));
      }
    }
    return sent;
  }

  private static long count(RawLog log, RawRecord.Kind kind) {
    return log.records().stream().filter(record -> record.kind() == kind).count();
  }

  private static List<String> lines(RawLog log) {
    return log.records().stream()
        .map(r -> r.message().feed() + r.kind() + r.message().arrival() + r.message().firstLine())
        .toList();
  }

  private static Map<Long, Long> byLine(RawLog log, String feed) {
    return log.records().stream()
        .filter(r -> r.kind() == RawRecord.Kind.MESSAGE && r.message().feed().equals(feed))
        .collect(Collectors.groupingBy(r -> r.message().firstLine(), Collectors.counting()));
  }

  @Test
  void recordsStandWhereKafkaPutsThem() {
    var log = RawLog.of(minutes(), Optional.empty());
    int partitions =
        Topics.all().stream()
            .filter(topic -> topic.name().equals(Topics.RAW))
            .findFirst()
            .orElseThrow()
            .partitions();

    var next = new long[partitions];
    for (var record : log.records()) {
      assertThat(record.partition())
          .isEqualTo(BuiltInPartitioner.partitionForKey(RawLog.key(record.message()), partitions));
      assertThat(record.offset()).isEqualTo(next[record.partition()]++);
    }
    assertThat(log.counted()).isEqualTo(720);
  }

  @Test
  void whoIsSilentBeats() {
    var sent =
        minutes().stream()
            .filter(one -> !one.feed().equals("town/b") || one.message().firstLine() < 100)
            .toList();

    var log = RawLog.of(sent, Optional.empty());

    // Twice the usual gap apart: at 101, 103 ... 239 minutes.
    assertThat(count(log, RawRecord.Kind.HEARTBEAT)).isEqualTo(70);
    assertThat(log.records())
        .filteredOn(record -> record.kind() == RawRecord.Kind.HEARTBEAT)
        .allMatch(record -> record.message().feed().equals("b"));
  }

  @Test
  void trouble() {
    var sent = minutes();
    var trouble = Disturbance.of(sent, 3);

    var log = RawLog.of(trouble.over(sent), Optional.of(trouble));

    assertThat(lines(log)).isEqualTo(lines(RawLog.of(trouble.over(sent), Optional.of(trouble))));
    var held = trouble.held().substring("town/".length());
    var dead = trouble.dead().substring("town/".length());
    var skewed = trouble.skewed().substring("town/".length());
    assertThat(List.of(held, dead, skewed)).doesNotHaveDuplicates();
    // What was held up comes, at once; what the dead feed had to say never does.
    assertThat(byLine(log, held)).hasSize(240);
    assertThat(
            log.records().stream()
                .filter(r -> r.message().arrival().toEpochMilli() == trouble.heldUntil())
                .filter(r -> r.message().feed().equals(held)))
        .hasSizeGreaterThan(100);
    assertThat(byLine(log, dead)).hasSizeBetween(110, 130);
    assertThat(log.records())
        .filteredOn(record -> record.kind() == RawRecord.Kind.GIVEN_UP)
        .singleElement()
        .matches(record -> record.message().feed().equals(dead));
    assertThat(log.records())
        .filteredOn(record -> record.kind() == RawRecord.Kind.HEARTBEAT)
        .noneMatch(
            record ->
                trouble.isDead(
                    "town/" + record.message().feed(), record.message().arrival().toEpochMilli()));
    assertThat(log.records())
        .filteredOn(r -> r.message().feed().equals(skewed))
        .anyMatch(
            r ->
                r.message().arrival().toEpochMilli()
                    < 1_000_000_000_000L + MINUTE * r.message().firstLine());
    assertThat(byLine(log, skewed).values()).anyMatch(times -> times > 1);
  }
}
