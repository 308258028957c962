package citybrain.local.command;

import citybrain.feed.PlainText;
import citybrain.local.home.RunFile;
import citybrain.local.metrics.Exposition;
import citybrain.local.metrics.VitalsText;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what runs, and how it is: the figures of the metrics endpoint. */
@Command(
    name = "status",
    description = "Print what runs, where to look, and how feeds, jobs and alerts are.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain status",
      "  ./citybrain status --home /tmp/try --json",
      "",
      "Exit code 0: a city is running and all its jobs are; 1: not so."
    })
public final class StatusCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--json", description = "As JSON: an array with one object a city.")
  private boolean asJson;

  @Override
  public Integer call() throws IOException {
    var all = home.all();
    var json = JSON.createArrayNode();
    boolean well = false;
    for (var found : all) {
      var run = found.run();
      var vitals = vitals(run);
      well = vitals.filter(VitalsText::allRun).isPresent() || well;
      if (asJson) {
        add(json, found, vitals);
      } else {
        show(found, vitals);
      }
    }
    if (asJson) {
      System.out.println(
          PlainText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json)));
    } else if (all.isEmpty()) {
      System.out.println("No city has run here yet; ./citybrain up starts one.");
    }
    return well ? 0 : 1;
  }

  /** Empty when it does not run or does not answer. */
  private static Optional<VitalsText> vitals(RunFile run) {
    try {
      return run.isRunning()
          ? Optional.of(new VitalsText(Exposition.scrape(run.metrics())))
          : Optional.empty();
    } catch (IOException e) {
      System.err.printf(Locale.ROOT, "%s does not answer: %s%n", run.metrics(), e.getMessage());
      return Optional.empty();
    }
  }

  private static void add(ArrayNode json, HomeOption.Found found, Optional<VitalsText> vitals) {
    var one = json.addObject();
    one.put("home", found.home().folder().toString());
    one.put("running", found.run().isRunning());
    one.set("run", JSON.valueToTree(found.run()));
    vitals.ifPresent(text -> one.set("vitals", text.json()));
  }

  private static void show(HomeOption.Found found, Optional<VitalsText> vitals) {
    var run = found.run();
    System.out.printf(Locale.ROOT, "%s in %s%n", run.city(), found.home().folder());
    if (!run.isRunning()) {
      System.out.printf(Locale.ROOT, "  not running; last started %s%n", run.started());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "  running since %s, process %d (broker %d, Flink %d)%n"
            + "  web      %s%n  Kafka    %s%n  metrics  %s%n  lake     %s%n%n",
        run.started(),
        run.process().pid(),
        run.broker().pid(),
        run.flink().pid(),
        run.web(),
        run.bootstrap(),
        run.metrics(),
        run.lake());
    vitals.ifPresent(text -> System.out.print(text.tables()));
  }
}
