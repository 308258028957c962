package citybrain.jobs.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Custom resources by the operators' own definitions, closed: a field that the schema does not name
 * is a problem, as it is for an API server that validates strictly. Rules in CEL are not evaluated.
 */
final class CustomKinds {

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

  private final Map<String, JsonSchema> schemas = new TreeMap<>();

  private CustomKinds() {}

  /** The folder of the definitions, if there is one. */
  static Optional<Path> folder() {
    var named = System.getenv("CITYBRAIN_CRDS");
    var data = System.getenv("CITYBRAIN_DATA");
    var folder =
        named != null
            ? Path.of(named)
            : Path.of(data == null ? "../data" : data).toAbsolutePath().resolveSibling("crds");
    return Optional.of(folder.normalize()).filter(Files::isDirectory);
  }

  /** Reads all definitions of a folder. */
  static CustomKinds of(Path folder) {
    var kinds = new CustomKinds();
    try (var files = Files.list(folder)) {
      files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .forEach(file -> Yaml.documents(Yaml.read(file)).forEach(kinds::add));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kinds;
  }

  private void add(ObjectNode definition) {
    var spec = definition.path("spec");
    for (var version : spec.path("versions")) {
      var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
      close(schema);
      var root = (ObjectNode) schema.path("properties");
      root.putObject("apiVersion").put("type", "string");
      root.putObject("kind").put("type", "string");
      root.putObject("metadata").put("type", "object");
      var name = spec.path("group").asText() + "/" + version.path("name").asText();
      schemas.put(name + " " + spec.at("/names/kind").asText(), SCHEMAS.getSchema(schema));
    }
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(CustomKinds::close);
  }

  int size() {
    return schemas.size();
  }

  Stream<String> problems(ObjectNode object) {
    var schema = schemas.get(Objects.typeOf(object));
    if (schema == null) {
      return Stream.of("no operator defines " + Objects.typeOf(object));
    }
    return schema.validate(object).stream().map(message -> message.getMessage());
  }
}
