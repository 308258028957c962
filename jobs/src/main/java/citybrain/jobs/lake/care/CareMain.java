package citybrain.jobs.lake.care;

import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.lake.LakeViews;
import citybrain.jobs.lake.LakeZones;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StandardOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Looks after a lake: the process behind {@code ./citybrain lake}. What it has to say goes to
 * standard output, the last line of which says how it ended.
 */
public final class CareMain {

  /** Begins the last line; 0 when all is well, 1 when not. */
  public static final String OUTCOME = "outcome=";

  private static final Duration CLOSED_FOR = Duration.ofHours(1);
  private static final Duration SETTLE = Duration.ofMillis(100);

  private CareMain() {}

  /** What is asked for. */
  private record Asked(
      String what,
      String lake,
      LakeFolder.Wanted wanted,
      boolean json,
      boolean setAside,
      boolean dryRun,
      boolean write,
      Duration closedFor,
      Duration settle,
      String before,
      String cities,
      String data) {

    static Asked of(Config config) {
      return new Asked(
          config.text("do", "ls, verify, compact, expire or schema", "ls"),
          config.text("lake", "root of the lake, a URI or a path", "lake"),
          new LakeFolder.Wanted(
              some(config.text("city", "only this city; all when empty", "")),
              some(config.text("dataset", "only this dataset; all when empty", ""))),
          isTrue(config.text("json", "true: answer in JSON", "false")),
          isTrue(config.text("set-aside", "true: verify moves damaged files away", "false")),
          isTrue(config.text("dry-run", "true: expire only says what would go", "false")),
          isTrue(config.text("write", "true: schema writes views and zones", "false")),
          config.duration("closed-for", "how long nobody must have written to a day", CLOSED_FOR),
          config.duration("settle", "how long readers may take from listing to opening", SETTLE),
          config.text("before", "expire: days before this date go, YYYY-MM-DD", ""),
          config.text("cities", "city files, comma separated, for clocks and zones", ""),
          config.text("data", "folders of their reference files, comma separated", "data"));
    }

    private static Optional<String> some(String text) {
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static boolean isTrue(String text) {
      return text.equals("true");
    }

    Optional<Cities> openCities() {
      return cities.isEmpty() ? Optional.empty() : Optional.of(Cities.of(cities, data));
    }
  }

  public static void main(String[] args) throws Exception {
    var out = StandardOutput.claim();
    var config = Config.from(args);
    var asked = Asked.of(config);
    if (config.helpWanted()) {
      out.print("lake-care\n" + config.help());
      return;
    }
    config.refuseUnknown();
    // Object stores are plugins of the engine, which nobody else loads in a process of our own.
    FileSystem.initialize(
        config.flink(), PluginUtils.createPluginManagerFromRootFolder(config.flink()));
    out.println(OUTCOME + run(asked, out));
  }

  /** One line for people where something is in the way; the log has the rest. */
  private static int run(Asked asked, PrintStream out) throws Exception {
    try {
      requireLake(asked);
      return switch (asked.what) {
        case "ls" -> list(asked, out);
        case "verify" -> verify(asked, out);
        case "compact" -> compact(asked, out);
        case "expire" -> expire(asked, out);
        case "schema" -> schema(asked, out);
        default -> throw Config.wrong("do", asked.what, "ls, verify, compact, expire or schema");
      };
    } catch (SettingException | IOException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  private static void requireLake(Asked asked) throws IOException {
    var root = new Path(asked.lake);
    if (!asked.what.equals("schema") && !root.getFileSystem().exists(root)) {
      throw new SettingException(
          "there is no lake at " + root + "; --lake=URI names one, ./citybrain up makes one");
    }
  }

  private static int list(Asked asked, PrintStream out) throws IOException {
    var days = Listing.of(asked.lake, asked.wanted);
    if (asked.json) {
      out.println(Listing.json(days).toPrettyString());
    } else {
      Listing.text(days).forEach(out::println);
    }
    return 0;
  }

  private static int verify(Asked asked, PrintStream out) throws IOException {
    var zones = asked.openCities().map(Cities::timeZones).orElse(Map.of());
    var text = new Answers(asked.lake, out, asked.json);
    var found = new Verify(zones).lake(asked.lake, asked.wanted, asked.setAside, text::damaged);
    text.verified(found);
    return found.damaged().isEmpty() ? 0 : 1;
  }

  private static int compact(Asked asked, PrintStream out)
      throws IOException, InterruptedException {
    LakeViews.write(asked.lake);
    var text = new Answers(asked.lake, out, asked.json);
    boolean isWell =
        new Compaction(asked.closedFor, asked.settle)
            .run(asked.lake, asked.wanted, text::compacted);
    text.end();
    return isWell ? 0 : 1;
  }

  private static int expire(Asked asked, PrintStream out) throws IOException {
    LocalDate before;
    try {
      before = LocalDate.parse(asked.before);
    } catch (DateTimeException e) {
      throw Config.wrong("before", asked.before, "a date such as 2025-01-31");
    }
    var text = new Answers(asked.lake, out, asked.json);
    new Retention(before, asked.closedFor)
        .run(
            asked.lake, asked.wanted, asked.dryRun, outcome -> text.expired(outcome, asked.dryRun));
    text.end();
    return 0;
  }

  private static int schema(Asked asked, PrintStream out) throws IOException {
    if (asked.write) {
      if (LakeViews.write(asked.lake)) {
        out.println("wrote " + new Path(asked.lake, LakeViews.FILE));
      }
      var cities = asked.openCities();
      if (cities.isPresent()) {
        LakeZones.write(asked.lake, cities.get().zones(), cities.get().timeZones())
            .forEach(file -> out.println("wrote " + file));
      }
      return 0;
    }
    var cards =
        Dictionary.cards().stream()
            .filter(card -> asked.wanted.dataset().map(card.dataset()::equals).orElse(true))
            .toList();
    if (cards.isEmpty()) {
      throw Config.wrong(
          "dataset",
          asked.wanted.dataset().orElse(""),
          "one of "
              + String.join(
                  ", ", Dictionary.cards().stream().map(card -> card.dataset()).toList()));
    }
    if (asked.json) {
      out.println(Dictionary.json(cards).toPrettyString());
    } else {
      Dictionary.text(cards).forEach(out::println);
    }
    return 0;
  }
}
