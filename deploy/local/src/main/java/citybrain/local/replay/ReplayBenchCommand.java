package citybrain.local.replay;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.files.WorkFolder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./citybrain bench replay}: the same input gives the same city, however it is run. */
@Command(
    name = "replay",
    description = {
      "The same input gives the same city: runs the jobs over a recording of the raw topic in",
      "several ways and holds all observations, derived observations, last aggregates, alerts and",
      "what each rule counted against a fold over the same recording in one thread, byte for byte.",
      "The demo city is disturbed beyond what it is by itself: a feed held up for hours, one dead",
      "and given up, one whose clock is behind, messages late and repeated. Cities whose recordings",
      "are not there are left out, and that is said.",
      "",
      "Ways: plain; throttled, written over ten times the time that plain took; stopped, standing",
      "still again and again; parallel-2 and parallel-4; killed and resumed; late, all others an",
      "hour of event time behind ingest; lake, archived as well, and judged again from the lake."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All ways came to the same.",
      "1:It could not be found out.",
      "2:The command line is wrong.",
      "3:Some way came to something else."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain bench replay --json replay.json",
      "  ./citybrain bench replay --city demo --ways plain,killed --records 50000"
    })
public final class ReplayBenchCommand implements Callable<Integer> {

  static final int DIFFERENT = 3;

  @Option(
      names = "--city",
      paramLabel = "NAMES",
      description = "Recordings of these cities, comma separated. Default: ${DEFAULT-VALUE}.")
  private String city = "demo,kingston,aarhus";

  @Option(
      names = "--ways",
      paramLabel = "NAMES",
      description = "Comma separated; all unless given. With none it only folds.")
  private String ways = String.join(",", Way.names());

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "After so many records a recording ends. Default: ${DEFAULT-VALUE}.")
  private long records = 150_000;

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "Of each city, from where its past begins. Default: ${DEFAULT-VALUE}.")
  private long hours = 24;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "Where the demo city begins, or when a recording goes live, as in up.")
  private Optional<Instant> start = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 42;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "Of the demo city. Default: ${DEFAULT-VALUE}.")
  private double scale = 0.1;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where recordings lie. Default: CITYBRAIN_DATA or data/.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder for all state; a temporary one, deleted at the end, unless given.")
  private @Nullable Path home;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (records < 1 || hours < 1) {
      throw new SettingException("--records and --hours must be 1 or more");
    }
    var chosen = Way.named(ways);
    try (var folder = WorkFolder.of(Optional.ofNullable(home), "citybrain-replay")) {
      return run(chosen, folder.path());
    }
  }

  private int run(List<Way> chosen, Path folder) throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    var figures = mapper.createArrayNode();
    boolean isSame = true;
    int cities = 0;
    for (var name : city.split(",", -1)) {
      var choice = CityChoice.of(name.strip());
      var bench = open(choice, folder.resolve(choice.city().city()), out);
      if (bench.isPresent()) {
        cities++;
        isSame &= run(choice.city().city(), bench.get(), chosen, out, figures);
      }
    }
    var file = json;
    if (file != null) {
      Files.write(file, mapper.writeValueAsBytes(figures));
    }
    if (cities == 0) {
      throw new SettingException("there was nothing to replay");
    }
    out.println(isSame ? "All ways came to the same." : "Some way came to something else.");
    out.flush();
    return isSame ? 0 : DIFFERENT;
  }

  /** Empty when the recording is not there. */
  private Optional<ReplayBench> open(CityChoice choice, Path folder, PrintWriter out) {
    try {
      var plan =
          new ReplayBench.Plan(
              choice,
              data,
              start,
              Duration.ofHours(hours),
              records,
              scale,
              choice.city().synthetic(),
              seed);
      return Optional.of(ReplayBench.of(plan, folder));
    } catch (SettingException e) {
      out.println("SKIPPED " + choice.city().city() + ": " + e.getMessage());
      out.flush();
      return Optional.empty();
    }
  }

  private static boolean run(
      String city, ReplayBench bench, List<Way> chosen, PrintWriter out, ArrayNode figures)
      throws InterruptedException {
    var replayed = bench.replayed();
    out.printf(
        Locale.ROOT,
        "%s: %,d raw records (%,d of its origins) fold in %.1f s into %,d observations, %,d derived,"
            + " %,d aggregates, %,d alerts%n",
        city,
        bench.log().records().size(),
        bench.log().counted(),
        bench.folding().toMillis() / 1e3,
        replayed.ingested().size(),
        replayed.derived().size(),
        replayed.aggregates().size(),
        replayed.alerts().size());
    boolean isSame = bench.judgedInPassing().equals(replayed.alerts());
    out.printf(
        Locale.ROOT,
        "%s judged in passing, as by evaluate: %s alerts%n",
        city,
        isSame ? "the same" : "OTHER");
    out.flush();
    for (var way : chosen) {
      var round = bench.run(way);
      isSame &= round.comparison().isEqual();
      out.printf(
          Locale.ROOT,
          "%s %s: %s after %.1f s: %s%n",
          city,
          way.name(),
          round.comparison().isEqual() ? "the same" : "DIFFERENT",
          round.reading().toMillis() / 1e3,
          round.comparison().text());
      out.flush();
      add(figures, city, bench, round);
    }
    return isSame;
  }

  private static void add(
      ArrayNode figures, String city, ReplayBench bench, ReplayBench.Round round) {
    var node =
        figures
            .addObject()
            .put("city", city)
            .put("way", round.way().name())
            .put("rawRecords", bench.log().records().size())
            .put("records", bench.log().counted())
            .put("foldSeconds", bench.folding().toMillis() / 1e3)
            .put("seconds", round.reading().toMillis() / 1e3)
            .put("equal", round.comparison().isEqual());
    round
        .comparison()
        .kinds()
        .forEach(
            (kind, one) ->
                node.putObject(kind.name().toLowerCase(Locale.ROOT))
                    .put("expected", one.expected())
                    .put("missing", one.missing())
                    .put("other", one.other())
                    .put("added", one.added()));
    var differences = node.putArray("differences");
    round.comparison().differences().forEach(differences::add);
  }
}
