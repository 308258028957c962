package citybrain.feed;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
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
import org.jspecify.annotations.Nullable;

/**
 * The fixtures of one kind in the resource folder of its package: {@code sample.csv}, {@code
 * .jsonl} or {@code .pb}, {@code expected.jsonl} and {@code setup.properties} (zone, shift-weeks,
 * arrival; all other keys are options). A kind that is declared has a {@code city.yaml} with a feed
 * of its name.
 */
public final class Fixture {

  private final FeedKind kind;
  private final Properties settings = new Properties();
  private @Nullable FeedSetup setup;

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

  public String sampleName() {
    if (!isTable()) {
      return "sample.pb";
    }
    return isThere("sample.csv") ? "sample.csv" : "sample.jsonl";
  }

  /** False for kinds whose messages are documents in one piece. */
  public boolean isTable() {
    return kind.envelopes(setup()).isEmpty();
  }

  public byte[] sample() {
    return bytes(sampleName());
  }

  public boolean hasHeader() {
    return kind.clock(setup()).hasHeader();
  }

  /** The first line of the sample; empty when that is a record already. */
  public String header() {
    return hasHeader() ? text(sampleName()).lines().findFirst().orElseThrow() : "";
  }

  private boolean isThere(String file) {
    return kind.getClass().getResource(file) != null;
  }

  public Feed open() {
    return kind.open(setup());
  }

  /** As the files have it; read once, because some tests ask thousands of times. */
  public FeedSetup setup() {
    var known = setup;
    if (known == null) {
      known = setup(Map.of());
      setup = known;
    }
    return known;
  }

  /** The setup with some options replaced; an empty value removes the option. */
  public FeedSetup setup(Map<String, String> replaced) {
    return isThere("city.yaml") ? declared(replaced) : plain(replaced);
  }

  private FeedSetup declared(Map<String, String> replaced) {
    var city = CityFile.parse("city.yaml", text("city.yaml"), Feeds.ALL);
    var setup = city.findFeed(kind.name()).orElseThrow().setup(city, this::bytes);
    var options = new TreeMap<>(setup.options());
    options.putAll(replaced);
    return new FeedSetup(
        setup.city(),
        setup.feed(),
        setup.zone(),
        setup.shiftWeeks(),
        setup.crs(),
        options,
        setup.files(),
        setup.declaration(),
        setup.bounds());
  }

  private FeedSetup plain(Map<String, String> replaced) {
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
    var head = hasHeader() ? header() + "\n" : "";
    return message((head + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8));
  }

  public RawMessage message(byte[] body) {
    return new RawMessage(
        "testcity", kind.name(), sampleName(), hasHeader() ? 2 : 1, arrival(), 0, body);
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
