package citybrain.local.command;

import citybrain.local.RunFile;
import citybrain.local.flink.FlinkRest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what runs. */
@Command(
    name = "status",
    description = "Print what runs, where to look, and how the jobs are.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain status",
      "  ./citybrain status --home /tmp/try",
      "",
      "Exit code 0: a city is running and all its jobs are; 1: not so."
    })
public final class StatusCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public Integer call() {
    var all = home.all();
    if (all.isEmpty()) {
      System.out.println("No city has run here yet; ./citybrain up starts one.");
    }
    boolean well = false;
    for (var found : all) {
      var run = found.run();
      System.out.printf("%s in %s%n", run.city(), found.home().folder());
      if (run.isRunning()) {
        well = show(run) || well;
      } else {
        System.out.printf("  not running; last started %s%n", run.started());
      }
    }
    return well ? 0 : 1;
  }

  private static boolean show(RunFile run) {
    System.out.printf(
        "  running since %s, process %d (broker %d, Flink %d)%n  web    %s%n  Kafka  %s%n  lake   %s%n",
        run.started(),
        run.pid(),
        run.brokerPid(),
        run.flinkPid(),
        run.web(),
        run.bootstrap(),
        run.lake());
    try {
      var jobs = new FlinkRest(run.web()).jobs();
      for (var job : jobs) {
        System.out.printf("  %-32s %-12s %d restarts%n", job.name(), job.state(), job.restarts());
      }
      return jobs.stream().allMatch(job -> job.isRunning());
    } catch (IOException e) {
      System.out.printf("  Flink does not answer: %s%n", e.getMessage());
      return false;
    }
  }
}
