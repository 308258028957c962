package citybrain.jobs.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML as trees, with every key at most once. */
final class Yaml {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(false)
          .setCodePointLimit(16 * 1024 * 1024)
          .build();

  private Yaml() {}

  static List<ObjectNode> documents(String text) {
    var documents = new ArrayList<ObjectNode>();
    for (var document : new Load(SETTINGS).loadAllFromString(text)) {
      documents.add(JSON.<ObjectNode>valueToTree(document));
    }
    return documents;
  }

  static JsonNode one(String text) {
    return JSON.valueToTree(new Load(SETTINGS).loadFromString(text));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
