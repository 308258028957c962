package citybrain.local.topics;

import citybrain.feed.SettingException;
import citybrain.local.broker.Patience;
import citybrain.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What time it is on the raw topic: in a city that is played, another than on the wall. */
public final class RawTime {

  private RawTime() {}

  /**
   * When the newest record of any feed arrived.
   *
   * @throws SettingException when there is none
   */
  public static Instant newest(String bootstrap) {
    try (var admin =
        Admin.create(
            Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Patience.LONGEST_MILLIS))) {
      var topic = admin.describeTopics(List.of(Topics.RAW)).allTopicNames().get();
      var asked =
          topic.values().stream()
              .flatMap(one -> one.partitions().stream())
              .collect(
                  Collectors.toMap(
                      one -> new TopicPartition(Topics.RAW, one.partition()),
                      one -> OffsetSpec.maxTimestamp()));
      return admin.listOffsets(asked).all().get().values().stream()
          .filter(found -> found.offset() >= 0)
          .map(found -> Instant.ofEpochMilli(found.timestamp()))
          .max(Instant::compareTo)
          .orElseThrow(() -> new SettingException("nothing has been sent to the city yet"));
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the broker does not tell how new its messages are: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker is asked", e);
    }
  }
}
