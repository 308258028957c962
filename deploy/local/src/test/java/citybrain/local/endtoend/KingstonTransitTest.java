package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.DeclaredFeeds;
import citybrain.Feeds;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.Intake;
import citybrain.feed.Lane;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.feed.Rejected;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamp;
import citybrain.transport.Headways;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.Test;

/** Delays and headways of Kingston against pandas on the same polls and the same timetable. */
class KingstonTransitTest {

  private static final class Collector implements Outlet {
    private final List<Observation> observations = new ArrayList<>();
    private int records;

    @Override
    public void observation(Observation observation) {
      observations.add(observation);
    }

    @Override
    public void rejected(Rejected refusal) {
      assertThat(refusal.reason().code()).isEqualTo("unknown-trip");
    }

    @Override
    public void record(int values) {
      records++;
    }
  }

  /** What comes out of ingest. */
  private static final class Told implements Lane.Out {
    private final List<Observation> observations = new ArrayList<>();
    private int waiting;

    @Override
    public void readings(Domain domain, List<Observation> readings, Stamp first) {
      observations.addAll(readings);
    }

    @Override
    public void mark(Domain domain, long clock) {}

    @Override
    public void rejected(Rejected refusal) {
      assertThat(refusal.reason().code()).isEqualTo("unknown-trip");
    }

    @Override
    public void repeated() {}

    @Override
    public void waiting(int words) {
      waiting += words;
    }

    @Override
    public void values(int values) {}
  }

  private static Path data() {
    var data = System.getenv("CITYBRAIN_DATA");
    boolean there = data != null && Files.isDirectory(Path.of(data, "kingston-gtfs-rt"));
    if (!there) {
      System.err.println("SKIPPED: the polls of Kingston are not there (set CITYBRAIN_DATA)");
    }
    assumeTrue(there, "SKIPPED: the polls of Kingston are not there (set CITYBRAIN_DATA)");
    return Path.of(String.valueOf(data));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the polls say, and what becomes of it. */
  private record Ours(List<Observation> words, List<Observation> told) {}

  private static Ours ours(Path data) throws IOException {
    var city = ShippedCities.load("kingston", Feeds.ALL);
    var spec = city.findFeed("trips").orElseThrow();
    var feed = spec.open(Feeds.find(spec.kind()).orElseThrow(), city, p -> read(data.resolve(p)));
    var words = new Collector();
    var told = new Told();
    var terms = Objects.requireNonNull(DeclaredFeeds.terms(city).get("kingston/trips"));
    var intake = new Intake(feed, zone -> true, terms);
    long offset = 0;
    long last = 0;
    var tar = data.resolve("kingston-gtfs-rt/trip_updates_pb.tar.xz");
    try (var in =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(Files.newInputStream(tar))))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isFile()) {
          long epoch = Long.parseLong(entry.getName().replaceAll("\\D", ""));
          last = Math.max(last, epoch);
          var arrival = Instant.ofEpochSecond(epoch + 5);
          var body = in.readAllBytes();
          int before = words.records;
          feed.decode(message(entry.getName(), arrival, 0, body), words);
          var counted = message(entry.getName(), arrival, words.records - before, body);
          intake.take(RawRecord.of(counted, 0, offset++), told);
        }
      }
    }
    var quiet = message("", Instant.ofEpochSecond(last + 3600), 0, new byte[0]);
    intake.take(new RawRecord(quiet, 0, offset, RawRecord.Kind.HEARTBEAT, 0), told);
    assertThat(told.waiting).as("nobody speaks of them any more").isZero();
    return new Ours(words.observations, told.observations);
  }

  private static RawMessage message(String name, Instant arrival, int records, byte[] body) {
    return new RawMessage("kingston", "trips", name, 1, arrival, records, body);
  }

  /** The fold as the engine drives it: by key, in the order of event time, and woken. */
  private static List<Observation> headways(List<Observation> delays) {
    var fold = Headways.usual();
    var memories = new HashMap<String, Headways.Memory>();
    var derived = new ArrayList<Observation>();
    var sorted = new ArrayList<>(delays);
    sorted.sort(Comparator.comparing(Observation::phenomenonTime));
    for (var delay : sorted) {
      var memory = memories.getOrDefault(delay.feature(), fold.blank());
      var step = fold.observe(memory, delay);
      memories.put(delay.feature(), step.memory());
      step.derived().forEach(one -> derived.add(one.observation()));
    }
    memories.values().stream()
        .flatMap(memory -> fold.wake(memory, Instant.MAX).derived().stream())
        .forEach(one -> derived.add(one.observation()));
    return derived;
  }

  private static List<String> lines(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row -> {
              var line = new ArrayList<String>();
              row.forEach(
                  cell ->
                      line.add(
                          cell.isNumber() ? Long.toString(cell.longValue()) : cell.textValue()));
              return String.join(" ", line);
            })
        .sorted()
        .toList();
  }

  @Test
  void delaysAndHeadwaysAreThoseThatPandasFinds() throws Exception {
    var data = data();
    var python = PythonReaders.find();
    assumeTrue(python.isPresent(), "SKIPPED: no Python with pandas");
    var theirs =
        PythonReaders.json(
            python.get(),
            "src/test/python/kingston_transit.py",
            data.resolve("kingston-gtfs-rt").toString());

    var ours = ours(data);
    var all = ours.told();
    var events =
        Map.of(
            ObservedProperty.STOP_ARRIVAL_DELAY, "arrival",
            ObservedProperty.STOP_DEPARTURE_DELAY, "departure");
    assertThat(
            ours.words().stream()
                .filter(o -> events.containsKey(o.property()))
                .map(o -> events.get(o.property()) + " " + line(o))
                .sorted()
                .toList())
        .hasSizeGreaterThan(10_000)
        .isEqualTo(lines(theirs.get("words")));

    var delays = all.stream().filter(o -> events.containsKey(o.property())).toList();
    assertThat(delays.stream().map(o -> events.get(o.property()) + " " + line(o)).sorted().toList())
        .hasSizeBetween(1_000, ours.words().size() / 2)
        .isEqualTo(lines(theirs.get("delays")));

    assertThat(headways(delays).stream().map(KingstonTransitTest::line).sorted().toList())
        .hasSizeGreaterThan(150)
        .isEqualTo(lines(theirs.get("headways")));

    var scheduled = new TreeSet<String>();
    all.stream()
        .filter(o -> o.property() == ObservedProperty.SCHEDULED_HEADWAY)
        .forEach(o -> scheduled.add(o.feature() + " " + run(o) + " " + (long) o.result()));
    assertThat(scheduled).hasSizeGreaterThan(500);
    assertThat(new TreeSet<>(lines(theirs.get("scheduled")))).containsAll(scheduled);
  }

  /** Without which of its calls it is. */
  private static String run(Observation o) {
    return o.procedure().replaceAll("#.*", "");
  }

  private static String line(Observation o) {
    return o.feature()
        + " "
        + o.procedure()
        + " "
        + o.phenomenonTime().getEpochSecond()
        + " "
        + (long) o.result();
  }
}
