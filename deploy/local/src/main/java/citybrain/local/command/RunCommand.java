package citybrain.local.command;

import citybrain.Reports;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Answers questions about the past: one command below it for each report. */
@Command(
    name = "run",
    description = {
      "Make a report of what lies in the lake, and print what it comes to; or learn from it what is",
      "usual (baselines)."
    },
    synopsisSubcommandLabel = "<report>",
    footer = {
      "",
      "Examples:",
      "  ./citybrain run energy-report",
      "  ./citybrain run energy-report --from 2024-01-01 --to 2024-01-31 --json",
      "  ./citybrain run zone-summary --from 2024-01-31",
      "  ./citybrain run energy-report --help        its method: formulas, source, limits"
    })
public final class RunCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Puts a command for each report below this one, whose help tells the method, the summary and
   * baselines.
   */
  public static void addReports(CommandLine run) {
    run.addSubcommand(new ZoneSummaryCommand());
    for (var report : Reports.ALL) {
      var one = new CommandLine(new ReportCommand(report));
      var paragraphs = report.method().paragraphs();
      var method = paragraphs.stream().skip(1).map(text -> "%n" + text.replace("%", "%%"));
      var command = "  ./citybrain run " + report.name();
      var examples =
          Stream.of("%nExamples:", command, command + " --from 2024-01-01 --to 2024-01-31 --json");
      one.getCommandSpec().name(report.name()).usageMessage().description(paragraphs.get(0));
      one.getCommandSpec()
          .usageMessage()
          .footer(Stream.concat(method, examples).toArray(String[]::new));
      run.addSubcommand(report.name(), one);
    }
    run.addSubcommand(BaselinesCommand.NAME, new CommandLine(new BaselinesCommand()));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "run: expected one of "
            + String.join(", ", Reports.ALL.stream().map(report -> report.name()).toList())
            + ", "
            + ZoneSummaryCommand.NAME
            + " or "
            + BaselinesCommand.NAME);
  }
}
