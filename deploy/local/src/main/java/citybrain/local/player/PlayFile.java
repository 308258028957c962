package citybrain.local.player;

import citybrain.feed.SettingException;
import citybrain.local.files.AtomicFile;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in {@code player.json} what each city in the raw topic was played with: going on with
 * other settings would number other messages the same.
 */
final class PlayFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final int MARK_LENGTH = 8;

  private final Path file;

  /** What the file holds. */
  @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
  private static final class Content {
    private String play = "";
    private Map<String, Map<String, String>> cities = new TreeMap<>();
  }

  PlayFile(Path home) {
    this.file = home.resolve("player.json");
  }

  /** What all messages of the play of this home carry; made when there is none yet. */
  String mark() throws IOException {
    var known = read();
    if (known.play.isEmpty()) {
      known.play = UUID.randomUUID().toString().substring(0, MARK_LENGTH);
      write(known);
    }
    return known.play;
  }

  /**
   * Refuses a city that the topic holds from a play with other settings, then notes these.
   *
   * @throws SettingException naming the first difference and what to do
   */
  void agree(List<Script> scripts, RawTotals before) throws IOException {
    var known = read();
    for (var script : scripts) {
      var then = known.cities.get(script.city());
      if (before.hasCity(script.city())
          || (then == null && before.isPlayedByOthers(script.city()))) {
        if (then == null) {
          throw new SettingException(
              "the raw topic holds messages of city '%s', but %s does not know them: %s"
                  .formatted(script.city(), file, remedy()));
        }
        compare(script, then);
      }
      known.cities.put(script.city(), script.settings());
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

  private Content read() throws IOException {
    return Files.exists(file) ? JSON.readValue(file.toFile(), Content.class) : new Content();
  }

  private void write(Content content) throws IOException {
    AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(content)));
  }
}
