package citybrain.evaluation;

import static java.util.Objects.requireNonNull;

import citybrain.Feeds;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.Feed;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Rejected;
import citybrain.observation.Observation;
import citybrain.synthetic.SyntheticCity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Plays the synthetic city through the real decoders, in order of arrival; all in memory. */
final class CityPlay {

  private final Map<String, Feed> feeds = new HashMap<>();
  private final SyntheticCity city;

  CityPlay(SyntheticCity city) {
    this.city = city;
    var demo = ShippedCities.load("demo", Feeds.ALL);
    for (var spec : demo.feeds()) {
      var kind = Feeds.find(spec.kind()).orElseThrow();
      feeds.put(spec.name(), spec.open(kind, demo, this::reference));
    }
  }

  /** The city file names them below the folder of the city, the generator without it. */
  private byte[] reference(String path) {
    var out = new ByteArrayOutputStream();
    try {
      city.writeReference(path.substring("demo/".length()), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * @param wanted feeds that are decoded; meter readings are most of the work
   */
  void play(Instant from, Instant to, Predicate<String> wanted, Consumer<Observation> out) {
    var outlet =
        new Outlet() {
          @Override
          public void observation(Observation observation) {
            out.accept(observation);
          }

          @Override
          public void rejected(Rejected rejected) {
            // spoilt on purpose
          }

          @Override
          public void record(int values) {
            // conservation is looked at elsewhere
          }
        };
    city.play(
        from,
        to,
        feed -> wanted.test(feed) && feeds.containsKey(feed),
        message -> {
          var feed = requireNonNull(feeds.get(message.feed()));
          feed.decode(
              new RawMessage(
                  "demo",
                  message.feed(),
                  message.source(),
                  1,
                  message.arrival(),
                  message.records(),
                  message.body()),
              outlet);
        });
  }
}
