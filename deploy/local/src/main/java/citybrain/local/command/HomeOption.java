package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.home.Home;
import citybrain.local.home.RunFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which city is meant by commands that look at one: the one in {@code --home}, or what runs. */
final class HomeOption {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The folder with the city's state. Default: of the city that runs.")
  private Optional<Path> home = Optional.empty();

  /** A home and what runs or ran last in it. */
  record Found(Home home, RunFile run) {}

  /** All that may be meant. */
  List<Found> all() {
    var homes = home.isPresent() ? List.of(new Home(home.get())) : Home.used();
    return homes.stream()
        .flatMap(place -> place.findRun().map(run -> new Found(place, run)).stream())
        .toList();
  }

  /**
   * The one that runs.
   *
   * @throws SettingException when none does, or more than one
   */
  Found running() {
    var running = all().stream().filter(found -> found.run().isRunning()).toList();
    if (running.isEmpty()) {
      throw new SettingException("no city is running here; ./citybrain up starts one");
    }
    if (running.size() > 1) {
      throw new SettingException(
          "more than one city is running; say which with --home: "
              + String.join(
                  ", ", running.stream().map(found -> found.home().folder().toString()).toList()));
    }
    return running.get(0);
  }

  /** The one that runs, or the one that ran last. */
  Found newest() {
    return all().stream()
        .max(java.util.Comparator.comparing((Found found) -> found.run().started()))
        .orElseThrow(
            () -> new SettingException("no city has run here yet; ./citybrain up starts one"));
  }
}
