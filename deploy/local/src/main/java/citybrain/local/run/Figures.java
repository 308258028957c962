package citybrain.local.run;

import citybrain.local.choice.CityChoices;
import citybrain.local.player.Player.FeedProgress;
import citybrain.local.player.Player.Progress;
import citybrain.local.topics.Tallies;
import citybrain.local.view.Snapshot.FeedRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of feeds for the view, with rates made of one look and the next. */
final class Figures {

  private static final double NANOS = 1e9;
  private static final double WEIGHT_OF_NEWEST = 0.4;
  private static final FeedProgress NOTHING = new FeedProgress(0, 0);

  private final CityChoices choices;
  private final Map<String, Long> before = new HashMap<>();
  private final Map<String, Double> rates = new HashMap<>();
  private long lookedAt;

  Figures(CityChoices choices) {
    this.choices = choices;
  }

  List<FeedRow> rows(Progress progress, Tallies tallies) {
    long now = System.nanoTime();
    var rows = new ArrayList<FeedRow>();
    for (var city : choices.cities()) {
      for (var feed : city.feeds()) {
        var key = city.city() + "/" + feed.name();
        var ingested = tallies.ingested(key);
        // Of a polled feed is known what ingest has read.
        long records =
            feed.poll().isPresent()
                ? ingested.records()
                : progress.feeds().getOrDefault(key, NOTHING).records();
        rows.add(
            new FeedRow(
                choices.feedName(city.city(), feed.name()),
                feed.placed(),
                records,
                rate(key, records, now),
                ingested.observations(),
                ingested.rejected()));
      }
    }
    lookedAt = now;
    return rows;
  }

  private double rate(String key, long records, long now) {
    var last = before.put(key, records);
    if (last == null || now == lookedAt) {
      return 0;
    }
    double newest = (records - last) / ((now - lookedAt) / NANOS);
    return rates.merge(key, newest, (rate, next) -> rate + WEIGHT_OF_NEWEST * (next - rate));
  }
}
