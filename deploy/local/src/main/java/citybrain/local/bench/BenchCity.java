package citybrain.local.bench;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.SettingException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The city that a bench plays.
 *
 * @param lanes of each of its feeds
 * @param only the feeds that are played; all when empty
 */
record BenchCity(long seed, double scale, int lanes, Set<String> only) {

  static final String NAME = "demo";

  private static final Pattern KIND = Pattern.compile("(?m)^( +)kind: .*$");

  /** Its city file. */
  String text() {
    var shipped = ShippedCities.text(NAME);
    var text = lanes == 1 ? shipped : KIND.matcher(shipped).replaceAll("$0\n$1lanes: " + lanes);
    CityFile.parse(NAME + ".yaml", text, Feeds.ALL);
    return text;
  }

  /**
   * The feeds that are played.
   *
   * @throws SettingException when there is no such feed
   */
  Set<String> feeds() {
    var all =
        ShippedCities.load(NAME, Feeds.ALL).feeds().stream()
            .map(FeedSpec::name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (var name : only) {
      if (!all.contains(name)) {
        throw new SettingException(
            "--feeds: no feed '%s'; expected some of %s".formatted(name, String.join(", ", all)));
      }
    }
    return only.isEmpty() ? all : only;
  }
}
