package citybrain.local.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Flink's process tells its parent on standard output: one JSON object a line. */
public sealed interface Announcement {

  /** Where its web server answers; the jobs are not submitted yet. */
  record Web(String address) implements Announcement {}

  /**
   * A job is submitted.
   *
   * @param resumed whether it goes on from what an earlier run left
   */
  record Job(String name, String id, boolean resumed) implements Announcement {}

  /** All jobs are submitted. */
  record Ready() implements Announcement {}

  /**
   * A batch that it was asked to run has ended.
   *
   * @param failure empty when it ended well
   */
  record Batch(String failure) implements Announcement {}

  ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]{1,5}");
  Pattern NAME = Pattern.compile("[a-z0-9-]{1,100}");
  Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /** Reads a line; empty when it is nothing of this kind. */
  static Optional<Announcement> of(String line) {
    try {
      var json = JSON.readTree(line);
      if (json.has("web")) {
        return text(json, "web", ADDRESS).map(Web::new);
      }
      if (json.has("job") && json.path("resumed").isBoolean()) {
        return text(json, "job", NAME)
            .flatMap(
                name ->
                    text(json, "id", ID)
                        .map(id -> new Job(name, id, json.path("resumed").booleanValue())));
      }
      if (json.path("batch").isTextual()) {
        return Optional.of(new Batch(json.path("batch").asText()));
      }
      return json.path("ready").equals(BooleanNode.TRUE)
          ? Optional.of(new Ready())
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode json, String field, Pattern pattern) {
    var value = json.path(field).asText();
    return pattern.matcher(value).matches() ? Optional.of(value) : Optional.empty();
  }
}
