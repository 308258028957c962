package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import citybrain.local.home.RunFile;
import citybrain.local.run.LakeJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Of which past something is asked: a lake, a city, days. */
final class PastOptions {

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "The lake to read. Default: of the city that runs, or ran last.")
  private Optional<String> lake = Optional.empty();

  @Option(
      names = "--city",
      paramLabel = "CITY",
      description = "The name of a city, or a city file. Default: all that run.")
  private Optional<String> city = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where reference data lie. Default: CITYBRAIN_DATA, then data/.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first local day. Default: the first in the lake.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last local day. Default: the last in the lake.")
  private Optional<String> to = Optional.empty();

  /**
   * A city and where its things lie.
   *
   * @param run that writes the lake, or wrote it last; empty where a lake was named
   */
  record Target(LakeJobs jobs, String cityFile, String data, Optional<RunFile> run) {}

  /**
   * The cities that are meant, one at least.
   *
   * @throws SettingException when there is none
   */
  List<Target> targets() {
    return lake.isPresent() ? List.of(named(lake.get())) : ran();
  }

  /**
   * As the jobs take them.
   *
   * @throws SettingException when one is no day, or the last comes before the first
   */
  List<String> days() {
    from.ifPresent(day -> check("--from", day));
    to.ifPresent(day -> check("--to", day));
    if (from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) < 0) {
      throw new SettingException(
          "--to: %s comes before --from, which is %s".formatted(to.get(), from.get()));
    }
    var settings = new ArrayList<String>();
    from.ifPresent(day -> settings.add("--from=" + day));
    to.ifPresent(day -> settings.add("--to=" + day));
    return settings;
  }

  /** What a batch job over the lake of one is told, as {@code --key=value}. */
  List<String> settings(Target target) {
    var settings =
        new ArrayList<>(List.of("--city=" + target.cityFile(), "--data=" + target.data()));
    settings.addAll(days());
    return settings;
  }

  /**
   * That this is a day.
   *
   * @throws SettingException when it is none
   */
  static void check(String option, String day) {
    try {
      LocalDate.parse(day);
    } catch (DateTimeException e) {
      throw new SettingException(
          "%s: '%s' is no day: expected one such as 2024-01-31".formatted(option, day));
    }
  }

  private Target named(String where) {
    var wanted = city.orElse(CityChoice.DEFAULT);
    var choice = CityChoice.of(wanted);
    var file = Path.of(wanted);
    var place = Home.usual(choice.city().city(), CityChoice.DEFAULT);
    return new Target(
        new LakeJobs(place, where),
        Files.isRegularFile(file) ? file.toAbsolutePath().toString() : wanted,
        choice.dataRoot(data, place).toString(),
        Optional.empty());
  }

  private List<Target> ran() {
    var found = home.newest();
    var choices = CityChoices.kept(found.home(), found.run().city());
    var setting = choices.data(data, found.home()).setting();
    var targets = new ArrayList<Target>();
    for (var choice : choices.all()) {
      if (city.isEmpty() || city.get().equals(choice.city().city())) {
        targets.add(
            new Target(
                new LakeJobs(found.home(), found.run().lake()),
                choice.keepIn(found.home()).toString(),
                setting,
                Optional.of(found.run())));
      }
    }
    if (targets.isEmpty()) {
      throw new SettingException(
          "--city: the lake of %s has %s; say which other lake with --lake"
              .formatted(found.home().folder(), choices.name()));
    }
    return targets;
  }
}
