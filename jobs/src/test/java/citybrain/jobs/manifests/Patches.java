package citybrain.jobs.manifests;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * RFC 6902 (add, replace, remove) and RFC 7386, which is what kustomize does to custom resources.
 */
final class Patches {

  private Patches() {}

  /** Applies operations, each an object with op, path and value. */
  static void apply(JsonNode document, JsonNode operations) {
    for (var operation : operations) {
      var path = JsonPointer.compile(operation.path("path").asText());
      var parent = document.at(path.head());
      var last = path.last().getMatchingProperty();
      var op = operation.path("op").asText();
      var value = operation.path("value").deepCopy();
      if (parent instanceof ObjectNode object) {
        onObject(object, op, last, value, path);
      } else if (parent instanceof ArrayNode array) {
        onArray(array, op, last, value, path);
      } else {
        throw new IllegalArgumentException("nothing at " + path.head() + " to patch");
      }
    }
  }

  private static void onObject(
      ObjectNode object, String op, String key, JsonNode value, JsonPointer path) {
    if (!op.equals("add") && !object.has(key)) {
      throw new IllegalArgumentException("nothing at " + path + " to " + op);
    }
    switch (op) {
      case "add", "replace" -> object.set(key, value);
      case "remove" -> object.remove(key);
      default -> throw new IllegalArgumentException("operation '" + op + "'");
    }
  }

  private static void onArray(
      ArrayNode array, String op, String index, JsonNode value, JsonPointer path) {
    int at = index.equals("-") ? array.size() : Integer.parseInt(index);
    if (at > array.size() || (!op.equals("add") && at == array.size())) {
      throw new IllegalArgumentException("nothing at " + path + " to " + op);
    }
    switch (op) {
      case "add" -> array.insert(at, value);
      case "replace" -> array.set(at, value);
      case "remove" -> array.remove(at);
      default -> throw new IllegalArgumentException("operation '" + op + "'");
    }
  }

  /** Objects are merged key by key, null removes, anything else replaces. */
  static void merge(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            entry -> {
              var key = entry.getKey();
              if (entry.getValue().isNull()) {
                target.remove(key);
              } else if (entry.getValue() instanceof ObjectNode inner
                  && target.get(key) instanceof ObjectNode there) {
                merge(there, inner);
              } else {
                target.set(key, entry.getValue().deepCopy());
              }
            });
  }
}
