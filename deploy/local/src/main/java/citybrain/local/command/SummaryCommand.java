package citybrain.local.command;

import citybrain.local.choice.CityChoices;
import citybrain.local.run.LakeJobs;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the daily summaries of what lies in the lake. */
@Command(
    name = "summary",
    description = "Summarise the lake by district and hour, and print what lies in it.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain summary",
      "  ./citybrain summary --home .citybrain/aarhus --data ~/data"
    })
public final class SummaryCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where recordings lie. Default: CITYBRAIN_DATA, then data/.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() {
    var found = home.newest();
    var choices = CityChoices.kept(found.home(), found.run().city());
    var jobs = new LakeJobs(found.home(), found.run().lake());
    var problem =
        jobs.summarise(choices.keepIn(found.home()), choices.data(data, found.home()).setting());
    jobs.count()
        .ifPresent(
            figures ->
                figures
                    .json()
                    .path("datasets")
                    .properties()
                    .forEach(
                        dataset ->
                            System.out.printf(
                                Locale.ROOT,
                                "%-16s %,12d rows %,8d files %,14d bytes%n",
                                dataset.getKey(),
                                dataset.getValue().path("rows").asLong(),
                                dataset.getValue().path("files").asLong(),
                                dataset.getValue().path("bytes").asLong())));
    problem.ifPresent(System.err::println);
    System.out.println(found.run().lake());
    return problem.isPresent() ? 1 : 0;
  }
}
