package citybrain.local.redrive;

import citybrain.DeclaredFeeds;
import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.Feed;
import citybrain.feed.Outlet;
import citybrain.feed.Pseudonyms;
import citybrain.feed.RawMessage;
import citybrain.feed.RecordClock;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.Rejected;
import citybrain.feed.SettingException;
import citybrain.feed.lines.RecordLines;
import citybrain.observation.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Takes single records out of raw messages, and reads them as the city file of today has it. */
final class Cutter {

  private final Feed feed;
  private final Optional<Pseudonyms> pseudonyms;
  private final Optional<RecordClock> clock;

  /**
   * Opens the decoder.
   *
   * @throws SettingException when the declaration is wrong
   */
  Cutter(CityFile city, FeedSpec spec, ReferenceFiles files) {
    var kind =
        Feeds.find(spec.kind())
            .orElseThrow(() -> new SettingException("unknown kind " + spec.kind()));
    var setup = spec.setup(city, files);
    this.feed = spec.open(kind, city, files);
    this.pseudonyms = DeclaredFeeds.pseudonyms(city, spec, files);
    this.clock =
        kind.envelopes(setup).isPresent() ? Optional.empty() : Optional.of(kind.clock(setup));
  }

  /** True when messages have no lines: they are sent again whole. */
  boolean isWhole() {
    return clock.isEmpty();
  }

  /**
   * Records of a message, each a message of its own under the same header.
   *
   * @param wanted the lines of the source that are
   */
  List<RawMessage> cut(RawMessage message, LongPredicate wanted) {
    var cut = new ArrayList<RawMessage>();
    try (var lines =
        new RecordLines(
            new ByteArrayInputStream(message.body()),
            clock.orElseThrow(),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE)) {
      long first = 0;
      while (lines.next()) {
        first = first == 0 ? lines.number() : first;
        long line = message.firstLine() + lines.number() - first;
        if (wanted.test(line)) {
          cut.add(one(message, line, lines));
        }
      }
      return cut;
    } catch (IOException e) {
      throw new UncheckedIOException("what is in memory can be read", e);
    }
  }

  private RawMessage one(RawMessage message, long line, RecordLines lines) {
    var body = new ByteArrayOutputStream();
    if (clock.orElseThrow().hasHeader()) {
      body.writeBytes(lines.header());
      body.write('\n');
    }
    body.writeBytes(lines.line());
    body.write('\n');
    return new RawMessage(
        message.city(),
        message.feed(),
        message.source(),
        line,
        message.arrival(),
        1,
        body.toByteArray());
  }

  /** What it tells now, of features by the names that ingest gives them. */
  List<Observation> read(RawMessage message) {
    var told = new ArrayList<Observation>();
    feed.decode(
        message,
        new Outlet() {
          @Override
          public void observation(Observation observation) {
            told.add(pseudonyms.map(names -> names.of(observation)).orElse(observation));
          }

          @Override
          public void rejected(Rejected rejected) {}

          @Override
          public void record(int count) {}
        });
    return told;
  }
}
