package citybrain.local.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The notebooks of this repository.
 *
 * @param folder where they and their requirements lie
 */
public record Notebooks(Path folder) {

  private static final String CITY = "CITYBRAIN_";

  public static Notebooks of(Path root) {
    return new Notebooks(root.resolve("notebooks"));
  }

  /** All of them, in the order of their numbers. */
  public List<Path> all() {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What they need. */
  public List<Path> requirements() {
    return List.of(folder.resolve("requirements.txt"));
  }

  /**
   * Executes all of them into pages of HTML.
   *
   * @param settings of the notebooks, such as {@code LAKE} and {@code CITY}
   * @return the exit code: 0 when every cell of every notebook ran
   */
  public int execute(
      Path python, Map<String, String> settings, Path pages, Consumer<Process> started) {
    var command = new ArrayList<>(List.of(python.toString(), folder.resolve("run.py").toString()));
    command.add(pages.toAbsolutePath().toString());
    all().forEach(notebook -> command.add(notebook.toString()));
    return run(command, settings, started);
  }

  /**
   * Opens them in JupyterLab, on loopback only and with its token, until it is stopped.
   *
   * @param port a wish: the next free one is taken
   */
  public int lab(
      Path python,
      Map<String, String> settings,
      int port,
      boolean browser,
      Consumer<Process> started) {
    var command = new ArrayList<>(List.of(python.toString(), "-m", "jupyter", "lab"));
    command.add("--ServerApp.ip=127.0.0.1");
    command.add("--ServerApp.port=" + port);
    command.add("--ServerApp.root_dir=" + folder.toAbsolutePath());
    command.add("--ServerApp.open_browser=" + (browser ? "True" : "False"));
    command.add("--ServerApp.answer_yes=True");
    all().stream().findFirst().ifPresent(notebook -> command.add(notebook.toString()));
    return run(command, settings, started);
  }

  private static int run(
      List<String> command, Map<String, String> settings, Consumer<Process> started) {
    var builder = new ProcessBuilder(command).inheritIO();
    settings.forEach((name, value) -> builder.environment().put(CITY + name, value));
    try {
      var process = builder.start();
      started.accept(process);
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
