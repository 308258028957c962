package citybrain.local.command;

import citybrain.local.view.BaselinesText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  @Mixin private PastOptions past = new PastOptions();

  @Option(
      names = "--applies-from",
      paramLabel = "TIME",
      description =
          "Local day, or day and time such as 2024-02-01T06:00, from which on they are to be known."
              + " Default: the midnight behind the last day.")
  private Optional<String> appliesFrom = Optional.empty();

  @Override
  public Integer call() {
    boolean isWell = true;
    for (var target : past.targets()) {
      var settings = new ArrayList<>(past.settings(target));
      appliesFrom.ifPresent(time -> settings.add("--applies-from=" + time));
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
}
