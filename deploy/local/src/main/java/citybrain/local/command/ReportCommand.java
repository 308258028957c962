package citybrain.local.command;

import citybrain.local.view.ReportText;
import citybrain.reports.CityReport;
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

  @Mixin private PastOptions past = new PastOptions();

  @Option(names = "--json", description = "Print a line of JSON for each row instead of a table.")
  private boolean json;

  @Option(
      names = "--changed-on",
      paramLabel = "DATE",
      description =
          "Say as well what changed on this local day: days before are held against days from it"
              + " on. Only traffic-report says that.")
  private Optional<String> changedOn = Optional.empty();

  ReportCommand(CityReport report) {
    this.report = report;
  }

  @Override
  public Integer call() {
    changedOn.ifPresent(day -> PastOptions.check("--changed-on", day));
    boolean isWell = true;
    for (var target : past.targets()) {
      isWell &= make(target);
    }
    return isWell ? 0 : 1;
  }

  private boolean make(PastOptions.Target target) {
    var said = Collections.synchronizedList(new ArrayList<String>());
    var settings = new ArrayList<>(past.settings(target));
    changedOn.ifPresent(day -> settings.add("--changed-on=" + day));
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
