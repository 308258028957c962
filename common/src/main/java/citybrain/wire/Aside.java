package citybrain.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The form of a copy of a record of our own topics that its reader could not take, on the topic of
 * rejections. Reader, topic, partition and offset tell a copy that comes twice from two records.
 *
 * @param reader who could not take it: a job, or {@code up}
 * @param values how many the record holds, see {@link Topics#valuesIn}
 */
public record Aside(String reader, String topic, int partition, long offset, int values) {

  /** What is kept of a refused record, in bytes. */
  public static final int KEPT = 64 * 1024;

  /** The city, and the feed, of records that cannot be said to belong to one. */
  public static final String UNKNOWN = "unknown";

  public static final String READER = "job";
  public static final String TOPIC = "topic";
  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";
  public static final String VALUES = "values";

  /** The key of the copy. */
  public static byte[] key() {
    return (UNKNOWN + "/" + UNKNOWN).getBytes(StandardCharsets.UTF_8);
  }

  /** As much as is kept; of a record without a value nothing. */
  public static byte[] cut(byte[] raw) {
    return raw.length > KEPT ? Arrays.copyOf(raw, KEPT) : raw;
  }

  /**
   * The headers of the copy, name and value alternating: those of every rejection, and its place.
   */
  public String[] headers(WireException why) {
    return new String[] {
      "city",
      UNKNOWN,
      "feed",
      UNKNOWN,
      "source",
      topic + "/" + partition + "/" + offset,
      "line",
      "0",
      "field",
      "",
      "reason",
      why.code(),
      "detail",
      String.valueOf(why.getMessage()),
      READER,
      reader,
      TOPIC,
      topic,
      PARTITION,
      Integer.toString(partition),
      OFFSET,
      Long.toString(offset),
      VALUES,
      Integer.toString(values)
    };
  }
}
