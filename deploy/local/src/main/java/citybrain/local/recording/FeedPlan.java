package citybrain.local.recording;

import citybrain.feed.Envelope;
import citybrain.feed.RecordClock;
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

  /** A feed whose messages are cut from tables. */
  FeedPlan(String city, String feed, String source, RecordClock clock, Path root, String origin) {
    this(city, feed, source, clock, Optional.empty(), root, origin);
  }
}
