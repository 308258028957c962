package citybrain.local.recording;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.Envelope;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** How much the recording of a feed holds, and from when to when, by the clock of its origin. */
public final class RecordedData {

  private static final int PROGRESS_ROWS = 100_000;

  /**
   * What a scan found.
   *
   * @param rows lines of tables, or records of documents such as vehicles of polls
   * @param from the earliest time that can be read; wrong clocks are left out as in a play
   */
  public record Extent(long rows, Optional<Instant> from, Optional<Instant> to) {}

  private final FeedSpec spec;
  private final Path root;
  private final RecordClock clock;
  private final Optional<Envelope.Reader> envelopes;
  private long rows;
  private @Nullable Instant from;
  private @Nullable Instant to;

  private RecordedData(CityFile city, FeedSpec spec, Path root) {
    this.spec = spec;
    this.root = root;
    FeedKind kind = Feeds.find(spec.kind()).orElseThrow();
    var played = spec.setup(city, new ReferenceFolder(root));
    var recorded =
        new FeedSetup(
            played.city(),
            played.feed(),
            played.zone(),
            0,
            played.crs(),
            played.options(),
            played.files(),
            played.declaration(),
            played.bounds());
    clock = kind.clock(recorded);
    envelopes = kind.envelopes(recorded);
  }

  /** The bytes of the files that a source names, as they lie there; 0 when one is missing. */
  public static long bytes(String source, Path root) throws IOException {
    long bytes = 0;
    try (var sources = new SourceFiles(root)) {
      for (var file : sources.files(source)) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** The lines of a reference file below its header. */
  public static long rows(String path, Path root) throws IOException {
    long rows = 0;
    try (var sources = new SourceFiles(root)) {
      for (var entry : sources.find(path)) {
        try (var lines = LineReader.ofLines(entry.open())) {
          while (lines.next()) {
            rows++;
          }
        }
      }
    }
    return rows;
  }

  /** A reference file as a feed reads it. */
  public static byte[] reference(String path, Path root) {
    return new ReferenceFolder(root).read(path);
  }

  /**
   * Reads all of it.
   *
   * @param progress told the rows now and then
   * @throws IOException when it cannot be read to its end
   */
  public static Extent scan(CityFile city, FeedSpec spec, Path root, LongConsumer progress)
      throws IOException {
    return new RecordedData(city, spec, root).scan(progress);
  }

  private Extent scan(LongConsumer progress) throws IOException {
    try (var sources = new SourceFiles(root)) {
      for (var entry : sources.find(spec.source().orElseThrow())) {
        if (envelopes.isPresent()) {
          document(entry, envelopes.get());
        } else {
          lines(entry, progress);
        }
        progress.accept(rows);
      }
    }
    return new Extent(rows, Optional.ofNullable(from), Optional.ofNullable(to));
  }

  private void document(Entry entry, Envelope.Reader reader) throws IOException {
    try (var in = entry.open()) {
      var envelope = reader.read(in.readNBytes(DocumentRecording.LARGEST + 1));
      rows += envelope.records();
      envelope.time().ifPresent(this::saw);
    }
  }

  private void lines(Entry entry, LongConsumer progress) throws IOException {
    var lines = new LineReader(entry.open(), clock);
    var times = new Times(lines.header(), clock);
    try (var cursor = new LineCursor(entry, lines, lines.header(), times, Long.MIN_VALUE)) {
      long last = Long.MIN_VALUE;
      for (var line = cursor.current(); line != null; line = cursor.current()) {
        if (++rows % PROGRESS_ROWS == 0) {
          progress.accept(rows);
        }
        if (line.key() != last) {
          last = line.key();
          saw(Instant.ofEpochMilli(last));
        }
        cursor.advance();
      }
    }
  }

  private void saw(Instant time) {
    from = from == null || time.isBefore(from) ? time : from;
    to = to == null || time.isAfter(to) ? time : to;
  }
}
