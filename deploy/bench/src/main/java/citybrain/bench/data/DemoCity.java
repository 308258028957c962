package citybrain.bench.data;

import citybrain.DeclaredFeeds;
import citybrain.cityfile.CityZones;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.Intake;
import citybrain.feed.Lane;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.feed.Rejected;
import citybrain.jobs.cities.DataFolder;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticMessage;
import citybrain.synthetic.contract.SyntheticSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first hours of the synthetic city, decoded as ingest does: many feeds of every pace, most
 * zones with few readings a minute. Feeds that have been silent for two minutes beat.
 */
final class DemoCity {

  private static final String NAME = "demo";
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final long SILENT_MILLIS = 120_000;

  private final BenchSet set;
  private final BlockLog log;
  private final Map<String, byte[]> keys = new HashMap<>();
  private final Map<String, Long> spoke = new HashMap<>();
  private long offset;

  DemoCity(BenchSet set, BlockLog log) {
    this.set = set;
    this.log = log;
  }

  /** Writes at least so many observations. */
  void write(long wanted) throws IOException {
    var settings = SyntheticSettings.defaults();
    var synthetic = SyntheticCity.of(settings);
    Files.writeString(set.cityFile(), ShippedCities.text(NAME));
    for (var name : synthetic.referenceFiles()) {
      var file = set.folder().resolve(NAME).resolve(name);
      Files.createDirectories(file.resolveSibling(""));
      try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
        synthetic.writeReference(name, out);
      }
    }
    var city = set.city();
    var files = DataFolder.among(set.folder().toString());
    var intakes = DeclaredFeeds.open(city, CityZones.load(city, files), files);
    for (var from = settings.start(); log.observations() < wanted; from = from.plus(STEP)) {
      synthetic.play(
          from,
          from.plus(STEP),
          feed -> intakes.containsKey(NAME + "/" + feed),
          message -> take(message, intakes, wanted));
    }
  }

  private void take(SyntheticMessage message, Map<String, Intake> intakes, long wanted) {
    if (log.observations() >= wanted) {
      return;
    }
    long now = message.arrival().toEpochMilli();
    spoke.forEach(
        (feed, last) -> {
          if (now - last >= SILENT_MILLIS) {
            spoke.put(feed, now);
            take(raw(feed, "", message.arrival(), 0, new byte[0]), intakes, true);
          }
        });
    spoke.put(message.feed(), now);
    take(
        raw(message.feed(), message.source(), message.arrival(), message.records(), message.body()),
        intakes,
        false);
  }

  private static RawMessage raw(
      String feed, String source, Instant arrival, int records, byte[] body) {
    return new RawMessage(NAME, feed, source, 0, arrival, records, body);
  }

  private void take(RawMessage message, Map<String, Intake> intakes, boolean isBeat) {
    var intake = intakes.get(NAME + "/" + message.feed());
    if (intake != null) {
      var kind = isBeat ? RawRecord.Kind.HEARTBEAT : RawRecord.Kind.MESSAGE;
      intake.take(new RawRecord(message, 0, offset++, kind, 0), new Writing(key(message.feed())));
    }
  }

  private byte[] key(String feed) {
    return keys.computeIfAbsent(feed, f -> BlockLog.key(NAME, f));
  }

  /** Puts what becomes of one message into the log. */
  private final class Writing implements Lane.Out {

    private final byte[] key;

    Writing(byte[] key) {
      this.key = key;
    }

    @Override
    public void readings(Domain domain, List<Observation> readings, Stamp first) {
      log.readings(key, domain, readings, first);
    }

    @Override
    public void mark(Domain domain, long clock) {
      log.mark(key, domain, clock);
    }

    @Override
    public void rejected(Rejected rejected) {
      // What cannot be decoded is in no window.
    }

    @Override
    public void repeated() {
      // Nor is what was said before.
    }

    @Override
    public void waiting(int words) {
      // It is said at last, or it is in no window.
    }

    @Override
    public void values(int values) {
      // Counted by those who keep accounts.
    }
  }
}
