package citybrain.local.command;

import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoices;
import citybrain.local.process.Program;
import citybrain.local.python.Notebooks;
import citybrain.local.python.PythonEnvironment;
import citybrain.local.run.MissingReports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens the notebooks on a lake, or runs them. */
@Command(
    name = "notebooks",
    description = "Open the notebooks in JupyterLab, or run them into pages of HTML.",
    footer = {
      "",
      "Needs Python 3.11 or newer with venv; packages go to .citybrain/python, not to the system.",
      "--execute first makes reports that are missing, see run --help, unless --lake is given.",
      "",
      "Examples:",
      "  ./citybrain notebooks                          on the lake of the city that ran last",
      "  ./citybrain notebooks --execute                all of them, as HTML",
      "  ./citybrain notebooks --execute --to pages --lake /data/lake --city aarhus",
      "",
      "Exit code of --execute: 0 if every cell ran, 1 if not."
    })
public final class NotebooksCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "The lake to read. Default: of the city in --home, or that ran last.")
  private Optional<Path> lake = Optional.empty();

  @Option(
      names = "--city",
      paramLabel = "NAME",
      description = "A city of the lake. Default: that with the most data.")
  private Optional<String> city = Optional.empty();

  @Option(
      names = "--day",
      paramLabel = "DATE",
      description = "YYYY-MM-DD. Default: the last day with at least half of its hours.")
  private Optional<String> day = Optional.empty();

  @Option(names = "--execute", description = "Run all notebooks instead of opening them.")
  private boolean execute;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where the pages of --execute go. Default: notebooks/ beside the lake.")
  private Optional<Path> pages = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8888",
      description = "For JupyterLab, or the next free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(names = "--no-browser", description = "Only print the address of JupyterLab.")
  private boolean noBrowser;

  @Override
  public Integer call() {
    var folder = lake.orElseGet(this::usualLake).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new SettingException("there is no lake in " + folder);
    }
    var notebooks = Notebooks.of(Program.root());
    var python =
        PythonEnvironment.in(
                Program.root().resolve(".citybrain").resolve("python"),
                notebooks.requirements(),
                System.getenv(),
                System.err::println)
            .python();
    var settings = settings(folder);
    if (execute && lake.isEmpty()) {
      makeReports(folder);
    }
    return execute
        ? notebooks.execute(
            python,
            settings,
            pages.orElseGet(() -> folder.resolveSibling("notebooks")),
            NotebooksCommand::endWithUs)
        : notebooks.lab(python, settings, port, !noBrowser, NotebooksCommand::endWithUs);
  }

  /** Of the cities that ran; notebooks say what is missing of those that cannot be made. */
  private void makeReports(Path folder) {
    var found = home.newest();
    var ran = CityChoices.kept(found.home(), found.run().city());
    var wanted =
        ran.all().stream()
            .filter(choice -> city.isEmpty() || city.get().equals(choice.city().city()))
            .toList();
    new MissingReports(found.home(), folder)
        .make(new CityChoices(wanted, ran.goLive()), System.err::println);
  }

  private Path usualLake() {
    var written = home.newest().run().lake();
    var address = URI.create(written);
    if (address.getScheme() != null && !address.getScheme().equals("file")) {
      throw new SettingException(
          "the lake is " + written + "; notebooks read a folder: copy it, and name it by --lake");
    }
    return address.getScheme() == null ? Path.of(written) : Path.of(address);
  }

  private Map<String, String> settings(Path folder) {
    var settings = new TreeMap<String, String>();
    settings.put("LAKE", folder.toString());
    city.ifPresent(name -> settings.put("CITY", name));
    day.ifPresent(date -> settings.put("DAY", date));
    return settings;
  }

  /** Ctrl-C ends this process, and with it Python. */
  private static void endWithUs(Process python) {
    Runtime.getRuntime().addShutdownHook(new Thread(python::destroy, "end-python"));
  }
}
