package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.files.Failure;
import citybrain.local.view.TerminalSize;
import citybrain.wire.AlertJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./citybrain evaluate}: how good the alerts are, on labelled public data, beside chance.
 */
@Command(
    name = "evaluate",
    description = {
      "Score the alerts of the rules, as they ship, on labelled public data: nothing is tuned here.",
      "Beside each score stands what those get who know nothing: the same alarms at other times,",
      "an alarm that never ends, a blind clock; and what a control room would have to bear."
    },
    footer = {
      "",
      "None of the data comes with City Brain. Sets: nab, skab, batadal, gecco2018,",
      "ltown-sim, aarhus-citypulse, bwdf-dma-inflow, electricity; and synthetic, which is made up.",
      "",
      "Examples:",
      "  ./citybrain evaluate --all --data ~/data --json scores.json",
      "  ./citybrain evaluate batadal skab",
      "  ./citybrain evaluate nab --labels combined_windows.json",
      "  ./citybrain evaluate synthetic --seeds 1,2,3,4,5 --days 7",
      "  ./citybrain evaluate aarhus-citypulse --learn-days 14",
      "",
      "Exit code 0: all were scored. 3: one or more could not be, and it was said why."
    })
public final class EvaluateCommand implements Callable<Integer> {

  /** Some sets could not be scored. */
  private static final int INCOMPLETE = 3;

  private static final int FEWEST_ROTATIONS = 200;
  private static final int MOST_ROTATIONS = 100_000;
  private static final int MOST_DAYS = 366;
  private static final int MOST_SCALE = 10;

  /** Where nobody reads along. */
  private static final int PIPE_COLUMNS = 200;

  private static final int WORKERS = 2;

  @Parameters(
      arity = "0..*",
      paramLabel = "SET",
      description = "Sets by the names of their folders.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "All sets that are known.")
  private boolean all;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the folders of the sets lie. Default: CITYBRAIN_DATA or data/.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels of one set from another file of the same layout.")
  private Optional<Path> labels = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--alerts",
      paramLabel = "DIR",
      description =
          "Write what the rules said, a file of each recording, a line of JSON for each change.")
  private Optional<Path> alerts = Optional.empty();

  @Option(
      names = "--rotations",
      paramLabel = "N",
      description = "How often alarms are put elsewhere, 200 or more. Default: ${DEFAULT-VALUE}.")
  private int rotations = FEWEST_ROTATIONS;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides where. Default: ${DEFAULT-VALUE}.")
  private long seed = 42;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      description = "Of the synthetic cities, comma separated. Default: 42,43.")
  private List<Long> seeds = List.of(42L, 43L);

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "For which each synthetic city is played. Default: ${DEFAULT-VALUE}.")
  private int days = 3;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "Of the synthetic cities. Default: ${DEFAULT-VALUE}.")
  private double scale = 1;

  @Option(
      names = "--learn-days",
      paramLabel = "N",
      description = {
        "Judge the days behind the first N alone, of the sets that have days to learn from",
        "(aarhus-citypulse, synthetic), three times: by rules that know nothing of the first,",
        "that were taught their baselines, and that ran through them."
      })
  private Optional<Integer> learnDays = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rotations < FEWEST_ROTATIONS || rotations > MOST_ROTATIONS) {
      throw new SettingException(
          "--rotations is "
              + rotations
              + "; expected "
              + FEWEST_ROTATIONS
              + " to "
              + MOST_ROTATIONS);
    }
    if (days < 1 || days > MOST_DAYS) {
      throw new SettingException("--days is " + days + "; expected 1 to " + MOST_DAYS);
    }
    if (!(scale > 0 && scale <= MOST_SCALE)) {
      throw new SettingException(
          "--scale is " + scale + "; expected above 0, at most " + MOST_SCALE);
    }
    var known = LabelledSets.all(new SyntheticSet(List.copyOf(seeds), days, scale));
    if (all == !names.isEmpty()) {
      var words = known.stream().map(set -> set.card().name()).toList();
      throw new SettingException("say which sets, or --all; sets: " + String.join(", ", words));
    }
    var sets = all ? known : LabelledSets.named(known, names);
    if (learnDays.isPresent()) {
      sets = learning(sets, learnDays.get());
    }
    if (labels.isPresent() && names.size() != 1) {
      throw new SettingException("--labels belongs to one set; " + names.size() + " are named");
    }
    var problems = new TreeMap<String, String>();
    var scored = evaluated(sets, problems);
    var out = spec.commandLine().getOut();
    if (!scored.isEmpty()) {
      out.print(
          learnDays.isPresent() ? new KnowingText(scored) : new EvaluationText(scored, columns()));
    }
    out.flush();
    for (var problem : problems.entrySet()) {
      tell(problem.getKey() + ": NOT SCORED: " + problem.getValue());
    }
    if (json.isPresent()) {
      EvaluationJson.write(json.get(), scored, problems, rotations, seed);
    }
    if (alerts.isPresent()) {
      write(alerts.get(), scored);
    }
    return problems.isEmpty() ? 0 : INCOMPLETE;
  }

  /** Each set in all ways of knowing the days before. */
  private static List<LabelledSet> learning(List<LabelledSet> sets, int days) {
    if (days < 1 || days > MOST_DAYS) {
      throw new SettingException("--learn-days is " + days + "; expected 1 to " + MOST_DAYS);
    }
    var all = new ArrayList<LabelledSet>();
    for (var set : sets) {
      if (!(set instanceof LearningSet learner)) {
        throw new SettingException(
            set.card().name()
                + " has no days to learn from; --learn-days is for aarhus-citypulse and synthetic");
      }
      for (var knowing : Knowing.values()) {
        all.add(learner.learning(new Learning(knowing, days)));
      }
    }
    return all;
  }

  private static void write(Path folder, List<Evaluation> scored) throws IOException {
    Files.createDirectories(folder);
    var json = new AlertJson();
    for (var one : scored) {
      for (var said : one.said().entrySet()) {
        var file = folder.resolve(said.getKey() + ".jsonl");
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
          for (var alert : said.getValue()) {
            out.write(json.text(alert));
            out.write('\n');
          }
        }
      }
    }
  }

  private static int columns() {
    return TerminalSize.parse(System.getProperty("citybrain.terminal", ""))
        .map(TerminalSize::columns)
        .orElse(PIPE_COLUMNS);
  }

  /** Beside the table, which may be read by a program. */
  private void tell(String line) {
    var err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /** Two at a time: none knows of the others. */
  private List<Evaluation> evaluated(List<LabelledSet> sets, Map<String, String> problems)
      throws InterruptedException {
    var root = CityChoice.root(data);
    var workers = Executors.newFixedThreadPool(WORKERS);
    try {
      var waiting = new ArrayList<Future<Evaluation>>();
      for (var set : sets) {
        waiting.add(workers.submit(() -> evaluated(set, root)));
      }
      var scored = new ArrayList<Evaluation>();
      for (int i = 0; i < sets.size(); i++) {
        try {
          scored.add(waiting.get(i).get());
        } catch (ExecutionException e) {
          problems.put(sets.get(i).card().name(), reason(e));
        }
      }
      return scored;
    } finally {
      workers.shutdownNow();
    }
  }

  private Evaluation evaluated(LabelledSet set, Path root) throws IOException {
    long begun = System.nanoTime();
    var scored = set.evaluate(new SetFolder(set.card(), root, labels), rotations, seed);
    tell(
        String.format(
            Locale.ROOT,
            "%s: %,d readings in %.1f s",
            set.card().name(),
            scored.readings(),
            (System.nanoTime() - begun) / 1e9));
    return scored;
  }

  /** Only what lies in the surroundings leaves others to go on; a bug ends all. */
  private static String reason(ExecutionException e) {
    var cause = e.getCause();
    if (cause instanceof SettingException
        || cause instanceof IOException
        || cause instanceof UncheckedIOException) {
      return Failure.inWords((Exception) cause);
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    throw new IllegalStateException(cause);
  }
}
