package citybrain.local.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./citybrain bench rules}: what the runtime costs beside the rules it drives. */
@Command(
    name = "rules",
    description = {
      "What the runtime costs an observation and rule, in processor time: the job of rules as up",
      "runs it, in one process without Kafka, over a stream in memory, with more and more rules that",
      "do nothing but count. All threads are measured, compilers (JIT) and collector (GC) are told",
      "apart. Numbers of rules take turns; the slope of each round over them is the cost of a rule."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain bench rules --json rules.json",
      "  ./citybrain bench rules --rules 0,8,22 --by zone --rounds 3"
    })
public final class RulesBenchCommand implements Callable<Integer> {

  private static final String MAIN = "citybrain.bench.rules.RulesBench";

  /** What Flink has in up, and room for the stream. */
  private static final int HEAP_MEBIBYTES = 1600;

  @Option(
      names = "--rules",
      paramLabel = "NUMBERS",
      description = "How many rules, comma separated. Default: ${DEFAULT-VALUE}.")
  private String rules = "0,1,2,4,8";

  @Option(
      names = "--observations",
      paramLabel = "N",
      description = "That each number of rules gets in a round. Default: ${DEFAULT-VALUE}.")
  private int observations = 500_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Behind one that is not counted. Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(
      names = "--by",
      paramLabel = "KEY",
      description = "What they remember apart: feature, series or zone. Default: ${DEFAULT-VALUE}.")
  private String by = "feature";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Optional<Path> json = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--child=true",
                "--rules=" + rules,
                "--observations=" + observations,
                "--rounds=" + rounds,
                "--by=" + by));
    json.ifPresent(file -> arguments.add("--json=" + file.toAbsolutePath()));
    return BenchChild.run(
        "bench-rules", HEAP_MEBIBYTES, MAIN, arguments, spec.commandLine().getOut());
  }
}
