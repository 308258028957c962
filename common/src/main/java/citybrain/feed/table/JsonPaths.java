package citybrain.feed.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places in a JSON object at which a feed expects values: {@code location.lon}, {@code
 * coordinates.0} for the first of a list, or a JSON Pointer (RFC 6901) such as {@code /PM2.5} for
 * keys with dots.
 */
final class JsonPaths {

  private final int count;
  private final Node root = new Node();

  /** What may come at one place of the object. */
  static final class Node {
    private final Map<String, Node> children = new HashMap<>();

    /** The number of the path that ends here, or -1. */
    private int path = -1;

    @Nullable Node child(String key) {
      return children.get(key);
    }

    boolean hasChildren() {
      return !children.isEmpty();
    }

    int path() {
      return path;
    }
  }

  JsonPaths(List<String> paths) {
    count = paths.size();
    for (int i = 0; i < count; i++) {
      var node = root;
      for (var key : keys(paths.get(i))) {
        node = node.children.computeIfAbsent(key, any -> new Node());
      }
      node.path = i;
    }
  }

  private static List<String> keys(String path) {
    if (!path.startsWith("/")) {
      return List.of(path.split("\\.", -1));
    }
    return List.of(path.substring(1).split("/", -1)).stream()
        .map(key -> key.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  int count() {
    return count;
  }

  Node root() {
    return root;
  }
}
