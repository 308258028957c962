package citybrain.jobs.kafka;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * How consumers and producers reach a Kafka that is guarded, from a file of Kafka's own settings.
 * Secrets stay in files: {@code ${dir:…}} is resolved by the client, where it starts.
 */
public record ClientSettings(Properties properties) {

  /** What guarantees rest on; a deployment may not loosen them. */
  private static final Set<String> OURS =
      Set.of(
          "bootstrap.servers",
          "group.id",
          "isolation.level",
          "enable.auto.commit",
          "auto.offset.reset",
          "transactional.id",
          "enable.idempotence",
          "acks");

  /**
   * Reads such a file.
   *
   * @param file its path; empty for no further settings
   * @throws SettingException when it cannot be read, or sets what is not its business
   */
  public static ClientSettings of(String file) {
    var properties = new Properties();
    if (file.isEmpty()) {
      return new ClientSettings(properties);
    }
    try (var text = Files.newBufferedReader(Path.of(file))) {
      properties.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(
          "setting 'kafka-client' is '" + file + "': cannot be read: " + e.getMessage());
    }
    var taken = new TreeSet<>(properties.stringPropertyNames());
    taken.retainAll(OURS);
    if (!taken.isEmpty()) {
      throw new SettingException(
          "setting 'kafka-client' is '"
              + file
              + "': "
              + String.join(", ", taken)
              + " cannot be set there, the job decides it");
    }
    return new ClientSettings(properties);
  }

  /** The settings of one client: these, and for what both name, its own. */
  public Map<String, Object> with(Map<String, Object> own) {
    var all = new HashMap<String, Object>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    all.putAll(own);
    return all;
  }
}
