package citybrain.local.topics;

import citybrain.alerting.Alert;
import citybrain.wire.AlertJson;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the alerts topic as a foreign consumer would, each change once. */
public final class AlertTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(300);

  private final Consumer<byte[], byte[]> consumer;
  private final AlertBook known = new AlertBook();
  private final AlertJson codec = new AlertJson();

  private long skipped;

  private AlertTail(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  public static AlertTail of(String bootstrap) {
    return new AlertTail(Consumers.whole(bootstrap));
  }

  private record Sent(Alert alert, String json) {}

  /**
   * Hands over alerts, those in the topic first.
   *
   * @param since only those not older than this, counted back from the newest in the topic
   * @param goOn asked again and again whether to wait for new ones
   * @param out gets the alert and its JSON as it was sent
   */
  public void follow(
      Optional<Duration> since, BooleanSupplier goOn, BiConsumer<Alert, String> out) {
    var ends = consumer.endOffsets(Consumers.fromBeginning(consumer, List.of(Topics.ALERTS)));
    var past = new ArrayList<Sent>();
    while (isBefore(ends)) {
      poll(past::add);
    }
    var newest = past.stream().map(sent -> sent.alert().time()).max(Instant::compareTo);
    for (var sent : past) {
      boolean isTooOld =
          since.isPresent()
              && sent.alert().time().isBefore(newest.orElseThrow().minus(since.get()));
      if (!isTooOld) {
        out.accept(sent.alert(), sent.json());
      }
    }
    while (goOn.getAsBoolean()) {
      poll(sent -> out.accept(sent.alert(), sent.json()));
    }
  }

  /** How many records were no alerts. */
  public long skipped() {
    return skipped;
  }

  private void poll(java.util.function.Consumer<Sent> out) {
    for (var record : consumer.poll(POLL)) {
      try {
        if (record.value() == null) {
          skipped++;
          continue;
        }
        var alert = codec.decode(record.value());
        if (known.add(alert)) {
          out.accept(new Sent(alert, new String(record.value(), StandardCharsets.UTF_8)));
        }
      } catch (WireException e) {
        // Somebody else wrote to the topic, or a later version: the archive sets it aside.
        skipped++;
      }
    }
  }

  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
