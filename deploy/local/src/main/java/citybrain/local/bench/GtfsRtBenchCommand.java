package citybrain.local.bench;

import citybrain.Feeds;
import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Rejected;
import citybrain.feed.SettingException;
import citybrain.geo.Crs;
import citybrain.local.files.AtomicFile;
import citybrain.observation.Observation;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./citybrain bench gtfs-rt}: from the bytes of a poll to observations, on one core. */
@Command(
    name = "gtfs-rt",
    description = {
      "Decode polls of GTFS Realtime vehicle positions on one core, nothing else.",
      "Measured in CPU time of the one thread, so that a busy machine does not count."
    },
    mixinStandardHelpOptions = true)
public final class GtfsRtBenchCommand implements Callable<Integer> {

  private static final Instant NOW = Instant.parse("2026-01-15T16:30:00Z");
  private static final double NANOS = 1e9;

  @Option(
      names = "--vehicles",
      paramLabel = "N",
      defaultValue = "10000",
      description = "In a poll. Default: 10000.")
  int vehicles = 10_000;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Default: 5.")
  int rounds = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  @Nullable Path json;

  @Spec CommandSpec spec = CommandSpec.create();

  /** Looks at what it gets, so that nothing is optimised away. */
  private static final class Tally implements Outlet {
    private long records;
    private double sum;
    private long rejected;

    @Override
    public void observation(Observation observation) {
      sum += observation.result();
    }

    @Override
    public void rejected(Rejected refusal) {
      rejected++;
    }

    @Override
    public void record(int values) {
      records++;
    }
  }

  @Override
  public Integer call() throws IOException {
    if (vehicles < 1 || rounds < 1) {
      throw new SettingException("--vehicles and --rounds must be 1 or more");
    }
    var out = spec.commandLine().getOut();
    var feed =
        Feeds.find("gtfs-rt-vehicle-positions")
            .orElseThrow()
            .open(
                new FeedSetup(
                    "bench",
                    "vehicles",
                    ZoneOffset.UTC,
                    0,
                    Crs.WGS84,
                    Map.of(),
                    path -> {
                      throw new SettingException("no file is needed: " + path);
                    }));
    var body = VehiclePoll.of(vehicles, NOW.getEpochSecond());
    var message = new RawMessage("bench", "vehicles", "bench", 1, NOW, vehicles, body);
    double first = secondsOf(feed, message, 1) * 1e3;
    secondsOf(feed, message, Math.max(1, 3_000_000 / vehicles)); // warm
    var rates = new ArrayList<Double>();
    for (int round = 1; round <= rounds; round++) {
      int polls = Math.max(1, 2_000_000 / vehicles);
      double rate = (double) polls * vehicles / secondsOf(feed, message, polls);
      rates.add(rate);
      out.printf(Locale.ROOT, "round %d: %,.0f vehicle entities/s%n", round, rate);
      out.flush();
    }
    report(rates, first, body.length);
    return 0;
  }

  /** CPU time of this thread. */
  private static double secondsOf(Feed feed, RawMessage message, int polls) {
    var threads = ManagementFactory.getThreadMXBean();
    var tally = new Tally();
    long begun = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < polls; i++) {
      feed.decode(message, tally);
    }
    long spent = threads.getCurrentThreadCpuTime() - begun;
    if (tally.records != (long) polls * message.records() || tally.rejected > 0 || tally.sum <= 0) {
      throw new IllegalStateException("the decoder did not read what was written");
    }
    return spent / NANOS;
  }

  private void report(List<Double> rates, double firstPoll, int bytes) throws IOException {
    var sorted = rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    double spread = (sorted[sorted.length - 1] - sorted[0]) / median;
    double poll = vehicles / median * 1e3;
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "median of %d: %,.0f vehicle entities/s on one core (spread %.0f %%); a poll of %,d"
                + " vehicles (%,d bytes) costs %.1f ms, the very first %.0f ms%n",
            rates.size(),
            median,
            100 * spread,
            vehicles,
            bytes,
            poll,
            firstPoll);
    spec.commandLine().getOut().flush();
    var file = json;
    if (file != null) {
      var figures = new LinkedHashMap<String, Object>();
      figures.put("bench", "gtfs-rt");
      figures.put("entities_per_second", median);
      figures.put("entities_per_second_spread", spread);
      figures.put("poll_vehicles", vehicles);
      figures.put("poll_bytes", bytes);
      figures.put("poll_millis", poll);
      figures.put("first_poll_millis", firstPoll);
      figures.put("rounds", rates);
      var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      AtomicFile.write(file, to -> to.write(mapper.writeValueAsBytes(figures)));
    }
  }
}
