package citybrain.local.command;

import citybrain.local.view.ReportText;
import citybrain.reports.CityReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one report of one lake. */
@Command
final class ReportCommand implements Callable<Integer> {

  private final CityReport report;

  @Mixin private LakeDays days = new LakeDays();

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

  private boolean make(LakeDays.Target target) {
    var said = Collections.synchronizedList(new ArrayList<String>());
    var failure = target.jobs().report(report.name(), days.settings(target), said::add);
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
