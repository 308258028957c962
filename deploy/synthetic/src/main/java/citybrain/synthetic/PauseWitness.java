package citybrain.synthetic;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.ground.Spot;
import citybrain.synthetic.lines.PausingFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells when the origin of a feed stood still. No rule looks for it: the feed's clock stands then,
 * and what waits for its readings says that it does not know.
 */
record PauseWitness(Chance chance, Spot centre) {

  private static final String KIND = "feed-pause";
  private static final Map<String, String> DOMAINS =
      new TreeMap<>(
          Map.of(
              "traffic", "transport",
              "parking", "transport",
              "weather", "environment",
              "air", "environment",
              "meters", "energy",
              "transformers", "energy"));
  private static final String WATER = "water";

  /** By which chance a feed pauses. */
  Chance of(String feed) {
    return chance.branch(feed);
  }

  /** All of these feeds that begin in [from, to). */
  List<SyntheticIncident> starting(List<String> feeds, Instant from, Instant to) {
    var found = new ArrayList<SyntheticIncident>();
    for (var feed : feeds) {
      long last = PausingFeed.dayOf(to.toEpochMilli());
      for (long day = PausingFeed.dayOf(from.toEpochMilli()); day <= last; day++) {
        var pause = PausingFeed.pause(of(feed), day);
        var start = Instant.ofEpochMilli(pause.from());
        if (pause.to() > pause.from() && !start.isBefore(from) && start.isBefore(to)) {
          found.add(told(feed, day, pause));
        }
      }
    }
    return found;
  }

  private SyntheticIncident told(String feed, long day, PausingFeed.Pause pause) {
    return new SyntheticIncident(
        KIND + "-" + feed + "-" + day,
        KIND,
        List.of(DOMAINS.getOrDefault(feed, WATER)),
        Instant.ofEpochMilli(pause.from()),
        Instant.ofEpochMilli(pause.to()),
        List.of(feed),
        centre.longitude(),
        centre.latitude(),
        Duration.ofHours(1),
        "Feed "
            + feed
            + " pauses: "
            + (pause.hole() ? "what was meant to come is lost" : "all comes later at once"),
        "",
        SyntheticIncident.Scoring.NOT_YET);
  }
}
