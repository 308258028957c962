package citybrain.local.command;

import citybrain.local.home.RunFile;
import citybrain.local.metrics.LiveClock;
import citybrain.local.view.BaselinesText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./citybrain run baselines}: learns from one lake what is usual. */
@Command(
    name = BaselinesCommand.NAME,
    description = {
      "Learn from the lake what is usual for each series, by half hour of the city's clock and kind",
      "of day, and write it there (baselines/): speeds of road links, energy of transformers, flows",
      "and pressures of water.",
    },
    footer = {
      "",
      "median: over days of the median of each day, so that an incident of some days moves nothing;",
      "mad, p05, p95: of readings, each day counting alike. What nobody measured, is in doubt or was",
      "seen on a single day is left out. The footer of the files tells the whole method.",
      "",
      "Examples:",
      "  ./citybrain run baselines --city aarhus --from 2014-08-11 --to 2014-08-24",
      "  ./citybrain run baselines --applies-from 2014-09-01"
    })
final class BaselinesCommand implements Callable<Integer> {

  static final String NAME = "baselines";

  private static final Duration LEARNING_TAKES = Duration.ofMinutes(10);

  /** They look each quarter of an hour of the city's clock, one worker after the other. */
  private static final Duration RULES_LOOK_WITHIN = Duration.ofMinutes(30);

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  @Mixin private PastOptions past = new PastOptions();

  @Option(
      names = "--applies-from",
      paramLabel = "TIME",
      description =
          "Local day, or day and time such as 2024-02-01T06:00, from which on they are to be known."
              + " Default: the midnight behind the last day, and where the city runs on beyond that"
              + " the half hour that it has reached in ten minutes.")
  private Optional<String> appliesFrom = Optional.empty();

  @Override
  public Integer call() {
    boolean isWell = true;
    for (var target : past.targets()) {
      var settings = new ArrayList<>(past.settings(target));
      appliesFrom.ifPresentOrElse(
          time -> settings.add("--applies-from=" + time),
          () -> stillAhead(target).ifPresent(time -> settings.add("--not-before=" + time)));
      var said = Collections.synchronizedList(new ArrayList<String>());
      var failure = target.jobs().baselines(settings, said::add);
      var text = BaselinesText.of(List.copyOf(said));
      System.out.print(text.table());
      text.problems().forEach(System.err::println);
      failure.ifPresent(System.err::println);
      isWell &= failure.isEmpty() && text.isMade();
    }
    return isWell ? 0 : 1;
  }

  /** A version that rules find when its time has passed is left aside. */
  private static Optional<Instant> stillAhead(PastOptions.Target target) {
    var run = target.run().filter(RunFile::isRunning);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    try {
      return LiveClock.of(run.get().metrics()).map(now -> ahead(now, run.get().speed()));
    } catch (IOException e) {
      System.err.printf(
          Locale.ROOT,
          "%s does not answer: rules may find these too late; say --applies-from. %s%n",
          run.get().metrics(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /** The half hour that a city has reached so long after this time, and rules have looked twice. */
  static Instant ahead(Instant now, double speed) {
    var reached =
        now.plusSeconds((long) (Math.max(1, speed) * LEARNING_TAKES.toSeconds()))
            .plus(RULES_LOOK_WITHIN);
    long halfHours = -Math.floorDiv(-reached.getEpochSecond(), HALF_HOUR.toSeconds());
    return Instant.ofEpochSecond(halfHours * HALF_HOUR.toSeconds());
  }
}
