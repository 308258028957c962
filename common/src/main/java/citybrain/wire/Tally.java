package citybrain.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a stage did with one feed since its last checkpoint, as JSON of {@code
 * tally.v1.schema.json}. Made field by field; the order of the fields is that of the calls.
 */
public final class Tally {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode node;

  private Tally(ObjectNode node) {
    this.node = node;
  }

  /**
   * Begins one.
   *
   * @param stage who counted: {@code ingest}, {@code city-aggregates}, …
   */
  public static Tally of(String stage, String city, String feed) {
    return new Tally(
        JSON.createObjectNode().put("stage", stage).put("city", city).put("feed", feed));
  }

  /** Adds what is counted apart, such as the property. */
  public Tally about(String field, String value) {
    node.put(field, value);
    return this;
  }

  public Tally count(String field, long value) {
    node.put(field, value);
    return this;
  }

  /** The value of a record of the tally topic. */
  public byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }
}
