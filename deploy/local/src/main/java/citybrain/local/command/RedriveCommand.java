package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoices;
import citybrain.local.recording.ReferenceFolder;
import citybrain.local.redrive.Counts;
import citybrain.local.redrive.Redrive;
import citybrain.local.redrive.Wish;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends refused records through ingest again. */
@Command(
    name = "redrive",
    description = {
      "Sends records of a feed that were refused through ingest again, once what was wrong with the",
      "city file or its reference data is mended and the city runs with that. What is refused again",
      "says so in its source: \"(redriven 1)\". Nothing is counted twice: what was sent before is not",
      "sent again, and a record that tells again what is observed already is held back where the",
      "overlap of the feed does not reach. Records refused as told before (duplicate, correction,",
      "before-overlap, ...) are sent only when --reason names them."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain redrive --city demo --feed air --reason out-of-range --dry-run",
      "  ./citybrain redrive --city demo --feed air --from 2025-03-10T00:00:00Z"
    })
public final class RedriveCommand implements Callable<Integer> {

  private static final int MOST = 100_000;

  @Option(names = "--city", required = true, paramLabel = "CITY", description = "One that runs.")
  private String city = "";

  @Option(
      names = "--feed",
      required = true,
      paramLabel = "FEED",
      description = "As its city file names it.")
  private String feed = "";

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only those refused for this reason, such as out-of-range.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only what arrived then or later, on the city's clock.")
  private Optional<Instant> from = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "Only what arrived before.")
  private Optional<Instant> until = Optional.empty();

  @Option(names = "--dry-run", description = "Send nothing; say what would be sent.")
  private boolean isDry;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where reference data lie. Default: CITYBRAIN_DATA, then data/.")
  private Optional<Path> data = Optional.empty();

  @Mixin private HomeOption home = new HomeOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var found = home.running();
    var named = CityChoices.kept(found.home(), found.run().city()).feed(city, feed);
    var choice = named.choice();
    var wish =
        new Wish(
            city,
            feed,
            reason,
            from.orElse(Instant.EPOCH),
            until.orElse(Instant.ofEpochMilli(Long.MAX_VALUE)),
            MOST);
    if (!wish.from().isBefore(wish.until())) {
      throw new SettingException("--from %s is not before --until %s".formatted(from, until));
    }
    var files = new ReferenceFolder(choice.dataRoot(data, found.home()));
    say(new Redrive(found.run().bootstrap(), wish, choice.city(), named.feed(), files).run(isDry));
    return 0;
  }

  private void say(Counts counts) {
    var out = spec.commandLine().getOut();
    if (counts.byReason().isEmpty()) {
      out.printf("Nothing of feed '%s' of '%s' was refused so.%n", feed, city);
    }
    new TreeMap<>(counts.byReason())
        .forEach(
            (why, count) ->
                out.printf(
                    Locale.ROOT,
                    "%s: %,d refused, %,d %s; sent before %,d, observed by now %,d, held back %,d,"
                        + " gone from the raw topic %,d%n",
                    why,
                    count.refused(),
                    count.sent(),
                    isDry ? "would be sent again" : "sent again",
                    count.sentBefore(),
                    count.there(),
                    count.heldBack(),
                    count.gone()));
    var all = counts.all();
    if (all.gone() > 0) {
      out.printf(
          Locale.ROOT,
          "The raw topic does not have %,d of these records any more: they cannot be sent again.%n",
          all.gone());
    }
    if (all.heldBack() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d records tell also what was observed before the overlap of the feed, and would be"
              + " counted twice.%n",
          all.heldBack());
    }
    if (counts.more() > 0) {
      out.printf(Locale.ROOT, "There are %,d more: say it again.%n", counts.more());
    }
    out.flush();
  }
}
