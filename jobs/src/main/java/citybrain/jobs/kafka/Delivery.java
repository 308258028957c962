package citybrain.jobs.kafka;

import citybrain.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * A record as Kafka delivers it, with where it lay: decoded by an operator and not in the source,
 * so that what cannot be decoded can be set aside instead of stopping the job.
 *
 * @param timestamp the Kafka record timestamp, epoch milliseconds
 * @param headers name and value alternating; empty where no reader asks for them
 */
public record Delivery(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    String[] headers) {

  /**
   * The value.
   *
   * @throws WireException when there is none
   */
  public byte[] requireValue() {
    if (value == null) {
      throw new WireException(WireException.MALFORMED, "no value");
    }
    return value;
  }

  /** The value of a header; empty when there is none. */
  public String header(String name) {
    for (int i = headers.length - 2; i >= 0; i -= 2) {
      if (headers[i].equals(name)) {
        return headers[i + 1];
      }
    }
    return "";
  }
}
