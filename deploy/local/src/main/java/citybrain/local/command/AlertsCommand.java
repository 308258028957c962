package citybrain.local.command;

import citybrain.alerting.Alert;
import citybrain.feed.PlainText;
import citybrain.local.broker.BrokerPulse;
import citybrain.local.choice.CityChoices;
import citybrain.local.topics.AlertTail;
import citybrain.local.view.AlertText;
import citybrain.local.view.CityTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the alerts of a running city. */
@Command(
    name = "alerts",
    description = "Show the alerts of the running city, and new ones as they come.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain alerts                    all so far, then what comes",
      "  ./citybrain alerts --since 2h         those of the last two hours of the city's clock",
      "  ./citybrain alerts --json --no-follow | jq .reason"
    })
public final class AlertsCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--json", description = "The data of each alert as it is, one line each.")
  private boolean json;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SpokenDuration.class,
      description = "Only alerts not older than this, counted back from the newest.")
  private Optional<Duration> since = Optional.empty();

  @Option(names = "--no-follow", description = "End when all alerts so far are shown.")
  private boolean noFollow;

  @Override
  @SuppressWarnings("try") // the pulse speaks by itself
  public Integer call() {
    var found = home.running();
    var zones = CityTimes.of(CityChoices.kept(found.home(), found.run().city()).cities());
    var run = found.run();
    try (var pulse = BrokerPulse.start(run.bootstrap(), AlertsCommand::tell, silence -> {});
        var tail = AlertTail.of(run.bootstrap())) {
      tail.follow(
          since, () -> !noFollow && run.isRunning(), (alert, text) -> show(zones, alert, text));
      if (tail.skipped() > 0) {
        tell(tail.skipped() + " records of the topic are no alerts that this version knows.");
      }
    }
    if (!noFollow) {
      tell("The city has ended.");
    }
    return 0;
  }

  /** Beside the alerts, which may be read by a program. */
  private static void tell(String line) {
    System.err.println(line);
  }

  private void show(CityTimes zones, Alert alert, String text) {
    System.out.println(json ? PlainText.jsonLine(text) : AlertText.full(alert, zones));
    System.out.flush();
  }
}
