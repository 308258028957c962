package citybrain.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.wire.Topic;
import citybrain.wire.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker in a real child process. */
class BrokerTest {

  /** 2014, as in a recording: a broker that counts retention by it would drop it at once. */
  private static final long LONG_AGO = 1_400_000_000_000L;

  @Test
  void startsWithAllTopicsAndKeepsItsDataOverARestart(@TempDir Path home) throws Exception {
    int freePort = freePort();
    try (var broker = start(home, freePort, new ArrayList<>())) {
      try (var admin = broker.admin()) {
        assertThat(admin.listTopics().names().get())
            .containsAll(Topics.all().stream().map(Topic::name).toList());
      }
      send(broker, "hello");
    }
    // The second start may come up on another port and must still find everything.
    var said = new ArrayList<String>();
    try (var taken = new ServerSocket(freePort, 1, InetAddress.getLoopbackAddress());
        var broker = start(home, taken.getLocalPort(), said)) {
      assertThat(said).singleElement().asString().contains("Port " + freePort + " is taken");
      assertThat(broker.port()).isGreaterThan(freePort);
      assertThat(read(broker)).containsExactly("hello");
      broker.process().stop(Duration.ofSeconds(20));
      assertThat(broker.process().isAlive()).isFalse();
      assertThat(broker.process().ending()).contains("signal 15");
    }
  }

  private static Broker start(Path home, int port, List<String> said) {
    return Broker.start(home.resolve("kafka"), home.resolve("logs/kafka.log"), port, said::add);
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void send(Broker broker, String text) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.RAW, 0, LONG_AGO, "demo/traffic", text)).get();
    }
  }

  private static List<String> read(Broker broker) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(Topics.RAW, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var values = new ArrayList<String>();
      for (int i = 0; i < 50 && values.isEmpty(); i++) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
