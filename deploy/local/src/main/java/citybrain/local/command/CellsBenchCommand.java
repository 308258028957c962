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

/** {@code ./citybrain bench cells}: H3 cells as we compute them beside those of its library. */
@Command(
    name = "cells",
    description = {
      "Computes the H3 cells of random points, over all the world and at all resolutions, and asks",
      "the H3 library for the same; fails when one differs. Then measures what a call of each costs",
      "in processor time at resolution 9, in turn, for points of one city and of all the world."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain bench cells --json cells.json",
      "  ./citybrain bench cells --points 1000000000 --rounds 9"
    })
public final class CellsBenchCommand implements Callable<Integer> {

  private static final String MAIN = "citybrain.bench.cells.CellsBench";
  private static final int HEAP_MEBIBYTES = 256;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Whose cells are compared. Default: ${DEFAULT-VALUE}.")
  private int points = 10_000_000;

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
        new ArrayList<>(List.of("--child=true", "--points=" + points, "--rounds=" + rounds));
    json.ifPresent(file -> arguments.add("--json=" + file.toAbsolutePath()));
    return BenchChild.run(
        "bench-cells", HEAP_MEBIBYTES, MAIN, arguments, spec.commandLine().getOut());
  }
}
