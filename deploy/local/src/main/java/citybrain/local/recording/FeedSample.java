package citybrain.local.recording;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.BoundedOutlet;
import citybrain.feed.Envelope;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.RecordClock;
import citybrain.feed.Rejected;
import citybrain.feed.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of a feed, decoded without a broker: in the order of the file, in messages of one
 * minute like those of a play, so that each line meets the decoder as it would there. Documents,
 * such as polls of GTFS Realtime, are decoded whole.
 */
public final class FeedSample {

  private static final long MINUTE = 60_000;
  private static final long DELIVERY_MILLIS = 30_000;

  /** Of a header, in bytes, for people. */
  private static final int HEADER_SHOWN = 500;

  private final CityFile city;
  private final FeedSpec spec;
  private final Path data;
  private final Feed feed;
  private final List<String> remarks = new ArrayList<>();
  private final RecordClock clock;
  private final Optional<Envelope.Reader> envelopes;
  private String header = "";
  private Instant moment;

  /**
   * Opens the decoder.
   *
   * @throws SettingException when the declaration or its reference data is wrong
   */
  public FeedSample(CityFile city, FeedSpec spec, Path data) {
    this.city = city;
    this.spec = spec;
    this.data = data;
    FeedKind kind = Feeds.find(spec.kind()).orElseThrow();
    var files = new ReferenceFolder(data);
    feed = spec.open(kind, city, files);
    var setup = spec.setup(city, files);
    remarks.addAll(CityZones.load(city, files).warnings());
    remarks.addAll(feed.remarks());
    for (var register : kind.registers(setup)) {
      remarks.add(
          register.property().name()
              + " comes from registers: shown is what they read, in its unit; a running city"
              + " observes what they counted between two readings");
    }
    clock = kind.clock(setup);
    envelopes = kind.envelopes(setup);
    // Of documents that do not say of which moment they are, before any that does.
    moment =
        city.replayStart()
            .map(start -> start.atZone(city.timeZone()).toInstant())
            .orElseGet(Instant::now);
  }

  /** What is odd in reference data and zones, and how to read what is shown, one line each. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** The first header that was met, cut when it is long; empty when there is none. */
  public String header() {
    return header;
  }

  /** True when the feed is of whole documents, each of many records. */
  public boolean isOfDocuments() {
    return envelopes.isPresent();
  }

  /**
   * Decodes so many lines of this source (a file, folder, glob or entries of a zip), or so many
   * documents that they hold as many records.
   *
   * @throws SettingException when there is none
   */
  public void read(String source, int mostLines, Outlet outlet) throws IOException {
    read(data, source, mostLines, outlet);
  }

  /** The same with a file that somebody named who may read it, wherever it lies. */
  public void readSample(Path file, int mostLines, Outlet outlet) throws IOException {
    var real = file.toRealPath();
    read(real.resolveSibling("."), real.getFileName().toString(), mostLines, outlet);
  }

  private void read(Path folder, String source, int mostLines, Outlet outlet) throws IOException {
    try (var sources = new SourceFiles(folder.normalize())) {
      var entries = sources.find(source);
      if (entries.isEmpty()) {
        throw new SettingException(
            "feed '%s': there is no %s in %s".formatted(spec.name(), source, folder));
      }
      int left = mostLines;
      for (var entry : entries) {
        if (left > 0) {
          left -=
              envelopes.isPresent()
                  ? readDocument(entry, envelopes.get(), outlet)
                  : read(entry, left, outlet);
        }
      }
    }
  }

  /** One poll; what it holds, and one at least. */
  private int readDocument(Entry entry, Envelope.Reader reader, Outlet outlet) throws IOException {
    byte[] body;
    try (var in = entry.open()) {
      body = in.readNBytes(DocumentRecording.LARGEST + 1);
    }
    var envelope = reader.read(body);
    moment = envelope.time().orElse(moment);
    var message =
        new RawMessage(
            city.city(),
            spec.name(),
            entry.name(),
            0,
            moment.plusMillis(DocumentRecording.DELIVERY_MILLIS),
            envelope.records(),
            body);
    if (body.length > DocumentRecording.LARGEST) {
      outlet.rejected(
          Rejected.whole(
              message,
              Reason.RECORD_TOO_LARGE,
              "larger than the " + DocumentRecording.LARGEST + " bytes that a topic carries"));
    } else {
      feed.decode(message, new BoundedOutlet(outlet, message));
    }
    return Math.max(1, envelope.records());
  }

  private int read(Entry entry, int mostLines, Outlet outlet) throws IOException {
    var lines = new LineReader(entry.open(), clock);
    if (header.isEmpty()) {
      var first = lines.header();
      header = new String(first, 0, Math.min(first.length, HEADER_SHOWN), StandardCharsets.UTF_8);
    }
    var times = new Times(lines.header(), clock);
    try (var cursor = new LineCursor(entry, lines, lines.header(), times, 0)) {
      int read = 0;
      var batch = new Batch();
      for (var line = cursor.current(); line != null && read < mostLines; line = cursor.current()) {
        if (batch.isFull(line)) {
          batch.decode(outlet);
        }
        batch.add(line);
        read++;
        cursor.advance();
      }
      batch.decode(outlet);
      return read;
    }
  }

  /** Lines of one minute. */
  private final class Batch {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable TimedLine first;
    private long last;
    private int records;

    boolean isFull(TimedLine line) {
      return first != null
          && (Math.floorDiv(line.key(), MINUTE) != Math.floorDiv(first.key(), MINUTE)
              || line.number() != first.number() + records);
    }

    void add(TimedLine line) {
      if (first == null) {
        first = line;
        if (clock.hasHeader()) {
          body.writeBytes(line.header());
          body.write('\n');
        }
      }
      last = line.key();
      body.writeBytes(line.line());
      body.write('\n');
      records++;
    }

    void decode(Outlet outlet) {
      if (first != null) {
        var message =
            new RawMessage(
                city.city(),
                spec.name(),
                first.entry().name(),
                first.number(),
                Instant.ofEpochMilli(last + DELIVERY_MILLIS),
                records,
                body.toByteArray());
        feed.decode(message, new BoundedOutlet(outlet, message));
      }
      body.reset();
      first = null;
      records = 0;
    }
  }
}
