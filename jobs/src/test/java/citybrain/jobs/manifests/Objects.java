package citybrain.jobs.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of one rendering, by kind and name. */
record Objects(List<ObjectNode> all) {

  private static final Set<String> CUSTOM = Set.of("flink.apache.org", "kafka.strimzi.io");

  static String typeOf(JsonNode object) {
    return object.path("apiVersion").asText() + " " + object.path("kind").asText();
  }

  static String kindOf(JsonNode object) {
    return object.path("kind").asText();
  }

  static String nameOf(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  /** Kind and name, as problems are headed. */
  static String titleOf(JsonNode object) {
    return kindOf(object) + " " + nameOf(object);
  }

  static boolean isCustom(JsonNode object) {
    return CUSTOM.contains(object.path("apiVersion").asText().replaceAll("/.*", ""));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static List<String> texts(JsonNode array) {
    return elements(array).map(JsonNode::asText).toList();
  }

  Stream<ObjectNode> of(String kind) {
    return all.stream().filter(object -> kindOf(object).equals(kind));
  }

  List<String> names(String kind) {
    return of(kind).map(Objects::nameOf).toList();
  }

  boolean has(String kind, String name) {
    return names(kind).contains(name);
  }

  /** An own copy, to be spoilt. */
  Objects copy() {
    return new Objects(new ArrayList<>(all.stream().map(ObjectNode::deepCopy).toList()));
  }

  ObjectNode find(String kind, String name) {
    return of(kind).filter(object -> nameOf(object).equals(name)).findFirst().orElseThrow();
  }
}
