package citybrain.local.bench;

import citybrain.feed.Lanes;
import citybrain.feed.SettingException;
import citybrain.local.broker.Broker;
import citybrain.local.files.AtomicFile;
import citybrain.local.files.WorkFolder;
import citybrain.local.process.JvmOptions;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./citybrain bench ingest}: from raw messages on Kafka to aggregates, nothing else. */
@Command(
    name = "ingest",
    description = {
      "From raw messages on Kafka to aggregates, with every other job switched off.",
      "Each round is a fresh Flink process on the same raw topic, from the start of the first job",
      "to the commit of the last count. Two figures are said of it: cold is the whole round,",
      "starting and warming up included; sustained is what follows the warm-up share and is what",
      "the medians are of. CPU-seconds are of both jobs and the broker. On a busy machine trust",
      "them and not the rate; the implied rate is computed from them, not measured."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain bench ingest",
      "  ./citybrain bench ingest --records 500000 --rounds 3 --json bench.json"
    })
public class IngestBenchCommand implements Callable<Integer> {

  @Option(
      names = "--records",
      paramLabel = "N",
      description = {
        "Raw records (table lines) of a round, played beforehand but of the city; fewer are over",
        "before what runs is compiled. Default: ${DEFAULT-VALUE}."
      })
  long records = 4_000_000;

  @Option(
      names = "--jvm-options",
      paramLabel = "PROCESS=OPTIONS",
      description = "Of the JVM of broker or flink; may be given for each.")
  Map<String, String> jvmOptions = Map.of();

  @Option(
      names = "--warm-up",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "Share of the records before the sustained clock starts. Default: 0.5.")
  double warmUp = 0.5;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Of the broker, or the next free one. Default: 9092.")
  int kafkaPort = Broker.USUAL_PORT;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Default: 5.")
  int rounds = 5;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Default: 42.")
  long seed = 42;

  @Option(names = "--scale", paramLabel = "X", defaultValue = "1", description = "Default: 1.")
  double scale = 1;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of each job. Default: 1.")
  int parallelism = 1;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of each feed. Default: 1.")
  int lanes = 1;

  @Option(
      names = "--feeds",
      paramLabel = "NAME",
      split = ",",
      description = "Only these are played, separated by commas. Default: all.")
  Set<String> feeds = Set.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  @Nullable Path json;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder for the state; a temporary one, deleted at the end, unless given.")
  @Nullable Path home;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    JvmOptions.take(jvmOptions);
    long wanted = records;
    if (wanted < 1 || rounds < 1) {
      throw new SettingException("--records and --rounds must be 1 or more");
    }
    if (lanes < 1 || lanes > Lanes.MOST) {
      throw new SettingException("--lanes must lie between 1 and " + Lanes.MOST);
    }
    if (!(warmUp >= 0 && warmUp <= 0.9)) {
      throw new SettingException("--warm-up must lie between 0 and 0.9");
    }
    var city = new BenchCity(seed, scale, lanes, feeds);
    city.feeds(); // says which there are before anything is started
    try (var folder = WorkFolder.of(Optional.ofNullable(home), "citybrain-bench")) {
      measure(city, folder.path());
      return 0;
    }
  }

  BenchPlan plan() {
    return BenchPlan.INGEST;
  }

  private void measure(BenchCity city, Path folder) throws IOException {
    var out = spec.commandLine().getOut();
    var done = new ArrayList<BenchRound>();
    try (var bench = start(city, folder, out)) {
      bench.fill(records);
      for (int round = 1; round <= rounds; round++) {
        var result = bench.round(round);
        done.add(result);
        out.printf(Locale.ROOT, "round %d: %s%n", round, result);
        out.flush();
      }
    }
    var figures = BenchFigures.of(plan().name(), done);
    out.println(figures);
    figures.parts().forEach(out::println);
    out.flush();
    var file = json;
    if (file != null) {
      var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      AtomicFile.write(file, to -> to.write(mapper.writeValueAsBytes(figures.json())));
    }
  }

  private IngestBench start(BenchCity city, Path folder, PrintWriter out) throws IOException {
    return IngestBench.start(plan(), folder, city, parallelism, warmUp, kafkaPort, out::println);
  }
}
