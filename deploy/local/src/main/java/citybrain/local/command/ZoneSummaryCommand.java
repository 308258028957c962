package citybrain.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the summaries of zones, hours and days of some days, or of all. */
@Command(
    name = ZoneSummaryCommand.NAME,
    description = {
      "What each zone was like in each hour and each day: every zone layer of the city and the cells",
      "of H3; counts, shares, sum, mean, extremes, deviation, quantiles and how many features, with",
      "sketches that can be merged. The lake's dataset daily-summary, which ./citybrain summary makes",
      "of all days; ./citybrain lake schema --dataset daily-summary tells its columns."
    },
    footer = {
      "",
      "Examples:",
      "  ./citybrain run zone-summary",
      "  ./citybrain run zone-summary --city aarhus --from 2014-08-02 --to 2014-08-31"
    })
final class ZoneSummaryCommand implements Callable<Integer> {

  static final String NAME = "zone-summary";

  @Mixin private PastOptions past = new PastOptions();

  @Override
  public Integer call() {
    var days = past.days();
    boolean isWell = true;
    for (var target : past.targets()) {
      var problem =
          target.jobs().summarise(target.cityFile(), target.data(), days, System.out::println);
      problem.ifPresent(System.err::println);
      isWell &= problem.isEmpty();
    }
    return isWell ? 0 : 1;
  }
}
