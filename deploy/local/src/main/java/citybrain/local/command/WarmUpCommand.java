package citybrain.local.command;

import citybrain.local.broker.Broker;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CityChoices;
import citybrain.local.flink.FlinkProcess;
import citybrain.local.home.Home;
import citybrain.local.metrics.MetricsEndpoint;
import citybrain.local.process.ClassArchive;
import citybrain.local.process.Program;
import citybrain.local.run.CityRun;
import citybrain.local.run.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Part of the build: starts everything once without playing, so that later starts are quick. */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Start everything once and keep the classes it needs for quick starts.")
public final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(ClassArchive.folder());
    var home = new Home(Files.createTempDirectory(ClassArchive.folder(), "home"));
    try {
      CityRun.startOnly(
          new RunSettings(
              CityChoices.of(CityChoice.DEFAULT, Optional.empty(), Optional.empty()),
              home,
              Optional.empty(),
              Optional.empty(),
              1,
              Optional.empty(),
              Optional.empty(),
              1,
              1,
              Optional.empty(),
              Optional.empty(),
              FlinkProcess.USUAL_PORT,
              Broker.USUAL_PORT,
              MetricsEndpoint.USUAL_PORT),
          System.out::println);
      ClassArchive.JOBS.make(Program.jobsLibraries(), "flink");
      ClassArchive.LOCAL.make(Program.ownLibraries(), "cli", "broker");
    } finally {
      delete(home);
    }
    return 0;
  }

  private static void delete(Home home) throws IOException {
    try (var files = Files.walk(home.folder())) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
