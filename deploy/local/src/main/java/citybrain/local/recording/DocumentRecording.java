package citybrain.local.recording;

import citybrain.feed.Envelope;
import citybrain.feed.RawMessage;
import citybrain.wire.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are one message each, such as the polls of a snapshot feed, by the time they claim.
 * What does not say its time, or is broken, goes along with the entry before it.
 */
final class DocumentRecording implements Recording {

  /** What the topic carries; a larger message is cut and refused, not read. */
  static final int LARGEST = Topics.LARGEST_BODY;

  static final int KEPT_OF_LARGER = 64 * 1024;

  /** A poll needs a moment. */
  static final long DELIVERY_MILLIS = 5_000;

  private final FeedPlan plan;
  private final Envelope.Reader envelopes;
  private final SourceFiles sources;
  private final List<Timed> entries = new ArrayList<>();
  private int at;

  private record Timed(Entry entry, long time) {}

  private DocumentRecording(FeedPlan plan, Envelope.Reader envelopes) {
    this.plan = plan;
    this.envelopes = envelopes;
    this.sources = new SourceFiles(plan.root());
  }

  static DocumentRecording open(FeedPlan plan, Envelope.Reader envelopes, Instant from)
      throws IOException {
    var recording = new DocumentRecording(plan, envelopes);
    try {
      recording.index(from.toEpochMilli());
      return recording;
    } catch (IOException | RuntimeException e) {
      recording.close();
      throw e;
    }
  }

  private void index(long from) throws IOException {
    long last = from;
    for (var entry : FeedRecording.entries(plan, sources)) {
      var time = envelopes.read(head(entry)).time();
      last = time.isPresent() ? time.get().toEpochMilli() : last;
      if (last >= from) {
        entries.add(new Timed(entry, last));
      }
    }
    entries.sort(Comparator.comparingLong(Timed::time)); // stable: equal times as in the source
  }

  /** All of it, or one byte more than can be sent. */
  private static byte[] head(Entry entry) throws IOException {
    try (var in = entry.open()) {
      return in.readNBytes(LARGEST + 1);
    }
  }

  @Override
  public @Nullable Message next() throws IOException {
    if (at == entries.size()) {
      return null;
    }
    var next = entries.get(at++);
    var body = head(next.entry());
    if (body.length > LARGEST) {
      return new Message(raw(next, 1, java.util.Arrays.copyOf(body, KEPT_OF_LARGER)), body.length);
    }
    return Message.of(raw(next, envelopes.read(body).records(), body));
  }

  private RawMessage raw(Timed timed, int records, byte[] body) {
    return new RawMessage(
        plan.city(),
        plan.feed(),
        timed.entry().name(),
        1,
        Instant.ofEpochMilli(timed.time() + DELIVERY_MILLIS),
        records,
        body);
  }

  @Override
  public void close() throws IOException {
    entries.clear();
    sources.close();
  }
}
