package citybrain.bench.rules;

import citybrain.bench.EngineSettings;
import citybrain.bench.Parent;
import citybrain.bench.ScratchFolder;
import citybrain.detection.Key;
import citybrain.feed.SettingException;
import citybrain.jobs.rules.RulesJob;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what the runtime costs an observation and rule, in processor time of this whole process:
 * the job of rules as it is wired and set on one machine, over a stream in memory, with more and
 * more rules that do nothing. The child process of {@code ./citybrain bench rules}.
 */
public final class RulesBench {

  /**
   * What is measured.
   *
   * @param rules how many, one run each and round
   * @param observations of a run, behind the warm-up
   */
  record Plan(
      List<Integer> rules, int observations, int warmUp, int rounds, Key by, String checkpoints) {

    static Plan from(Config config) {
      return new Plan(
          Arrays.stream(config.text("rules", "numbers of rules", "0,1,2,4,8").split(",", -1))
              .map(Plan::number)
              .toList(),
          config.count("observations", "of a run, behind its warm-up", 500_000),
          config.count("warm-up", "observations of a run before it is measured", 100_000),
          config.count("rounds", "behind one that is not counted", 5),
          Key.valueOf(
              config
                  .text("by", "what rules remember apart: feature, series or zone", "feature")
                  .toUpperCase(Locale.ROOT)),
          config.text("checkpoint-interval", "time between checkpoints", "3 s"));
    }

    private static int number(String text) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new SettingException("setting 'rules': '" + text + "' is no number of rules");
      }
    }

    Plan {
      if (rules.stream().distinct().count() < 2 || rules.stream().anyMatch(n -> n < 0)) {
        throw new SettingException("setting 'rules': a slope needs two numbers of rules");
      }
      if (observations < 1 || rounds < 1) {
        throw new SettingException("settings 'observations' and 'rounds' must be 1 or more");
      }
    }
  }

  private final Plan plan;
  private final Path home;
  private final PrintStream out;
  private final StampedStream stream;

  RulesBench(Plan plan, Path home, PrintStream out) {
    this.plan = plan;
    this.home = home;
    this.out = out;
    this.stream = StampedStream.of(plan.warmUp, plan.observations);
  }

  public static void main(String[] args) throws Exception {
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
    var home = Files.createTempDirectory("citybrain-bench-rules");
    try {
      var cost = new RulesBench(plan, home, System.out).run();
      cost.lines().forEach(System.out::println);
      if (!json.isEmpty()) {
        var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.write(Path.of(json), mapper.writeValueAsBytes(cost.json()));
      }
    } finally {
      ScratchFolder.delete(home);
    }
    System.exit(0);
  }

  /** Numbers of rules take turns, so that a machine that is busy for a while is so for all. */
  RuleCost run() throws Exception {
    var runs = new ArrayList<RuleCost.Run>();
    for (int round = 0; round <= plan.rounds; round++) {
      for (int rules : plan.rules) {
        var run = run(round, rules);
        out.printf(
            Locale.ROOT,
            "round %d%s, %d rules: %.2f µs an observation, of it %.2f compilers, %.2f collector;"
                + " %d checkpoints%n",
            round,
            round == 0 ? " (not counted)" : "",
            rules,
            run.micros(),
            run.perObservation(run.cpu().compilers()),
            run.perObservation(run.cpu().collector()),
            run.checkpoints());
        out.flush();
        if (round > 0) {
          runs.add(run);
        }
      }
    }
    return new RuleCost(List.copyOf(runs));
  }

  private RuleCost.Run run(int round, int rules) throws Exception {
    try (var streams = new MemoryStreams(stream, stream.warmUpEnd())) {
      var city =
          City.connect(
              Config.from(EngineSettings.arguments(home, plan.checkpoints).toArray(String[]::new)),
              "rules",
              streams);
      new RulesJob(CountingRules.of(rules, plan.by, StampedStream.properties())).wire(city);
      city.run().getJobExecutionResult().get();
      for (int i = 1; i <= rules; i++) {
        check("city.counting-" + i, streams.counts());
      }
      return new RuleCost.Run(
          round, rules, plan.observations, streams.checkpoints(), streams.measured());
    }
  }

  /** A figure of rules that did not get everything would be none. */
  private void check(String rule, Map<String, Map<String, Long>> counts) {
    var counted = counts.getOrDefault(rule, Map.of());
    long all = (long) plan.warmUp + plan.observations;
    long late = counted.getOrDefault("late", 0L);
    if (counted.getOrDefault("inputs", 0L) != all
        || counted.getOrDefault("judged", 0L) != all - late) {
      throw new IllegalStateException(
          "of " + all + " observations, rule " + rule + " got " + counted);
    }
  }
}
