package citybrain.local.player;

import citybrain.feed.SettingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in {@code player.json} what each city in the raw topic was played with: going on with
 * other settings would number other messages the same.
 */
final class PlayFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;

  PlayFile(Path home) {
    this.file = home.resolve("player.json");
  }

  /**
   * Refuses a city that the topic holds from a play with other settings, then notes these.
   *
   * @throws SettingException naming the first difference and what to do
   */
  void agree(List<Script> scripts, RawTotals before) throws IOException {
    var known = read();
    for (var script : scripts) {
      if (before.hasCity(script.city())) {
        var then = known.get(script.city());
        if (then == null) {
          throw new SettingException(
              "the raw topic holds messages of city '%s', but %s does not know them: %s"
                  .formatted(script.city(), file, remedy()));
        }
        compare(script, then);
      }
      known.put(script.city(), script.settings());
    }
    write(known);
  }

  private void compare(Script script, Map<String, String> then) {
    var now = script.settings();
    var keys = new TreeSet<>(now.keySet());
    keys.addAll(then.keySet());
    for (var key : keys) {
      var was = then.get(key);
      var is = now.get(key);
      if (!Objects.equals(was, is)) {
        throw new SettingException(
            "city '%s' was played with %s = %s, now it is %s: %s"
                .formatted(script.city(), key, word(was), word(is), remedy()));
      }
    }
  }

  private static String word(@Nullable String value) {
    return value == null ? "nothing" : value;
  }

  private String remedy() {
    return "use another --home, or delete " + file.toAbsolutePath().getParent();
  }

  private Map<String, Map<String, String>> read() throws IOException {
    return Files.exists(file)
        ? JSON.readValue(
            file.toFile(), new TypeReference<TreeMap<String, Map<String, String>>>() {})
        : new TreeMap<>();
  }

  private void write(Map<String, Map<String, String>> settings) throws IOException {
    AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(settings)));
  }
}
