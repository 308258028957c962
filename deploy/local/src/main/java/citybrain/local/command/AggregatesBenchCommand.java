package citybrain.local.command;

import citybrain.local.broker.Broker;
import citybrain.local.files.WorkFolder;
import citybrain.local.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./citybrain bench aggregates}: what aggregates cost, beside others who sum the same. */
@Command(
    name = "aggregates",
    description = {
      "What aggregates cost, from blocks of observations on Kafka to sums of zones and windows on",
      "Kafka. Contenders: transport only reads; hand is a loop in one thread without any engine or",
      "object and takes no precautions, the limit; map is the loop most people would write; citybrain",
      "is the job as it ships; flink-sql has windows by TUMBLE in the same engine; kafka-streams has",
      "those of the DSL of Kafka Streams, exactly once; flink-json is the usual job of Flink, which reads",
      "the same observations as JSON, a record each. Each run is a process of its own that reads all",
      "records, the first times uncounted: at least twice, and until compilers take less than a tenth",
      "of a pass. Contenders take turns. Processor time is that of all threads of the process from when",
      "it asks for the first record to when all is committed, compilers (JIT) and collector (GC) told",
      "apart; the broker's is said beside it. Who sums must come to the same sums."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all came to the same", "3:contenders differ; the first windows are named"},
    footer = {
      "",
      "Examples:",
      "  ./citybrain bench aggregates --json aggregates.json --chart aggregates.svg",
      "  ./citybrain bench aggregates --sets dense --observations 2000000 --contenders hand,citybrain"
    })
public final class AggregatesBenchCommand implements Callable<Integer> {

  private static final String MAIN = "citybrain.bench.aggregates.AggregatesBench";

  /** It starts the contenders, which have heaps of their own. */
  private static final int HEAP_MEBIBYTES = 128;

  /** The exit code of the process when contenders differ, and then ours. */
  private static final int DIFFERENT = 3;

  @Option(
      names = "--sets",
      paramLabel = "SETS",
      description = {
        "dense: a district full of sensors, more than twenty readings of a property in each zone and",
        "minute; hot: the same with three tenths of it in one hexagon; demo: the first hours of the",
        "synthetic city. Default: ${DEFAULT-VALUE}."
      })
  private String sets = "dense,demo";

  @Option(
      names = "--contenders",
      paramLabel = "NAMES",
      description = "Comma separated. Default: ${DEFAULT-VALUE}.")
  private String contenders = "transport,hand,map,citybrain,flink-sql,flink-json,kafka-streams";

  @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = "Passes of each process that do not count, at most. Default: ${DEFAULT-VALUE}.")
  private int warmUps = 8;

  @Option(
      names = "--observations",
      paramLabel = "N",
      description = "Of each set, at least. Default: 5000000 of dense and hot, 2000000 of demo.")
  private int observations;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--chart", paramLabel = "FILE", description = "Draw them as bars, SVG.")
  private Optional<Path> chart = Optional.empty();

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Of the broker, or the next free one. Default: ${DEFAULT-VALUE}.")
  private int kafkaPort = Broker.USUAL_PORT;

  @Option(names = "--spoil", hidden = true, description = "A contender to write a wrong sum.")
  private String spoil = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    var logs = Program.root().resolve(".citybrain/logs");
    try (var folder = WorkFolder.of(Optional.empty(), "citybrain-bench");
        var broker =
            Broker.start(
                folder.path().resolve("kafka"),
                logs.resolve("bench-aggregates-broker.log"),
                kafkaPort,
                out::println)) {
      return BenchChild.run(
          "bench-aggregates", HEAP_MEBIBYTES, MAIN, arguments(broker), out, DIFFERENT);
    }
  }

  private List<String> arguments(Broker broker) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap=" + broker.bootstrap(),
                "--broker=" + broker.process().pid(),
                "--sets=" + sets,
                "--contenders=" + contenders,
                "--rounds=" + rounds,
                "--warm-ups=" + warmUps,
                "--observations=" + observations,
                "--spoil=" + spoil,
                "--commit=" + commit()));
    json.ifPresent(file -> arguments.add("--json=" + file.toAbsolutePath()));
    chart.ifPresent(file -> arguments.add("--chart=" + file.toAbsolutePath()));
    return arguments;
  }

  /** Of this source, with a mark when it is not as committed; empty when nobody can tell. */
  private static String commit() {
    try {
      var git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
              .directory(Program.root().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
