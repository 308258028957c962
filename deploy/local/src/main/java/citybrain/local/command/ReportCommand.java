package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import citybrain.local.run.LakeJobs;
import citybrain.local.view.ReportText;
import citybrain.reports.CityReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one report of one lake. */
@Command
final class ReportCommand implements Callable<Integer> {

  private final CityReport report;

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "The lake to read. Default: of the city that runs, or ran last.")
  private Optional<String> lake = Optional.empty();

  @Option(
      names = "--city",
      paramLabel = "CITY",
      description = "The name of a city, or a city file. Default: all that run.")
  private Optional<String> city = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where reference data lie. Default: CITYBRAIN_DATA, then data/.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first local day. Default: the first in the lake.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last local day. Default: the last in the lake.")
  private Optional<String> to = Optional.empty();

  @Option(names = "--json", description = "Print a line of JSON for each row instead of a table.")
  private boolean json;

  ReportCommand(CityReport report) {
    this.report = report;
  }

  /** A city and where its things lie. */
  private record Target(LakeJobs jobs, String cityFile, String data) {}

  @Override
  public Integer call() {
    boolean isWell = true;
    for (var target : lake.isPresent() ? List.of(named(lake.get())) : ran()) {
      isWell &= make(target);
    }
    return isWell ? 0 : 1;
  }

  private Target named(String where) {
    var wanted = city.orElse(CityChoice.DEFAULT);
    var choice = CityChoice.of(wanted);
    var file = Path.of(wanted);
    var place = Home.usual(choice.city().city(), CityChoice.DEFAULT);
    return new Target(
        new LakeJobs(place, where),
        Files.isRegularFile(file) ? file.toAbsolutePath().toString() : wanted,
        choice.dataRoot(data, place).toString());
  }

  private List<Target> ran() {
    var found = home.newest();
    var choices = CityChoices.kept(found.home(), found.run().city());
    var setting = choices.data(data, found.home()).setting();
    var targets = new ArrayList<Target>();
    for (var choice : choices.all()) {
      if (city.isEmpty() || city.get().equals(choice.city().city())) {
        targets.add(
            new Target(
                new LakeJobs(found.home(), found.run().lake()),
                choice.keepIn(found.home()).toString(),
                setting));
      }
    }
    if (targets.isEmpty()) {
      throw new SettingException(
          "--city: the lake of %s has %s; say which other lake with --lake"
              .formatted(found.home().folder(), choices.name()));
    }
    return targets;
  }

  private boolean make(Target target) {
    var settings =
        new ArrayList<>(List.of("--city=" + target.cityFile(), "--data=" + target.data()));
    from.ifPresent(day -> settings.add("--from=" + day));
    to.ifPresent(day -> settings.add("--to=" + day));
    var said = Collections.synchronizedList(new ArrayList<String>());
    var failure = target.jobs().report(report.name(), settings, said::add);
    var text = ReportText.of(report, List.copyOf(said));
    if (json) {
      text.lines().forEach(System.out::println);
    } else {
      System.out.print(text.table());
    }
    text.problems().forEach(System.err::println);
    failure.ifPresent(System.err::println);
    return failure.isEmpty() && text.isMade();
  }
}
