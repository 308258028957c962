package citybrain.local.command;

import citybrain.alerting.Alert;
import citybrain.local.CityChoice;
import citybrain.local.Home;
import citybrain.local.topics.AlertTail;
import citybrain.local.view.AlertText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
  public Integer call() {
    var found = home.running();
    var zone = zone(found.home(), found.run().city());
    try (var tail = AlertTail.of(found.run().bootstrap())) {
      tail.follow(since, !noFollow, (alert, text) -> show(zone, alert, text));
    }
    return 0;
  }

  private void show(ZoneId zone, Alert alert, String text) {
    System.out.println(json ? text : AlertText.full(alert, zone));
    System.out.flush();
  }

  static ZoneId zone(Home home, String city) {
    Path kept = home.folder().resolve("city").resolve(city + ".yaml");
    return Files.isRegularFile(kept)
        ? CityChoice.of(kept.toString()).city().timeZone()
        : ZoneOffset.UTC;
  }
}
