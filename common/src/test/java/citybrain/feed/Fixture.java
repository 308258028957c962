package citybrain.feed;

import citybrain.geo.Crs;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The fixtures of one kind: {@code sample.csv} or {@code sample.pb}, {@code expected.jsonl} and
 * {@code setup.properties} (zone, shift-weeks, arrival; all other keys are options) in the resource
 * folder of its package.
 */
public final class Fixture {

  private final FeedKind kind;
  private final Properties settings = new Properties();

  private Fixture(FeedKind kind) {
    this.kind = kind;
    try {
      settings.load(new StringReader(text("setup.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Fixture of(FeedKind kind) {
    return new Fixture(kind);
  }

  public Instant arrival() {
    return Instant.parse(settings.getProperty("arrival"));
  }

  public byte[] sample() {
    return bytes(sampleName());
  }

  private String sampleName() {
    return isTable() ? "sample.csv" : "sample.pb";
  }

  /** False for kinds whose messages are documents in one piece. */
  public boolean isTable() {
    return kind.envelopes(setup()).isEmpty();
  }

  public String header() {
    return text("sample.csv").lines().findFirst().orElseThrow();
  }

  public Feed open() {
    return kind.open(setup());
  }

  public FeedSetup setup() {
    return setup(Map.of());
  }

  /** The setup with some options replaced; an empty value removes the option. */
  public FeedSetup setup(Map<String, String> replaced) {
    var options = new TreeMap<String, String>();
    settings.forEach((key, value) -> options.put((String) key, (String) value));
    options.putAll(replaced);
    options.values().removeIf(String::isEmpty);
    var general = new HashMap<String, String>();
    for (var key : new String[] {"zone", "shift-weeks", "arrival", "crs"}) {
      var value = options.remove(key);
      if (value != null) {
        general.put(key, value);
      }
    }
    return new FeedSetup(
        "testcity",
        kind.name(),
        ZoneId.of(general.getOrDefault("zone", "UTC")),
        Integer.parseInt(general.getOrDefault("shift-weeks", "0")),
        Crs.of(general.getOrDefault("crs", "EPSG:4326")),
        options,
        this::bytes);
  }

  /** A message of the sample's header and these lines. */
  public RawMessage message(String... lines) {
    return message((header() + "\n" + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8));
  }

  public RawMessage message(byte[] body) {
    return new RawMessage("testcity", kind.name(), sampleName(), 2, arrival(), 0, body);
  }

  /** What the fixture's feed makes of its header and these lines. */
  public Collected decode(String... lines) {
    return Collected.of(open(), message(lines));
  }

  public String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  public byte[] bytes(String file) {
    try (var stream = kind.getClass().getResourceAsStream(file)) {
      if (stream == null) {
        throw new SettingException("no fixture " + file + " for " + kind.name());
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
