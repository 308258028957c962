package citybrain.local.command;

import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.home.Home;
import citybrain.local.recording.FeedSample;
import citybrain.local.view.FeedCheckText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decodes the first records of a feed and says what became of them. */
@Command(
    name = "check",
    description =
        "Decode the first records of a feed: the observations, and what is rejected and why.",
    footer = {
      "",
      "The exit code is 0 if something was decoded and at most a fifth of the records",
      "(--most-refused) became nothing but refusals, else 1: real feeds always hold some.",
      "Vehicles that have not reported for a while (stale-vehicle) are not counted among them:",
      "they were read, and stand still. With --most-refused 0 no record may be refused.",
      "",
      "Examples:",
      "  ./citybrain feed check aarhus traffic --data DIR",
      "  ./citybrain feed check mycity.yaml noise --sample some.csv",
      "  ./citybrain feed check mycity.yaml noise --lines 100000 --json | jq .counts"
    })
public final class FeedCheckCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "CITY", description = "A shipped city or a city file.")
  private String city = "";

  @Parameters(index = "1", paramLabel = "FEED", description = "The feed's name in it.")
  private String feed = "";

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      description = "Read this file instead of the feed's source.")
  private Optional<Path> sample = Optional.empty();

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = {
        "How many lines to decode; of feeds of whole documents, such as GTFS Realtime, so many",
        "documents that they hold as many records. Default: ${DEFAULT-VALUE}."
      })
  private int lines = 1_000;

  @Option(
      names = "--show",
      paramLabel = "N",
      description =
          "How many observations and how many refusals to show. Default: ${DEFAULT-VALUE}.")
  private int show = 20;

  @Option(
      names = "--most-refused",
      paramLabel = "PERCENT",
      description = "How many of the records may be refused. Default: ${DEFAULT-VALUE}.")
  private double mostRefused = 20;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where recordings and reference files lie. Default: CITYBRAIN_DATA or data/.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--home", paramLabel = "DIR", description = "State of a synthetic city.")
  private Optional<Path> home = Optional.empty();

  @Option(names = "--json", description = "As JSON: everything that was decoded or rejected.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var chosen = CityChoice.of(city);
    var spec = spec(chosen.city());
    var state =
        home.map(Home::new).orElseGet(() -> Home.usual(chosen.city().city(), CityChoice.DEFAULT));
    var root = chosen.dataRoot(data, state);
    var source = source(spec, root);
    var result = new FeedCheck();
    var reader = new FeedSample(chosen.city(), spec, root);
    if (Path.of(source).isAbsolute()) {
      reader.readSample(Path.of(source), lines, result);
    } else {
      reader.read(source, lines, result);
    }
    var view =
        result.view(
            new FeedCheckText.About(reader.isOfDocuments(), reader.header(), reader.remarks()));
    System.out.print(
        json
            ? FeedCheckText.json(chosen.city(), spec, source, view)
            : FeedCheckText.text(chosen.city(), spec, source, view, show));
    return result.isWell(mostRefused) ? 0 : 1;
  }

  private FeedSpec spec(CityFile file) {
    var names = file.feeds().stream().map(FeedSpec::name).toList();
    return file.findFeed(feed)
        .orElseThrow(
            () ->
                new SettingException(
                    "city '%s' has no feed '%s'; expected one of %s%s"
                        .formatted(
                            file.city(),
                            feed,
                            String.join(", ", names),
                            citybrain.cityfile.NearestWord.find(feed, names)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""))));
  }

  private String source(FeedSpec spec, Path root) {
    if (sample.isPresent()) {
      var file = sample.get().toAbsolutePath().normalize();
      if (!Files.isRegularFile(file)) {
        throw new SettingException("--sample: there is no file " + file);
      }
      return (file.startsWith(root) ? root.relativize(file) : file).toString();
    }
    return spec.source()
        .orElseThrow(
            () ->
                new SettingException(
                    "%s: feed '%s' has no source; say what to read with --sample FILE"
                        .formatted(spec.place(), spec.name())));
  }
}
