package citybrain.jobs.lake.history;

import citybrain.Rules;
import citybrain.alerting.Alert;
import citybrain.alerting.AlertBurden;
import citybrain.cityfile.CityFile;
import citybrain.detection.CityRule;
import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.cities.DataFolder;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StandardOutput;
import citybrain.wire.AlertJson;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * What would have been alerted: the rules over what a lake has of its cities, beside what was
 * alerted when they were live. Rules know nothing of the time before the first day that is judged.
 */
public final class LakeReplayMain {

  /** Begins the line that says what was asked for wrongly. */
  static final String PROBLEM = "problem=";

  private static final String LINE = "%-36s %9s %9s %9s%n";

  private final Settings settings;
  private final PrintStream out;
  private final ArrayNode figures = new ObjectMapper().createArrayNode();

  /**
   * What it is told.
   *
   * @param alerts the folder that gets what is alerted, a file a city; empty for none
   */
  private record Settings(
      String lake,
      Cities cities,
      String data,
      LocalDate from,
      LocalDate to,
      String rules,
      String alerts,
      String json,
      String wire) {

    static Settings from(Config config) {
      var data =
          config.text("data", "folders their reference files lie under, comma separated", "data");
      return new Settings(
          config.text("lake", "root of the lake, a URI or a path", "lake"),
          Cities.of(config.text("cities", "city files, comma separated", "demo"), data),
          data,
          date(config, "from", "the first day, YYYY-MM-DD; the first there is if empty"),
          date(config, "to", "the last day, YYYY-MM-DD; the last there is if empty"),
          config.text("rules", "names of rules, * for anything, - takes away; all when empty", ""),
          config.text("alerts", "folder that gets the alerts, JSON lines; none if empty", ""),
          config.text("json", "file that gets the figures; none if empty", ""),
          config.text(
              "wire",
              "folder that gets all results as on the topics, one a city; none if empty",
              ""));
    }

    private static LocalDate date(Config config, String key, String help) {
      var text = config.text(key, help, "");
      try {
        return text.isEmpty()
            ? (key.equals("from") ? LocalDate.MIN : LocalDate.MAX)
            : LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new SettingException(
            "setting '%s' is '%s': expected a day such as 2025-03-10".formatted(key, text));
      }
    }
  }

  private LakeReplayMain(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    // Nothing that a library says of a file is to stand among the lines for people.
    var out = StandardOutput.claim();
    try {
      run(Config.from(args), out);
    } catch (SettingException e) {
      // What was asked for wrongly is told by who started this.
      out.println(PROBLEM + e.getMessage());
      out.flush();
    }
  }

  private static void run(Config config, PrintStream out) throws IOException {
    var settings = Settings.from(config);
    if (config.helpWanted()) {
      out.print("replay\n" + config.help());
      return;
    }
    config.refuseUnknown();
    // Object stores are plugins of the engine, which nobody else loads in a process of our own.
    FileSystem.initialize(
        config.flink(), PluginUtils.createPluginManagerFromRootFolder(config.flink()));
    new LakeReplayMain(settings, out).run();
  }

  private void run() throws IOException {
    int judged = 0;
    for (var city : settings.cities.files()) {
      judged += judge(city) ? 1 : 0;
    }
    if (!settings.json.isEmpty()) {
      Files.writeString(Path.of(settings.json), figures.toPrettyString() + "\n");
    }
    if (judged == 0) {
      throw new SettingException(
          "the lake %s has nothing of %s in this time"
              .formatted(settings.lake, String.join(", ", new TreeSet<>(settings.cities.names()))));
    }
  }

  private boolean judge(CityFile city) throws IOException {
    var known = Rules.with(Rules.ALL, List.of(city));
    List<CityRule<?, ?>> rules =
        settings.rules.isEmpty() ? known : Rules.named(known, settings.rules);
    var result = replay(city, rules);
    if (result.days().isEmpty()) {
      return false;
    }
    var names = rules.stream().map(CityRule::name).collect(Collectors.toSet());
    var first = result.days().get(0);
    var last = result.days().get(result.days().size() - 1);
    var then =
        LakeAlerts.of(
                new org.apache.flink.core.fs.Path(settings.lake),
                city.city(),
                city.timeZone(),
                first,
                last)
            .stream()
            .filter(one -> names.contains(one.rule()))
            .toList();
    tell(city, result, then);
    if (!settings.alerts.isEmpty()) {
      write(city, result.outcome().alerts());
    }
    return true;
  }

  private LakeReplay.Result replay(CityFile city, List<CityRule<?, ?>> rules) throws IOException {
    var replay = new LakeReplay(settings.lake, city);
    var files = DataFolder.among(settings.data);
    if (settings.wire.isEmpty()) {
      return replay.judge(files, rules, settings.from, settings.to, LakeReplay.Passing.NOBODY);
    }
    var folder = Path.of(settings.wire).resolve(city.city());
    try (var wire = new WireFiles(folder, city.vocabulary())) {
      var result = replay.judge(files, rules, settings.from, settings.to, wire);
      wire.end(result);
      return result;
    }
  }

  private void tell(CityFile city, LakeReplay.Result result, List<LakeAlerts.Change> then) {
    var days = result.days();
    var now = result.outcome().alerts().stream().map(LakeAlerts.Change::of).toList();
    out.printf(
        Locale.ROOT,
        "%s, %s to %s: %,d readings of %d days%n",
        city.city(),
        days.get(0),
        days.get(days.size() - 1),
        result.outcome().readings(),
        days.size());
    out.printf(LINE, "changes of alerts", "then", "now", "the same");
    var node = figures.addObject();
    node.put("city", city.city())
        .put("from", days.get(0).toString())
        .put("to", days.get(days.size() - 1).toString())
        .put("days", days.size())
        .put("readings", result.outcome().readings())
        .put("late", result.outcome().late());
    var inputs = node.putObject("inputs");
    result
        .outcome()
        .rules()
        .forEach(
            (rule, count) ->
                inputs
                    .putObject(rule)
                    .put("inputs", count.inputs())
                    .put("late", count.late())
                    .put("judged", count.judged())
                    .put("waiting", count.waiting()));
    var ofRules = node.putObject("rules");
    for (var rule : byRule(then, now).entrySet()) {
      line(rule.getKey(), rule.getValue(), ofRules.putObject(rule.getKey()));
    }
    line("all", LakeAlerts.Difference.of(then, now), node.putObject("all"));
    var load = load(result);
    out.printf(
        Locale.ROOT,
        "%.0f alerts a day, at most %d in ten minutes: %s%n",
        load.aDay(),
        load.peak(),
        load.verdict().name().toLowerCase(Locale.ROOT));
    node.put("alertsADay", load.aDay())
        .put("verdict", load.verdict().name().toLowerCase(Locale.ROOT));
    var aside = node.putArray("setAside");
    result
        .setAside()
        .forEach(
            line -> {
              aside.add(line);
              out.println("left out: " + line);
            });
    out.flush();
  }

  private static Map<String, LakeAlerts.Difference> byRule(
      List<LakeAlerts.Change> then, List<LakeAlerts.Change> now) {
    var differences = new TreeMap<String, LakeAlerts.Difference>();
    var thenOf = then.stream().collect(Collectors.groupingBy(LakeAlerts.Change::rule));
    var nowOf = now.stream().collect(Collectors.groupingBy(LakeAlerts.Change::rule));
    var rules = new TreeSet<>(thenOf.keySet());
    rules.addAll(nowOf.keySet());
    for (var rule : rules) {
      differences.put(
          rule,
          LakeAlerts.Difference.of(
              thenOf.getOrDefault(rule, List.of()), nowOf.getOrDefault(rule, List.of())));
    }
    return differences;
  }

  private void line(String name, LakeAlerts.Difference difference, ObjectNode node) {
    out.printf(
        LINE,
        name,
        String.format(Locale.ROOT, "%,d", difference.then()),
        String.format(Locale.ROOT, "%,d", difference.now()),
        difference.isNone() ? "all" : String.format(Locale.ROOT, "%,d", difference.same()));
    node.put("then", difference.then()).put("now", difference.now()).put("same", difference.same());
  }

  private static AlertBurden.Load load(LakeReplay.Result result) {
    var burden = new AlertBurden();
    result.outcome().alerts().forEach(burden::add);
    var alerts = result.outcome().alerts();
    var until = alerts.isEmpty() ? Instant.EPOCH : alerts.get(alerts.size() - 1).time();
    return burden.over(result.outcome().time(), until);
  }

  private void write(CityFile city, List<Alert> alerts) throws IOException {
    var codec = new AlertJson();
    var lines = new StringBuilder();
    for (var alert : alerts) {
      lines.append(new String(codec.encode(alert), StandardCharsets.UTF_8)).append('\n');
    }
    var folder = Files.createDirectories(Path.of(settings.alerts));
    Files.writeString(folder.resolve(city.city() + ".jsonl"), lines);
  }
}
