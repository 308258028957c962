package citybrain.local.command;

import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import citybrain.local.run.LakeJobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which part of which lake is meant by commands that look after one. */
final class LakeOptions {

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--lake",
      paramLabel = "URI",
      description =
          "The root of the lake: file:, hdfs:, s3:, or a path. Default: of the city that runs or ran last.")
  private Optional<String> lake = Optional.empty();

  @Option(names = "--city", paramLabel = "C", description = "Only this city. Default: all.")
  private Optional<String> city = Optional.empty();

  @Option(names = "--dataset", paramLabel = "D", description = "Only this dataset. Default: all.")
  private Optional<String> dataset = Optional.empty();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /**
   * Has it done and prints what is said.
   *
   * @param what is to be done, and settings of it
   * @return the exit code
   */
  int run(String what, String... settings) {
    var arguments = new ArrayList<>(List.of("--do=" + what, "--json=" + json));
    city.ifPresent(name -> arguments.add("--city=" + name));
    dataset.ifPresent(name -> arguments.add("--dataset=" + name));
    arguments.addAll(List.of(settings));
    if (lake.isPresent()) {
      return new LakeJobs(log(), lake.get()).care(arguments, System.out::println);
    }
    var found = home.newest();
    var choices = CityChoices.kept(found.home(), found.run().city());
    var files = choices.keepIn(found.home()).stream().map(Object::toString).toList();
    arguments.add("--cities=" + String.join(",", files));
    arguments.add("--data=" + choices.data(Optional.empty(), found.home()).setting());
    return new LakeJobs(found.home(), found.run().lake()).care(arguments, System.out::println);
  }

  /** Where the log goes of what is done to a lake of nobody here. */
  private Home log() {
    return home.all().stream()
        .max(Comparator.comparing((HomeOption.Found found) -> found.run().started()))
        .map(HomeOption.Found::home)
        .orElseGet(() -> Home.usual("", ""));
  }
}
