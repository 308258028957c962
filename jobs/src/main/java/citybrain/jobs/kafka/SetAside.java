package citybrain.jobs.kafka;

import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Copies of records of our own topics that a job could not take, for the topic of rejections: with
 * the job, topic, partition and offset, by which a copy that comes twice is told from two records.
 */
public final class SetAside {

  /** What is kept of a refused record, in bytes. */
  public static final int KEPT = 64 * 1024;

  /** The city, and the feed, of records that cannot be said to belong to one. */
  public static final String UNKNOWN = "unknown";

  private static final byte[] KEY = (UNKNOWN + "/" + UNKNOWN).getBytes(StandardCharsets.UTF_8);

  private SetAside() {}

  /**
   * The copy.
   *
   * @param job who could not take it
   */
  public static Outgoing of(Delivery delivery, String job, WireException why) {
    return new Outgoing(
        Topics.REJECTED,
        KEY,
        cut(delivery.value() == null ? new byte[0] : delivery.value()),
        delivery.timestamp(),
        new String[] {
          "city", UNKNOWN,
          "feed", UNKNOWN,
          "source", delivery.place(),
          "line", "0",
          "field", "",
          "reason", why.code(),
          "detail", String.valueOf(why.getMessage()),
          "job", job,
          "topic", delivery.topic(),
          "partition", Integer.toString(delivery.partition()),
          "offset", Long.toString(delivery.offset())
        });
  }

  /** As much as is kept. */
  public static byte[] cut(byte[] raw) {
    return raw.length > KEPT ? Arrays.copyOf(raw, KEPT) : raw;
  }
}
