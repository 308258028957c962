package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoices;
import citybrain.local.player.RawProducer;
import citybrain.local.topics.RawTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citybrain feed give-up}: nobody waits any longer for a feed whose sender is gone. */
@Command(
    name = "give-up",
    description = {
      "Gives up a feed of the running city whose sender is gone: rules that join feeds, and windows",
      "that wait for it, go on as if it had said that nothing came until then. It is a record of the",
      "raw topic, so that a replay knows it too, and it cannot be taken back: readings from before",
      "that time which come after all are late. When the feed comes back, it is waited for again."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain feed give-up demo meters",
      "  ./citybrain feed give-up demo meters --until 2025-03-11T06:00:00Z"
    })
public final class FeedGiveUpCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "CITY", description = "One that runs.")
  private String city = "";

  @Parameters(index = "1", paramLabel = "FEED", description = "As its city file names it.")
  private String feed = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Up to this time, such as 2025-03-11T06:00:00Z. Default: what it is in the city, by the"
              + " newest message of any feed.")
  private Optional<Instant> until = Optional.empty();

  @Mixin private HomeOption home = new HomeOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var found = home.running();
    CityChoices.kept(found.home(), found.run().city()).feed(city, feed); // or it says so
    var time = write(found.run().bootstrap(), city, feed, until);
    spec.commandLine()
        .getOut()
        .printf("Feed '%s' of '%s' is not waited for before %s.%n", feed, city, time);
    return 0;
  }

  /** Until when it was given up. */
  static Instant write(String bootstrap, String city, String feed, Optional<Instant> until) {
    var newest = RawTime.newest(bootstrap);
    var time = until.orElse(newest);
    if (time.isAfter(newest)) {
      throw new SettingException(
          "--until %s is yet to come: the newest message of any feed is of %s"
              .formatted(time, newest));
    }
    var failure = new AtomicReference<Exception>();
    try (var producer = new RawProducer(bootstrap, "")) {
      producer.giveUp(
          city, feed, time.toEpochMilli(), (metadata, e) -> failure.compareAndSet(null, e));
    }
    var why = failure.get();
    if (why != null) {
      throw new IllegalStateException("the broker did not take it: " + why.getMessage(), why);
    }
    return time;
  }
}
