package citybrain.local.command;

import citybrain.cityfile.ShippedCities;
import citybrain.local.choice.CityChoice;
import citybrain.local.home.Home;
import citybrain.local.view.DataText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Lists the data that cities are made of: what, from whom, where it belongs, whether it is there.
 */
@Command(
    name = "data",
    description =
        "List every known data set: what it is, its origin and licence, and what is there.",
    footer = {
      "",
      "None of it comes with City Brain: get it from its origin and put it where the path says,",
      "below the data folder.",
      "",
      "Examples:",
      "  ./citybrain data --quick",
      "  ./citybrain data aarhus kingston --data DIR",
      "  ./citybrain data --quick --json | jq -r '.[].sets[] | select(.present | not) | .path'"
    })
public final class DataCommand implements Callable<Integer> {

  private static final long PROGRESS_NANOS = 3_000_000_000L;

  @Parameters(
      arity = "0..*",
      paramLabel = "CITY",
      description = "Shipped cities or city files. Default: all shipped ones.")
  private List<String> cities = ShippedCities.NAMES;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where recordings and reference files lie. Default: CITYBRAIN_DATA or data/.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--quick",
      description = "Do not read the recordings: no rows and periods, but at once.")
  private boolean quick;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  private long shown = System.nanoTime();

  @Override
  public Integer call() {
    var listed =
        cities.stream()
            .map(CityChoice::of)
            .map(
                choice -> {
                  var home = Home.usual(choice.city().city(), CityChoice.DEFAULT);
                  var root = choice.dataRoot(data, home);
                  return new DataSets(choice.city(), root, !quick, this::progress).all();
                })
            .toList();
    System.out.print(json ? DataText.json(listed) : DataText.text(listed));
    return 0;
  }

  /** To the error stream, so that the list itself may be piped. */
  private void progress(String feed, long rows) {
    if (System.nanoTime() - shown >= PROGRESS_NANOS) {
      shown = System.nanoTime();
      System.err.printf(Locale.ROOT, "reading %s: %,d rows ...%n", feed, rows);
    }
  }
}
