package citybrain.feed;

import citybrain.DeclaredFeeds;
import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A town with one feed, {@code f}, that a city file declares, and the files that it names. */
public final class Town {

  private static final String HEAD =
      """
      city: town
      name: Town
      time-zone: Europe/Berlin
      bounding-box: [10, 52, 11, 53]
      feeds:
        f:
      """;

  private final String yaml;
  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>();

  private Town(String yaml) {
    this.yaml = yaml;
  }

  /** The keys of the feed, as they stand under its name but for the margin. */
  public static Town of(String feed) {
    return new Town(HEAD + feed.indent(4));
  }

  /** A whole city file whose feed is {@code f}. */
  public static Town ofCityFile(String yaml) {
    return new Town(yaml);
  }

  public Town with(String path, byte[] file) {
    files.put(path, file);
    return this;
  }

  public Town with(String path, String file) {
    return with(path, file.getBytes(StandardCharsets.UTF_8));
  }

  /** What stands in the environment. */
  public Town withSecret(String variable, String secret) {
    secrets.put(variable, secret);
    return this;
  }

  /** Its files and secrets. */
  public ReferenceFiles outside() {
    return new ReferenceFiles() {
      @Override
      public byte[] read(String path) {
        return Town.this.read(path);
      }

      @Override
      public Optional<String> secret(String variable) {
        return Optional.ofNullable(secrets.get(variable));
      }
    };
  }

  /** As ingest reads it. */
  public MessageDecoder decoder() {
    var city = city();
    return DeclaredFeeds.decoders(
            city, CityZones.load(city, outside()), outside(), feed -> feed.name().equals("f"))
        .values()
        .iterator()
        .next();
  }

  public CityFile city() {
    return CityFile.parse("town.yaml", yaml, Feeds.ALL);
  }

  private FeedKind kind() {
    return Feeds.find(city().findFeed("f").orElseThrow().kind()).orElseThrow();
  }

  private byte[] read(String path) {
    var file = files.get(path);
    if (file == null) {
      throw new SettingException("there is no file " + path);
    }
    return file;
  }

  public Feed open() {
    var city = city();
    return city.findFeed("f").orElseThrow().open(kind(), city, this::read);
  }

  public RecordClock clock() {
    var city = city();
    return kind().clock(city.findFeed("f").orElseThrow().setup(city, this::read));
  }

  public Collected decode(String arrival, byte[] body) {
    var message = new RawMessage("town", "f", "s", 2, Instant.parse(arrival), 0, body);
    return Collected.of(open(), message);
  }

  public Collected decode(String arrival, String body) {
    return decode(arrival, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Feature, property, time and value of what was read, then the reasons of what was not. */
  public List<String> tell(String arrival, String body) {
    return tell(decode(arrival, body));
  }

  /** The same of what was decoded. */
  public static List<String> tell(Collected collected) {
    var told = new java.util.ArrayList<String>();
    for (var one : collected.observations) {
      told.add(
          one.feature() + " " + one.property() + " " + one.phenomenonTime() + " " + one.result());
    }
    collected.rejected.forEach(one -> told.add(one.reason().code()));
    return told;
  }
}
