package citybrain.local.command;

import citybrain.cityfile.ShippedCities;
import citybrain.local.choice.CityChoice;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the cities that come with the code. */
@Command(
    name = "cities",
    description = "List the cities that come with City Brain, or print one to start your own from.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain cities",
      "  ./citybrain cities --show aarhus > mycity.yaml",
      "  ./citybrain up --city mycity.yaml"
    })
public final class CitiesCommand implements Callable<Integer> {

  @Option(names = "--show", paramLabel = "NAME", description = "Print the city file.")
  private Optional<String> show = Optional.empty();

  @Override
  public Integer call() {
    if (show.isPresent()) {
      System.out.print(ShippedCities.text(show.get()));
      return 0;
    }
    for (var name : ShippedCities.NAMES) {
      var city = CityChoice.of(name).city();
      System.out.printf(
          Locale.ROOT,
          "%-10s %s, %d feeds%s%n",
          name,
          city.name(),
          city.feeds().size(),
          city.synthetic() ? "; SYNTHETIC" : "; from recordings, see --data of up");
      city.note().ifPresent(note -> System.out.println("           " + note));
    }
    return 0;
  }
}
