package citybrain.jobs.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Renders that part of kustomize which deploy/k8s keeps to, and refuses everything else: so that
 * manifests can be checked where there is nothing but a JDK. A test compares it with the real one.
 */
final class Kustomize {

  private static final Set<String> FIELDS =
      Set.of(
          "apiVersion",
          "kind",
          "namespace",
          "resources",
          "generatorOptions",
          "configMapGenerator",
          "patches");

  /** Kinds for which a merge is plain; of the others kustomize knows how to merge lists. */
  private static final Set<String> PLAIN_GROUPS = Set.of("flink.apache.org", "kafka.strimzi.io");

  private final Path folder;
  private final ObjectNode file;

  private Kustomize(Path folder) {
    this.folder = folder;
    this.file = Yaml.documents(Yaml.read(folder.resolve("kustomization.yaml"))).get(0);
    only(file, FIELDS);
  }

  /** All objects of a folder with a kustomization.yaml. */
  static List<ObjectNode> render(Path folder) {
    return new Kustomize(folder).render();
  }

  private List<ObjectNode> render() {
    var objects = new ArrayList<ObjectNode>();
    for (var resource : file.path("resources")) {
      var path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        objects.addAll(render(path));
      } else {
        objects.addAll(Yaml.documents(Yaml.read(path)));
      }
    }
    for (var generator : file.path("configMapGenerator")) {
      objects.add(configMap(generator));
    }
    for (var patch : file.path("patches")) {
      patch(objects, patch);
    }
    if (file.has("namespace")) {
      objects.forEach(object -> place(object, file.path("namespace").asText()));
    }
    return objects;
  }

  private ObjectNode configMap(JsonNode generator) {
    only(generator, Set.of("name", "files"));
    if (!file.at("/generatorOptions/disableNameSuffixHash").asBoolean()) {
      throw new UnsupportedOperationException("names with a hash");
    }
    var map = Yaml.JSON.createObjectNode();
    map.put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", generator.path("name").asText());
    var data = map.putObject("data");
    for (var source : generator.path("files")) {
      var path = folder.resolve(source.asText());
      data.put(path.getFileName().toString(), Yaml.read(path));
    }
    return map;
  }

  private void patch(List<ObjectNode> objects, JsonNode patch) {
    only(patch, Set.of("path", "patch", "target"));
    only(patch.path("target"), Set.of("kind", "name"));
    var text =
        patch.has("path")
            ? Yaml.read(folder.resolve(patch.path("path").asText()))
            : patch.path("patch").asText();
    var content = Yaml.one(text);
    var matching =
        objects.stream()
            .filter(one -> matches(patch.at("/target/kind"), one.path("kind")))
            .filter(one -> matches(patch.at("/target/name"), one.at("/metadata/name")))
            .toList();
    if (matching.isEmpty()) {
      throw new IllegalArgumentException("no object for the patch of " + patch.path("target"));
    }
    for (var object : matching) {
      if (content.isArray()) {
        Patches.apply(object, content);
      } else {
        var group = object.path("apiVersion").asText().replaceAll("/.*", "");
        if (!PLAIN_GROUPS.contains(group)) {
          throw new UnsupportedOperationException("strategic merge of " + object.path("kind"));
        }
        ObjectNode merged = content.deepCopy();
        merged.remove(List.of("apiVersion", "kind"));
        ((ObjectNode) merged.path("metadata")).remove("name");
        Patches.merge(object, merged);
      }
    }
  }

  private static boolean matches(JsonNode pattern, JsonNode value) {
    return pattern.isMissingNode() || Pattern.matches(pattern.asText(), value.asText());
  }

  private static void place(ObjectNode object, String namespace) {
    var metadata = (ObjectNode) object.path("metadata");
    if (object.path("kind").asText().equals("Namespace")) {
      metadata.put("name", namespace);
    } else {
      metadata.put("namespace", namespace);
    }
  }

  private static void only(JsonNode object, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                throw new UnsupportedOperationException("field '" + field + "' of kustomize");
              }
            });
  }
}
