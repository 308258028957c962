package citybrain.local.player;

import citybrain.wire.Topics;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real broker in this process, with an empty raw topic. */
public final class TestBroker implements AutoCloseable {

  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qk";

  private final KafkaRaftServer server;
  private final String bootstrap;

  private TestBroker(KafkaRaftServer server, String bootstrap) {
    this.server = server;
    this.bootstrap = bootstrap;
  }

  public static TestBroker start(Path folder) throws Exception {
    int port = freePort();
    int controller = freePort();
    var settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller),
            Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("log.dirs", folder.toString()),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("log.retention.ms", "-1"),
            Map.entry("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE)),
            Map.entry("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
            Map.entry("auto.create.topics.enable", "false")));
    var formatter = new Formatter();
    formatter
        .setClusterId(CLUSTER)
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(folder.toString()))
        .setMetadataLogDirectory(folder.toString());
    formatter.run();
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    var broker = new TestBroker(server, "127.0.0.1:" + port);
    broker.emptyRawTopic();
    return broker;
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public String bootstrap() {
    return bootstrap;
  }

  void emptyRawTopic() throws Exception {
    try (var admin = admin()) {
      if (admin.listTopics().names().get().contains(Topics.RAW)) {
        admin.deleteTopics(List.of(Topics.RAW)).all().get(30, TimeUnit.SECONDS);
        while (admin.listTopics().names().get().contains(Topics.RAW)) {
          Thread.sleep(20);
        }
      }
      // The name may be taken for a moment longer than it is listed.
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.RAW, 4, (short) 1)
                      .configs(
                          Map.of(
                              "max.message.bytes",
                              Integer.toString(Topics.LARGEST_RAW_RECORD),
                              // What is played here is years old, and a slow test would lose it.
                              "retention.ms",
                              "-1"))))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /** All records of the raw topic, in order within each key. */
  Map<String, List<ConsumerRecord<String, byte[]>>> raw() {
    var byKey = new HashMap<String, List<ConsumerRecord<String, byte[]>>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.RAW).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          byKey.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record);
        }
      }
    }
    return byKey;
  }

  /**
   * Writes these in their order and returns when all of them are there.
   *
   * @throws IllegalStateException when the broker did not take one
   */
  public void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    write(bootstrap, records);
  }

  /** Writes to any broker as {@link #write(List)} does. */
  public static void write(String bootstrap, List<ProducerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                // A topic just made refuses its first batch for a moment and then takes any batch
                // as the first: with two under way the second would lock the first out for ever.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (var record : records) {
        sent.add(producer.send(record));
      }
      for (var one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker at " + bootstrap + " took not all", e);
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
