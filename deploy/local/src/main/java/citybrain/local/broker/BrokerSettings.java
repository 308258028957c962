package citybrain.local.broker;

import citybrain.wire.Topics;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A single-node KRaft broker on the loopback interface. Nothing expires by time: a city's clock may
 * stand years before the wall clock, and Kafka counts retention from record timestamps.
 */
record BrokerSettings(Path folder, int port, int controllerPort) {

  static final int NODE_ID = 1;
  static final String CONTROLLER = "CONTROLLER";

  private static final String FOREVER = "-1";
  private static final int MEBIBYTE = 1 << 20;

  Properties properties() {
    var settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("log.dirs", folder.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("offsets.retention.minutes", Integer.toString(365 * 24 * 60));
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("transaction.max.timeout.ms", Integer.toString(15 * 60 * 1000));
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.retention.ms", FOREVER);
    settings.put("log.roll.ms", Long.toString(Long.MAX_VALUE));
    settings.put("log.segment.bytes", Integer.toString(256 * MEBIBYTE));
    settings.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * MEBIBYTE));
    settings.put("message.max.bytes", Integer.toString(Topics.LARGEST_RAW_RECORD));
    settings.put("replica.fetch.max.bytes", Integer.toString(Topics.LARGEST_RAW_RECORD));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    return settings;
  }
}
