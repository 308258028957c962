package citybrain.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.broker.Broker;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How far the lake is, by what its archive committed of two partitions. */
final class LakeReachCheck {

  private static final String TOPIC = Topics.observations(Domain.ENVIRONMENT);
  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");

  private LakeReachCheck() {}

  static void followsWhatTheArchiveCommits(Broker broker) throws Exception {
    try (var admin = broker.admin();
        var producer =
            new KafkaProducer<byte[], byte[]>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      send(producer, 0, NOON);
      send(producer, 0, NOON.plusSeconds(60));
      send(producer, 1, NOON.plusSeconds(30));
      // Neither a mark of a clock nor what is no block says how far it is.
      producer.send(new ProducerRecord<>(TOPIC, 2, null, null)).get();
      producer.send(new ProducerRecord<>(TOPIC, 2, null, new byte[] {1, 2})).get();

      assertThat(reach(broker, admin)).as("nothing is committed").contains(NOON);
      commit(admin, 0, 1);
      assertThat(reach(broker, admin)).contains(NOON.plusSeconds(30));
      commit(admin, 1, 1);
      assertThat(reach(broker, admin)).contains(NOON.plusSeconds(60));
      commit(admin, 0, 2);
      assertThat(reach(broker, admin)).as("all is there").isEmpty();
    }
  }

  private static Optional<Instant> reach(Broker broker, Admin admin) throws Exception {
    return LakeReach.read(broker.bootstrap(), Backlog.look(admin, List.of("archive")));
  }

  private static void commit(Admin admin, int partition, long offset) throws Exception {
    var at = Map.of(new TopicPartition(TOPIC, partition), new OffsetAndMetadata(offset));
    admin.alterConsumerGroupOffsets("citybrain.archive", at).all().get();
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int partition, Instant clock)
      throws Exception {
    var reading =
        new Observation(
            "demo",
            "air",
            "station",
            ObservedProperty.PM10,
            clock,
            clock,
            12.5,
            null,
            "",
            "",
            Quality.GOOD);
    var stamp = new Stamp(0, clock.toEpochMilli(), 0, 0, 0);
    var block = new BlockWriter().encode(List.of(reading), stamp);
    producer.send(new ProducerRecord<>(TOPIC, partition, null, block)).get();
  }
}
