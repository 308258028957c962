package citybrain.jobs.runtime;

import citybrain.cityfile.NearestWord;
import citybrain.feed.SettingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/**
 * Settings of a job: the command line ({@code --key=value}) beats the environment ({@code
 * CITYBRAIN_KEY}) beats the default. Reading a setting documents it: key, help and default stand on
 * one line where it is read. Keys beginning with {@code flink.} go to the engine untouched.
 */
public final class Config {

  private record Line(String help, String shown) {}

  private final Map<String, String> given = new TreeMap<>();
  private final Map<String, String> environment;
  private final Map<String, Line> read = new LinkedHashMap<>();

  private Config(Map<String, String> environment) {
    this.environment = environment;
  }

  public static Config from(String... args) {
    return from(System.getenv(), args);
  }

  static Config from(Map<String, String> environment, String... args) {
    var config = new Config(environment);
    for (var arg : args) {
      int equals = arg.indexOf('=');
      if (!arg.startsWith("--") || (equals < 0 && !arg.equals("--help"))) {
        throw new SettingException("argument '" + arg + "': expected --key=value or --help");
      }
      if (equals < 0) {
        config.given.put("help", "true");
      } else {
        config.given.put(arg.substring(2, equals), arg.substring(equals + 1));
      }
    }
    return config;
  }

  public String text(String key, String help, String fallback) {
    read.put(key, new Line(help, fallback));
    var value = given.get(key);
    if (value == null) {
      value =
          environment.get(
              "CITYBRAIN_" + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'));
    }
    return value == null ? fallback : value;
  }

  public double number(String key, String help, double fallback) {
    var value = text(key, help, Double.toString(fallback));
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw wrong(key, value, "a number such as " + fallback);
    }
  }

  public int count(String key, String help, int fallback) {
    var value = text(key, help, Integer.toString(fallback));
    try {
      int number = Integer.parseInt(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(key, value, "a whole number such as " + fallback);
    }
    throw wrong(key, value, "a whole number, zero or more");
  }

  public Duration duration(String key, String help, Duration fallback) {
    var value = text(key, help, fallback.toString());
    try {
      return Duration.parse(value);
    } catch (DateTimeException e) {
      throw wrong(key, value, "an ISO 8601 duration such as " + fallback);
    }
  }

  public static SettingException wrong(String key, String value, String expected) {
    return new SettingException("setting '" + key + "' is '" + value + "': expected " + expected);
  }

  /** The settings for the engine itself. */
  public Configuration flink() {
    var configuration = new Configuration();
    given.forEach(
        (key, value) -> {
          if (key.startsWith("flink.")) {
            configuration.setString(key.substring("flink.".length()), value);
          }
        });
    return configuration;
  }

  public boolean helpWanted() {
    return given.containsKey("help");
  }

  /** One line a setting that has been read so far. */
  public String help() {
    var text = new StringBuilder();
    read.forEach(
        (key, line) ->
            text.append("  --%-42s %s [%s]%n".formatted(key + "=…", line.help(), line.shown())));
    return text.toString();
  }

  /**
   * Refuses settings that nobody read.
   *
   * @throws SettingException naming the key and the nearest one that exists
   */
  public void refuseUnknown() {
    for (var key : given.keySet()) {
      if (!read.containsKey(key) && !key.startsWith("flink.") && !key.equals("help")) {
        var meant =
            NearestWord.find(key, read.keySet())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        var known = String.join(", ", read.keySet());
        throw new SettingException(
            "setting '" + key + "' is not known: expected one of " + known + meant);
      }
    }
  }
}
