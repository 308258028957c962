package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.broker.Broker;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CityChoices;
import citybrain.local.files.Failure;
import citybrain.local.flink.FlinkProcess;
import citybrain.local.home.Home;
import citybrain.local.metrics.MetricsEndpoint;
import citybrain.local.process.JvmOptions;
import citybrain.local.run.CityRun;
import citybrain.local.run.RunSettings;
import citybrain.local.view.PlainOut;
import citybrain.local.view.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything, plays a city, shows it. */
@Command(
    name = "up",
    description = "Start broker, Flink and all jobs, play a city, and show it live.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain up                                  the synthetic city, until Ctrl-C",
      "  ./citybrain up --city aarhus --data ~/data      recordings of a real city",
      "  ./citybrain up --city aarhus,beijing            several cities on one clock",
      "  ./citybrain up --for 90s --report run.json      end by itself, count everything",
      "  ./citybrain up --home /tmp/try --seed 7 --scale 3",
      "",
      "State stays in the home; the next up goes on from there.",
      "Exit code 0: all jobs ran and every record is accounted for."
    })
public final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--city",
      paramLabel = "NAME|FILE[,…]",
      defaultValue = "demo",
      description =
          "A shipped city (see ./citybrain cities) or a city file; several share the clock of the"
              + " first. Default: demo.")
  private String city = CityChoice.DEFAULT;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where recordings lie. Default: CITYBRAIN_DATA, then data/.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "60",
      description = "City seconds per second once live. Default: 60.")
  private double speed = 60;

  @Option(
      names = "--history",
      paramLabel = "TIME",
      converter = SpokenDuration.class,
      description = "How much past to play first, such as 1d or PT36H. Default: the city's own.")
  private Optional<Duration> history = Optional.empty();

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "Where the city's clock begins, such as 2025-03-10T00:00:00Z.")
  private Optional<Instant> start = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Of a synthetic city; the same seed gives the same city. Default: 42.")
  private long seed = 42;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of a synthetic city; 1 is about 10,000 meters. Default: 1.")
  private double scale = 1;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = SpokenDuration.class,
      description = "End by itself after this time, such as 90s or 10m.")
  private Optional<Duration> runFor = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "At the end count everything and write it as JSON.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The folder for all state. Default: .citybrain, other cities below it.")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--lake",
      paramLabel = "URI",
      description = "Root of the lake. Default: lake/ in the home.")
  private Optional<String> lake = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + FlinkProcess.USUAL_PORT,
      description = "Of the Flink web UI; the next free one if taken. Default: 8081.")
  private int port = FlinkProcess.USUAL_PORT;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "" + Broker.USUAL_PORT,
      description = "Of the broker; the next free one if taken. Default: 9092.")
  private int kafkaPort = Broker.USUAL_PORT;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      defaultValue = "" + MetricsEndpoint.USUAL_PORT,
      description = "Of the Prometheus endpoint; the next free one if taken. Default: 9249.")
  private int metricsPort = MetricsEndpoint.USUAL_PORT;

  @Option(
      names = "--jvm-options",
      paramLabel = "PROCESS=OPTIONS",
      description =
          "Of the JVM of broker, flink or lake-report, such as"
              + " flink=-XX:StartFlightRecording=filename=f.jfr; may be given for each.")
  private Map<String, String> jvmOptions = Map.of();

  @Option(
      names = {"--plain", "--no-color"},
      description = "Plain lines even on a terminal.")
  private boolean plain;

  @Override
  public Integer call() {
    if (!(speed > 0 && speed <= 1e6)) {
      throw new SettingException("--speed is " + speed + ", expected a number above 0");
    }
    JvmOptions.take(jvmOptions);
    var choices = CityChoices.of(city, start, history);
    var place =
        home.map(Home::new).orElseGet(() -> Home.usual(choices.folderName(), CityChoice.DEFAULT));
    var screen =
        Screen.of(
            PlainOut.terminal(System.out), System.getProperty("citybrain.terminal", ""), plain);
    place.prepare(screen::say);
    // Before the first logger: what libraries have to say goes there.
    Failure.logTo(place.logs().resolve("citybrain.log"));
    for (var each : choices.cities()) {
      screen.say(
          each.name() + (each.synthetic() ? ": SYNTHETIC, nothing in it was measured." : "."));
      each.note().ifPresent(screen::say);
    }
    choices
        .goLive()
        .ifPresent(
            live ->
                screen.say(
                    "All go live at %s; moved by weeks: %s.".formatted(live, choices.shifts())));
    return new CityRun(settings(choices, place), screen).run();
  }

  private RunSettings settings(CityChoices choices, Home place) {
    return new RunSettings(
        choices,
        place,
        data,
        lake.map(UpCommand::uri),
        speed,
        history,
        start,
        seed,
        scale,
        runFor,
        report.map(Path::toAbsolutePath),
        port,
        kafkaPort,
        metricsPort);
  }

  private static String uri(String lake) {
    return lake.contains(":") ? lake : Path.of(lake).toAbsolutePath().toUri().toString();
  }
}
