package citybrain.local.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what the generator of a synthetic city wrote about what really happened. */
public final class TruthFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TruthFile() {}

  public static List<Incident> read(Path file) {
    try {
      var incidents = new ArrayList<Incident>();
      for (var node : JSON.readTree(file.toFile()).path("incidents")) {
        incidents.add(incident(node));
      }
      return incidents;
    } catch (IOException e) {
      throw new UncheckedIOException("the truth in " + file + " cannot be read", e);
    }
  }

  private static Incident incident(JsonNode node) {
    return new Incident(
        node.path("id").asText(),
        node.path("kind").asText(),
        texts(node.path("domains")),
        Instant.parse(node.path("start").asText()),
        Instant.parse(node.path("end").asText()),
        texts(node.path("features")),
        node.path("longitude").asDouble(),
        node.path("latitude").asDouble(),
        Duration.ofSeconds(node.path("detectableWithinSeconds").asLong()),
        node.path("compound").asText(),
        node.path("judged").asBoolean(true),
        node.path("byPlace").asBoolean(true));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
