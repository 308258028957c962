package citybrain.local.bench;

import citybrain.feed.SettingException;
import citybrain.local.files.AtomicFile;
import citybrain.local.files.WorkFolder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./citybrain bench lake}: what it costs to ask the lake, beside others who ask the same.
 */
@Command(
    name = "lake",
    description = {
      "Makes a lake by the writer of the archive and asks it what analysts ask, in parts:",
      "  archive        observations written by the archive, and by DuckDB and pyarrow",
      "  zone-summary   hours and days of all zones, by our job and by DuckDB on the same files",
      "  queries        what DuckDB reads for a small area and for one series, before and after",
      "                 lake compact, and what that takes",
      "  baselines      what is usual for each series learned by our job, of a lake of water meters",
      "Each contender is a process of its own from start to end, in turn; medians of the rounds,",
      "and where files are read there is one before that does not count. On a busy machine trust",
      "the CPU-seconds and not the clock."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Needs Python 3.11 or newer with venv, but for baselines; packages go to",
      ".citybrain/python-lake.",
      "",
      "Examples:",
      "  ./citybrain bench lake --json lake.json",
      "  ./citybrain bench lake --parts zone-summary --stations 500 --days 2",
      "  ./citybrain bench lake --parts queries --stations 1450 --days 30   # 50 million readings",
      "  ./citybrain bench lake --parts baselines --stations 25000 --minutes 60 --days 90"
    })
public final class LakeBenchCommand implements Callable<Integer> {

  private static final List<LakeBenchPart> PARTS =
      List.of(new ArchivePart(), new ZoneSummaryPart(), new QueriesPart(), new BaselinesPart());

  private static final int MINUTES_OF_DAY = 1_440;

  @Option(
      names = "--parts",
      paramLabel = "NAME",
      split = ",",
      description = "Only these, separated by commas. Default: all.")
  private List<String> parts = List.of();

  @Option(
      names = "--stations",
      paramLabel = "N",
      description = "Each tells four values at a time. Default: ${DEFAULT-VALUE}.")
  private int stations = 2_000;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "From one time to the next, at most 1440. Default: ${DEFAULT-VALUE}.")
  private int minutes = 5;

  @Option(names = "--days", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int days = 4;

  @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "A new folder for the lake; a temporary one, deleted at the end, unless given.")
  private Optional<Path> home = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (stations < 1 || days < 1 || rounds < 1) {
      throw new SettingException("--stations, --days and --rounds must be 1 or more");
    }
    if (minutes < 1 || minutes > MINUTES_OF_DAY) {
      throw new SettingException("--minutes must be 1 to " + MINUTES_OF_DAY);
    }
    var wanted = wanted();
    try (var folder = WorkFolder.of(home, "citybrain-bench")) {
      measure(wanted, folder.path());
      return 0;
    }
  }

  private List<LakeBenchPart> wanted() {
    var names = PARTS.stream().map(LakeBenchPart::name).toList();
    for (var part : parts) {
      if (!names.contains(part)) {
        throw new SettingException(
            "--parts: no part '%s'; expected one of %s".formatted(part, String.join(", ", names)));
      }
    }
    return PARTS.stream().filter(part -> parts.isEmpty() || parts.contains(part.name())).toList();
  }

  private void measure(List<LakeBenchPart> wanted, Path folder) throws IOException {
    var out = spec.commandLine().getOut();
    Consumer<String> say =
        line -> {
          out.println(line);
          out.flush();
        };
    var python =
        wanted.stream().anyMatch(LakeBenchPart::needsPython) ? LakeBenchGround.python(say) : null;
    var size = new LakeBenchGround.Size(stations, minutes, days);
    var figures = new LinkedHashMap<String, Object>();
    figures.put("bench", "lake");
    for (var topic : LakeBenchPart.Topic.values()) {
      var parts = wanted.stream().filter(part -> part.topic() == topic).toList();
      if (parts.isEmpty()) {
        continue;
      }
      var below = Files.createDirectories(folder.resolve(topic.word()));
      var ground = LakeBenchGround.make(below, topic, size, rounds, python, say);
      say.accept(
          String.format(
              Locale.ROOT, "%,d readings in the lake of %s", ground.readings(), topic.word()));
      figures.putIfAbsent("readings", ground.readings());
      for (var part : parts) {
        var found = part.measure(ground);
        found.lines().forEach(say);
        figures.put(part.name(), found.json());
      }
    }
    if (json.isPresent()) {
      var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      AtomicFile.write(json.get(), to -> to.write(mapper.writeValueAsBytes(figures)));
    }
  }
}
