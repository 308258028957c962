package citybrain.jobs.polling;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.cityfile.NearestWord;
import citybrain.cityfile.PollSpec;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** Which feeds are to be polled. */
final class PollPlan {

  private record Planned(String city, FeedSpec feed, PollSpec poll, Documents documents) {}

  private final Map<String, Planned> planned;

  private PollPlan(Map<String, Planned> planned) {
    this.planned = planned;
  }

  /**
   * Makes it.
   *
   * @param wanted {@code city/feed}, comma separated; empty for all feeds that have a {@code poll}
   * @throws SettingException when a wanted feed is not there or there is nothing to poll
   */
  static PollPlan of(Cities cities, ReferenceFiles files, String wanted) {
    var all = new TreeMap<String, Planned>();
    for (var city : cities.files()) {
      for (var feed : city.feeds()) {
        feed.poll()
            .ifPresent(
                poll ->
                    all.put(
                        city.city() + "/" + feed.name(),
                        new Planned(city.city(), feed, poll, documents(city, feed, files))));
      }
    }
    if (all.isEmpty()) {
      throw new SettingException("no feed of these cities has the key 'poll'");
    }
    if (wanted.isBlank()) {
      return new PollPlan(all);
    }
    var chosen = new TreeMap<String, Planned>();
    for (var key : wanted.split(",", -1)) {
      var found = all.get(key.strip());
      if (found == null) {
        throw new SettingException(
            "setting 'feeds': no polled feed '%s'; there are: %s%s"
                .formatted(
                    key,
                    String.join(", ", all.keySet()),
                    NearestWord.find(key, all.keySet())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("")));
      }
      chosen.put(key.strip(), found);
    }
    return new PollPlan(chosen);
  }

  private static Documents documents(CityFile city, FeedSpec feed, ReferenceFiles files) {
    var kind =
        Feeds.find(feed.kind())
            .orElseThrow(() -> new SettingException("no feed kind '" + feed.kind() + "'"));
    var setup = feed.setup(city, files);
    return kind.envelopes(setup)
        .<Documents>map(WholeDocuments::new)
        .orElseGet(() -> new TableDocuments(kind.clock(setup)));
  }

  Set<String> keys() {
    return planned.keySet();
  }

  /**
   * Opens the origins.
   *
   * @param giveUp how long polls may fail before nobody waits for the feed; zero for ever
   */
  List<PolledFeed> open(
      Map<String, String> positions,
      Origins origins,
      Duration giveUp,
      InstantSource clock,
      DoubleSupplier chance) {
    var room = Room.ofHeap();
    var feeds = new ArrayList<PolledFeed>();
    planned.forEach(
        (key, one) ->
            feeds.add(
                new PolledFeed(
                    one.city(),
                    one.feed().name(),
                    origins.open(one.poll(), positions.getOrDefault(key, "")),
                    new Pace(one.poll().every()),
                    one.documents(),
                    room,
                    giveUp,
                    clock,
                    chance)));
    return feeds;
  }
}
