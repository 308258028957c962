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

/**
 * {@code ./citybrain bench detectors}: what an update of each rule costs, and what it remembers.
 */
@Command(
    name = "detectors",
    description = {
      "Updates a second and core of every rule as it ships, without the engine around it, over four",
      "weeks of readings with a habit of day and week, made beforehand; and the bytes that the engine",
      "would keep of a series. Processor time is that of the whole process, collector (GC) and",
      "compilers (JIT) included. Rules take turns in each round."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain bench detectors --json detectors.json",
      "  ./citybrain bench detectors --rules '*.novelty' --rounds 9"
    })
public final class DetectorsBenchCommand implements Callable<Integer> {

  private static final String MAIN = "citybrain.bench.detectors.DetectorsBench";

  /** Room for the readings of one rule. */
  private static final int HEAP_MEBIBYTES = 1200;

  @Option(
      names = "--rules",
      paramLabel = "PATTERNS",
      description = "Which, comma separated. Default: all.")
  private String rules = "*";

  @Option(
      names = "--millis",
      paramLabel = "N",
      description =
          "Of processor time of each rule in a round, at least. Default: ${DEFAULT-VALUE}.")
  private int millis = 1_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Behind two that are not counted. Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Optional<Path> json = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--child=true", "--rules=" + rules, "--millis=" + millis, "--rounds=" + rounds));
    json.ifPresent(file -> arguments.add("--json=" + file.toAbsolutePath()));
    return BenchChild.run(
        "bench-detectors", HEAP_MEBIBYTES, MAIN, arguments, spec.commandLine().getOut());
  }
}
