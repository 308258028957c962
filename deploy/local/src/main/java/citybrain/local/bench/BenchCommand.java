package citybrain.local.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./citybrain bench}: how fast this machine is, measured the same way each time. */
@Command(
    name = "bench",
    description = "Measure speed: CPU-seconds per million records first, rate second.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IngestBenchCommand.class,
      CityBenchCommand.class,
      GtfsRtBenchCommand.class,
      LakeBenchCommand.class
    })
public final class BenchCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
