package citybrain.bench.detectors;

import citybrain.Rules;
import citybrain.bench.CpuTime;
import citybrain.bench.Parent;
import citybrain.detection.CityRule;
import citybrain.feed.SettingException;
import citybrain.jobs.runtime.Config;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what an update of each rule costs, without an engine, and what it remembers of a series.
 * The child process of {@code ./citybrain bench detectors}.
 */
public final class DetectorsBench {

  /**
   * What is measured.
   *
   * @param rules by pattern
   * @param days that the readings go on for
   * @param millis of processor time of a rule in a round, at least
   */
  record Plan(String rules, int days, int millis, int rounds) {

    static Plan from(Config config) {
      return new Plan(
          config.text("rules", "which, by pattern", "*"),
          config.count("days", "that the readings go on for", 28),
          config.count("millis", "of processor time of each rule in a round, at least", 1_000),
          config.count("rounds", "behind two that are not counted", 5));
    }

    Plan {
      if (days < 1 || millis < 1 || rounds < 1) {
        throw new SettingException("settings 'days', 'millis' and 'rounds' must be 1 or more");
      }
    }
  }

  private static final int WARM_UP = 2;

  /** More than processors hold in what is nearest to them, fewer than fill the heap. */
  private static final int KEYS = 16;

  private final Plan plan;
  private final PrintStream out;

  /** Of alerts: what nobody looks at need not be computed. */
  private long heard;

  DetectorsBench(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    var config = Config.from(args);
    var plan = Plan.from(config);
    var json = config.text("json", "file for the figures", "");
    var child = Parent.setting(config);
    if (config.helpWanted()) {
      System.out.print(config.help());
      return;
    }
    config.refuseUnknown();
    if (child) {
      Parent.endWithIt();
    }
    var cost = new DetectorsBench(plan, System.out).run();
    cost.lines().forEach(System.out::println);
    if (!json.isEmpty()) {
      var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      Files.write(Path.of(json), mapper.writeValueAsBytes(cost.json()));
    }
    System.exit(0);
  }

  /** Rules take turns, so that a machine that is busy for a while is so for all. */
  DetectorCost run() {
    var rules = Rules.named(Rules.ALL, plan.rules);
    var micros = new ArrayList<List<Double>>();
    var ends = new ArrayList<DetectorCost.Rule>();
    rules.forEach(rule -> micros.add(new ArrayList<>()));
    for (int round = 1 - WARM_UP; round <= plan.rounds; round++) {
      for (int i = 0; i < rules.size(); i++) {
        var drive = drive(rules.get(i));
        double cost = round(drive);
        if (round > 0) {
          micros.get(i).add(cost);
        }
        if (round == plan.rounds) {
          ends.add(
              new DetectorCost.Rule(
                  drive.name(),
                  drive.readings(),
                  List.copyOf(micros.get(i)),
                  drive.largestMemory(),
                  drive.seriesPerKey()));
        }
      }
      out.printf(
          Locale.ROOT,
          "round %d%s: %d rules, %,d changes of alerts so far%n",
          round,
          round > 0 ? "" : " (not counted)",
          rules.size(),
          heard);
      out.flush();
    }
    return new DetectorCost(List.copyOf(ends));
  }

  private RuleDrive<?> drive(CityRule<?, ?> rule) {
    return RuleDrive.of(rule, new UsualReadings(plan.days, Optional.empty(), KEYS).of(rule));
  }

  /** Microseconds of processor time of this process an update, its collector included. */
  private double round(RuleDrive<?> drive) {
    double begin = CpuTime.now().all();
    double seconds = 0;
    long updates = 0;
    while (seconds * 1_000 < plan.millis) {
      drive.run(change -> heard++);
      updates += drive.readings();
      seconds = CpuTime.now().all() - begin;
    }
    return seconds * 1e6 / updates;
  }
}
