package citybrain;

import citybrain.feed.FeedKind;
import citybrain.transport.feeds.citypulsetraffic.CityPulseTrafficFeed;
import java.util.List;
import java.util.Optional;

/** Everything the city can read, one line per feed. */
public final class Feeds {

  public static final List<FeedKind> ALL = List.of(new CityPulseTrafficFeed());

  private Feeds() {}

  /** The kind with this name. */
  public static Optional<FeedKind> find(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
