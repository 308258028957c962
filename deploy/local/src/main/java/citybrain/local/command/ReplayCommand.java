package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CityChoices;
import citybrain.local.run.LakeJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What would have been alerted, by the history in the lake. */
@Command(
    name = "replay",
    description = {
      "Run the rules over what lies in the lake, and hold what they say against what was alerted",
      "when the city was live: by rule, how many changes of alerts there were then and are now, and",
      "how many are the same. With the settings of then it is all of them, if the lake has all days",
      "since the city was new; with --city a changed city file is tried on history before it goes",
      "live. Rules know nothing of the time before the first day."
    },
    footer = {
      "",
      "Examples:",
      "  ./citybrain replay",
      "  ./citybrain replay --city mine.yaml --rules 'transport.*' --alerts alerts/",
      "  ./citybrain replay --from 2025-03-10 --to 2025-03-16 --json replay.json"
    })
public final class ReplayCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--lake",
      paramLabel = "URI",
      description = "Its root. Default: that of the city that runs or ran last.")
  private Optional<String> lake = Optional.empty();

  @Option(
      names = "--city",
      paramLabel = "FILE",
      split = ",",
      description = {
        "City files to try. Default: as they were when the city was live, which lie in its home."
      })
  private List<String> city = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where recordings lie. Default: CITYBRAIN_DATA, then data/.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first day, as the city counts them. Default: the first there is.")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last day. Default: the last there is.")
  private Optional<LocalDate> to = Optional.empty();

  @Option(
      names = "--rules",
      paramLabel = "NAMES",
      description = "Only these rules; * for anything, - takes away.")
  private Optional<String> rules = Optional.empty();

  @Option(
      names = "--alerts",
      paramLabel = "DIR",
      description = "Write what is alerted, a line of JSON each, a file a city.")
  private Optional<Path> alerts = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Optional<Path> json = Optional.empty();

  /** The name of a shipped city stays one. */
  private static Path file(String nameOrFile) {
    var path = Path.of(nameOrFile);
    return Files.isRegularFile(path) ? path.toAbsolutePath() : path;
  }

  @Override
  public Integer call() {
    var found = home.newest();
    var choices =
        city.isEmpty()
            ? CityChoices.kept(found.home(), found.run().city())
            : new CityChoices(city.stream().map(CityChoice::of).toList(), Optional.empty());
    var more = new ArrayList<String>();
    from.ifPresent(day -> more.add("--from=" + day));
    to.ifPresent(day -> more.add("--to=" + day));
    rules.ifPresent(names -> more.add("--rules=" + names));
    alerts.ifPresent(folder -> more.add("--alerts=" + folder.toAbsolutePath()));
    json.ifPresent(file -> more.add("--json=" + file.toAbsolutePath()));
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new SettingException("--to %s is before --from %s".formatted(to.get(), from.get()));
    }
    var files =
        city.isEmpty()
            ? choices.keepIn(found.home())
            : city.stream().map(ReplayCommand::file).toList();
    var problem =
        new LakeJobs(found.home(), lake.orElse(found.run().lake()))
            .replay(
                files,
                choices.data(data, found.home()).setting(),
                more,
                line -> {
                  System.out.println(line);
                  System.out.flush();
                });
    problem.ifPresent(System.err::println);
    return problem.isPresent() ? 1 : 0;
  }
}
