package citybrain.local;

import citybrain.local.bench.BenchCommand;
import citybrain.local.command.AggregatesBenchCommand;
import citybrain.local.command.AlertsCommand;
import citybrain.local.command.CellsBenchCommand;
import citybrain.local.command.CitiesCommand;
import citybrain.local.command.DataCommand;
import citybrain.local.command.DetectorsBenchCommand;
import citybrain.local.command.FeedCommand;
import citybrain.local.command.LakeCommand;
import citybrain.local.command.NotebooksCommand;
import citybrain.local.command.RedriveCommand;
import citybrain.local.command.ReplayCommand;
import citybrain.local.command.RulesBenchCommand;
import citybrain.local.command.RulesCommand;
import citybrain.local.command.RunCommand;
import citybrain.local.command.StatusCommand;
import citybrain.local.command.StopCommand;
import citybrain.local.command.SummaryCommand;
import citybrain.local.command.TopicsCommand;
import citybrain.local.command.UpCommand;
import citybrain.local.evaluate.EvaluateCommand;
import citybrain.local.files.Failure;
import citybrain.local.generate.GenerateCommand;
import citybrain.local.replay.ReplayBenchCommand;
import citybrain.local.view.PlainOut;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The command line. */
@Command(
    name = "citybrain",
    description = "City Brain watches a city: it observes, summarises, alerts and keeps history.",
    synopsisSubcommandLabel = "<command>",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {
      UpCommand.class,
      AlertsCommand.class,
      StatusCommand.class,
      StopCommand.class,
      TopicsCommand.class,
      CitiesCommand.class,
      RulesCommand.class,
      DataCommand.class,
      FeedCommand.class,
      RedriveCommand.class,
      SummaryCommand.class,
      ReplayCommand.class,
      RunCommand.class,
      LakeCommand.class,
      NotebooksCommand.class,
      GenerateCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  ./citybrain up                    the synthetic city, until Ctrl-C",
      "  ./citybrain alerts                its alerts, in another terminal",
      "  ./citybrain notebooks             its lake, on maps",
      "  ./citybrain test                  all tests",
      "",
      "./citybrain <command> --help says more."
    })
public final class Main implements Runnable {

  private static final int NOT_WELL = 1;

  private Main() {}

  public static void main(String[] args) {
    // Libraries ask for it: see ChildProcess, whose children get it from their command line.
    Locale.setDefault(Locale.ROOT);
    PlainOut.install();
    takeLogs();
    System.exit(commandLine().execute(args));
  }

  /** What libraries tell java.util.logging goes the way of all logs, not to the terminal. */
  static void takeLogs() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  public static CommandLine commandLine() {
    IExecutionExceptionHandler handler = Main::explain;
    var line = new CommandLine(new Main());
    // Its own class cannot name these, which stand above it.
    Optional.ofNullable(line.getSubcommands().get("bench"))
        .orElseThrow()
        .addSubcommand(new ReplayBenchCommand())
        .addSubcommand(new RulesBenchCommand())
        .addSubcommand(new DetectorsBenchCommand())
        .addSubcommand(new CellsBenchCommand())
        .addSubcommand(new AggregatesBenchCommand());
    Optional.ofNullable(line.getSubcommands().get("run")).ifPresent(RunCommand::addReports);
    HelpText.flow(line);
    return line.setExecutionExceptionHandler(handler);
  }

  @Override
  public void run() {
    commandLine().usage(System.out);
  }

  /** Reasons in words; the stack trace of a bug goes where it does not drown them. */
  private static int explain(Exception e, CommandLine line, ParseResult parsed) {
    line.getErr().println("citybrain: " + Failure.inWords(e));
    line.getErr().flush();
    return NOT_WELL;
  }
}
