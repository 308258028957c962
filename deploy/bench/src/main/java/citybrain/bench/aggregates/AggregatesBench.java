package citybrain.bench.aggregates;

import citybrain.bench.Parent;
import citybrain.bench.ScratchFolder;
import citybrain.bench.contender.ContenderMain;
import citybrain.bench.contender.Contenders;
import citybrain.bench.data.BenchSet;
import citybrain.bench.data.FillMain;
import citybrain.jobs.runtime.Config;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets contenders sum the same observations from the same topics, each in a process of its own,
 * taking turns so that a machine that is busy for a while is so for all. The child process of
 * {@code ./citybrain bench aggregates}, which gives it a broker.
 */
public final class AggregatesBench {

  /** The exit code when contenders did not come to the same. */
  public static final int DIFFERENT = 3;

  private final Plan plan;
  private final Place place;
  private final Path folder;
  private final PrintStream out;

  /**
   * Where all lies.
   *
   * @param broker the id of its process
   */
  private record Place(String bootstrap, String broker) {}

  private AggregatesBench(Plan plan, Place place, Path folder, PrintStream out) {
    this.plan = plan;
    this.place = place;
    this.folder = folder;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var plan = Plan.from(config);
    var place =
        new Place(
            config.text("bootstrap", "Kafka bootstrap servers", "localhost:9092"),
            config.text("broker", "id of the process of the broker", "0"));
    var json = config.text("json", "file for the figures", "");
    var chart = config.text("chart", "file for bars, SVG", "");
    var commit = config.text("commit", "of the source, for the file of figures", "");
    config.refuseUnknown();
    Parent.endWithIt();
    var folder = Files.createTempDirectory("citybrain-bench-aggregates");
    int code = 0;
    try {
      var standings = new AggregatesBench(plan, place, folder, System.out).run();
      if (!json.isEmpty()) {
        write(Path.of(json), json(standings, commit));
      }
      if (!chart.isEmpty()) {
        Files.writeString(Path.of(chart), Chart.of(standings));
      }
      var faults = standings.stream().flatMap(one -> one.faults().stream()).toList();
      if (!faults.isEmpty()) {
        System.out.println("Contenders did not come to the same:");
        faults.forEach(line -> System.out.println("  " + line));
        code = DIFFERENT;
      }
    } finally {
      ScratchFolder.delete(folder);
    }
    System.exit(code);
  }

  private List<Standing> run() throws IOException {
    var standings = new ArrayList<Standing>();
    for (var set : plan.sets()) {
      standings.add(run(set));
    }
    for (var standing : standings) {
      standing.lines().forEach(out::println);
    }
    out.flush();
    return standings;
  }

  private Standing run(String name) throws IOException {
    EmptyTopics.make(place.bootstrap());
    var home = folder.resolve(name);
    Jvm.run(
        FillMain.class,
        List.of(
            "--set=" + name,
            "--folder=" + home,
            "--bootstrap=" + place.bootstrap(),
            "--observations=" + plan.observations().get(name),
            "--json=" + plan.contenders().contains(Contenders.FLINK_JSON)));
    var summary = new BenchSet(home).summary();
    say("%s: %,d observations lie on the topics", name, summary.observations());
    var runs = new ArrayList<Run>();
    for (int round = 1; round <= plan.rounds(); round++) {
      for (var contender : plan.contenders()) {
        var run = run(summary, home, contender, round);
        runs.add(run);
        say(
            "%s, round %d, %s: %.3f CPU-s per million, of it %.3f JIT, %.3f GC; broker %.3f;"
                + " %,.0f observations/s; load %.1f; after %d warm-ups%s",
            name,
            round,
            contender,
            run.perMillion(run.cpu()),
            run.perMillion(run.compilers()),
            run.perMillion(run.collector()),
            run.perMillion(run.broker()),
            run.rate(),
            run.load(),
            run.warmUps(),
            run.isWrong() ? "; WRONG" : "");
      }
    }
    return new Standing(List.copyOf(runs));
  }

  private Run run(BenchSet.Summary set, Path home, String contender, int round) throws IOException {
    var said =
        Jvm.run(
            ContenderMain.class,
            List.of(
                "--contender=" + contender,
                "--folder=" + home,
                "--bootstrap=" + place.bootstrap(),
                "--broker=" + place.broker(),
                "--warm-ups=" + plan.warmUps(),
                "--reference=" + home.resolve("reference.bin"),
                "--spoil=" + contender.equals(plan.spoil())));
    var result =
        said.stream()
            .filter(line -> line.startsWith(ContenderMain.RESULT))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(contender + " said nothing"));
    var json = new ObjectMapper().readTree(result.substring(ContenderMain.RESULT.length()));
    return Run.of(set, contender, round, json);
  }

  private void say(String format, Object... what) {
    out.println(String.format(Locale.ROOT, format, what));
    out.flush();
  }

  private static Map<String, Object> json(List<Standing> standings, String commit) {
    var json = new LinkedHashMap<String, Object>();
    json.put("bench", "aggregates");
    json.put("date", Instant.now().toString());
    json.put("commit", commit);
    json.put("machine", Machine.json());
    json.put("sets", standings.stream().map(Standing::json).toList());
    return json;
  }

  private static void write(Path file, Map<String, Object> json) throws IOException {
    var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.write(file, mapper.writeValueAsBytes(json));
  }
}
