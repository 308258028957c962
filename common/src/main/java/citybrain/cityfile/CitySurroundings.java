package citybrain.cityfile;

import citybrain.detection.Surroundings;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.feed.TextEncoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What the file of a city says of it to its rules.
 *
 * @param feeds whose networks they may know
 */
public record CitySurroundings(CityFile city, List<FeedSpec> feeds, ReferenceFiles files)
    implements Surroundings {

  /** With those of all feeds. */
  public CitySurroundings(CityFile city, ReferenceFiles files) {
    this(city, city.feeds(), files);
  }

  /** The key of feeds that name a network. */
  private static final String NETWORK = "network";

  @Override
  public String timeZone() {
    return city.timeZone().getId();
  }

  @Override
  public List<NetworkFile> networks() {
    var seen = new HashSet<String>();
    var networks = new ArrayList<NetworkFile>();
    for (var feed : feeds) {
      var path = feed.options().get(NETWORK);
      if (path != null && seen.add(path)) {
        networks.add(network(feed, path));
      }
    }
    return List.copyOf(networks);
  }

  private NetworkFile network(FeedSpec feed, String path) {
    try {
      var encoding = TextEncoding.of(feed.setup(city, files));
      return new NetworkFile(path, encoding.text(files.read(path), "file " + path));
    } catch (SettingException e) {
      throw new SettingException(feed.place() + ": feeds." + feed.name() + ": " + e.getMessage());
    }
  }
}
