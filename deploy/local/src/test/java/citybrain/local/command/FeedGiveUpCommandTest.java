package citybrain.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.local.player.RawProducer;
import citybrain.local.player.TestBroker;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedGiveUpCommandTest {

  private static final Instant NOW = Instant.parse("2025-03-11T06:00:00Z");

  @Test
  void isARecordOfTheRawTopicAndNeverAheadOfIt(@TempDir Path folder) throws Exception {
    try (var broker = TestBroker.start(folder)) {
      var bootstrap = broker.bootstrap();
      assertThatThrownBy(() -> FeedGiveUpCommand.write(bootstrap, "x", "dead", Optional.empty()))
          .isInstanceOf(SettingException.class)
          .hasMessage("nothing has been sent to the city yet");

      try (var producer = new RawProducer(bootstrap, "p")) {
        producer.beat("x", "alive", NOW.toEpochMilli(), (metadata, e) -> assertThat(e).isNull());
      }
      var later = Optional.of(NOW.plusSeconds(1));
      assertThatThrownBy(() -> FeedGiveUpCommand.write(bootstrap, "x", "dead", later))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("2025-03-11T06:00:01Z is yet to come")
          .hasMessageContaining("2025-03-11T06:00:00Z");

      var earlier = NOW.minusSeconds(60);
      assertThat(FeedGiveUpCommand.write(bootstrap, "x", "dead", Optional.of(earlier)))
          .isEqualTo(earlier);
      assertThat(FeedGiveUpCommand.write(bootstrap, "x", "dead", Optional.empty())).isEqualTo(NOW);

      assertThat(givenUp(bootstrap))
          .containsExactly(
              "x/dead " + earlier.toEpochMilli() + " at " + earlier.toEpochMilli(),
              "x/dead " + NOW.toEpochMilli() + " at " + NOW.toEpochMilli());
    }
  }

  private static List<String> givenUp(String bootstrap) {
    var found = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.RAW).stream()
              .map(one -> new TopicPartition(Topics.RAW, one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  var beat = header(record, RawHeaders.BEAT);
                  if (!beat.equals(RawHeaders.ALIVE)) {
                    found.add(
                        header(record, RawHeaders.CITY)
                            + "/"
                            + header(record, RawHeaders.FEED)
                            + " "
                            + beat
                            + " at "
                            + record.timestamp());
                  }
                });
      }
    }
    return found;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
