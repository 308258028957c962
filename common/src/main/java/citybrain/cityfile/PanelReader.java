package citybrain.cityfile;

import citybrain.detection.Key;
import citybrain.detection.Panel;
import citybrain.feed.PseudonymTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads which series a city has judged together. */
final class PanelReader {

  /** Under the rules of a city. */
  static final String KEY = "panel";

  /** Of one city: each is a rule of its own. */
  private static final int MOST = 32;

  private static final int LONGEST_NAME = 64;
  private static final String FEED = "feed";
  private static final String BY = "by";
  private static final String EVERY = "every";
  private static final Map<String, Key> KEYS =
      Map.of("feed", Key.FEED, "zone", Key.ZONE, "feature", Key.FEATURE);

  private PanelReader() {}

  static List<Panel> read(YamlBlock all, List<FeedSpec> feeds) {
    all.requireNames("the name of a panel");
    var byName = feeds.stream().collect(Collectors.toMap(FeedSpec::name, feed -> feed));
    var panels = new ArrayList<Panel>();
    all.blocks()
        .forEach(
            (name, block) -> {
              if (name.length() > LONGEST_NAME) {
                throw all.wrongKey(name, "a name of at most " + LONGEST_NAME + " characters");
              }
              panels.add(read(name, block, new TreeMap<>(byName)));
            });
    if (panels.size() > MOST) {
      throw all.wrongBlock("has " + panels.size() + " panels", "at most " + MOST);
    }
    return List.copyOf(panels);
  }

  private static Panel read(String name, YamlBlock block, Map<String, FeedSpec> feeds) {
    block.allow(List.of(FEED, BY, EVERY));
    var feed =
        block
            .findOneOf(FEED, feeds.keySet())
            .map(feeds::get)
            .orElseThrow(() -> block.missing(FEED, "the name of a feed of this city"));
    if (feed.pseudonyms().filter(PseudonymTerms::doRotate).isPresent()) {
      throw block.wrong(
          FEED,
          feed.name(),
          "a feed whose features keep their names: its pseudonyms rotate, and a panel learns for"
              + " longer");
    }
    var every = CityFileReader.duration(block, EVERY).orElse(feed.interval());
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw block.missing(
          EVERY,
          CityFileReader.DURATION
              + ", a second or longer: how often they are read, as the feed has no 'interval'");
    }
    var by = KEYS.getOrDefault(block.findOneOf(BY, KEYS.keySet()).orElse("feature"), Key.FEATURE);
    return new Panel(name, feed.name(), by, every, block.place());
  }
}
