package citybrain.local.recording;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.Envelope;
import citybrain.feed.RecordClock;
import citybrain.feed.SettingException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One recorded feed of a city, ready to be read.
 *
 * @param envelopes when each entry of the source is one message; empty when it is lines
 * @param source where it lies below the root: file, folder, glob, entries of a zip, several
 * @param origin who publishes it and under which licence, for the message when it is missing
 */
public record FeedPlan(
    String city,
    String feed,
    String source,
    RecordClock clock,
    Optional<Envelope.Reader> envelopes,
    Path root,
    String origin) {

  /**
   * Of what a city file says.
   *
   * @throws SettingException when it does not say where the feed lies
   */
  public static FeedPlan of(CityFile city, FeedSpec feed, ReferenceFolder files) {
    var kind =
        Feeds.find(feed.kind())
            .orElseThrow(
                () -> new SettingException(feed.place() + ": unknown kind " + feed.kind()));
    var source =
        feed.source()
            .orElseThrow(
                () ->
                    new SettingException(
                        "%s: feed '%s' needs the key 'source' or 'poll'"
                            .formatted(feed.place(), feed.name())));
    var origin =
        "%s (licence: %s)"
            .formatted(feed.origin().orElse("an unnamed origin"), feed.licence().orElse("unknown"));
    var setup = feed.setup(city, files);
    return new FeedPlan(
        city.city(),
        feed.name(),
        source,
        kind.clock(setup),
        kind.envelopes(setup),
        files.root(),
        origin);
  }

  /** The same from elsewhere. */
  public FeedPlan from(String other) {
    return new FeedPlan(city, feed, other, clock, envelopes, root, origin);
  }

  /** A feed whose messages are cut from tables. */
  FeedPlan(String city, String feed, String source, RecordClock clock, Path root, String origin) {
    this(city, feed, source, clock, Optional.empty(), root, origin);
  }
}
