package citybrain.local.command;

import citybrain.feed.SettingException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops a running city as Ctrl-C would. */
@Command(
    name = "stop",
    description = "Stop the running city in good order, as Ctrl-C in its terminal would.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain stop",
      "  ./citybrain stop --home /tmp/try --wait 10m"
    })
public final class StopCommand implements Callable<Integer> {

  private static final Duration USUAL_WAIT = Duration.ofMinutes(5);

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = SpokenDuration.class,
      description = "How long to wait for its end. Default: 5m.")
  private Optional<Duration> wait = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    var run = home.running().run();
    var process =
        run.process().find().orElseThrow(() -> new SettingException("it has just ended by itself"));
    System.out.printf(Locale.ROOT, "Stopping %s (process %d) ...%n", run.city(), process.pid());
    process.destroy();
    var patience = wait.orElse(USUAL_WAIT);
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      System.out.println("Stopped.");
      return 0;
    } catch (ExecutionException | TimeoutException e) {
      System.out.printf(
          Locale.ROOT,
          "It has not ended after %d s; it may still be at it. kill -9 %d gives up on it, and the next up goes on from the last checkpoint.%n",
          patience.toSeconds(),
          process.pid());
      return 1;
    }
  }
}
