package citybrain.local.python;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Python packages in a virtual environment of our own, so that nothing is installed into the
 * system. Made once, and again when its requirements have changed.
 *
 * @param python the interpreter that sees the packages
 */
public record PythonEnvironment(Path python) {

  /** Names another interpreter to make the environment with. */
  static final String VARIABLE = "CITYBRAIN_PYTHON";

  private static final List<String> CANDIDATES =
      List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11");

  private static final String IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";
  private static final int LAST_LINES = 6;

  /** How a program ended and what it said. */
  private record Outcome(int code, String text) {}

  /**
   * The environment in this folder.
   *
   * @param requirements pip's files of what it must hold, those they refer to included
   * @throws SettingException when Python, venv or pip is missing or fails, and what to do about it
   */
  public static PythonEnvironment in(
      Path folder, List<Path> requirements, Map<String, String> environment, Consumer<String> say) {
    var made = new PythonEnvironment(folder.toAbsolutePath().resolve("bin").resolve("python"));
    var stamp = folder.resolve("requirements");
    var turn = folder.toAbsolutePath().resolveSibling(folder.getFileName() + ".lock");
    try {
      var wanted = new StringBuilder();
      for (var file : requirements) {
        wanted.append(Files.readString(file));
      }
      if (isMade(stamp, wanted)) {
        return made;
      }
      Files.createDirectories(turn.getParent());
      // Another process may be at it; closing gives the lock back.
      try (var channel = FileChannel.open(turn, CREATE, WRITE)) {
        channel.lock();
        if (isMade(stamp, wanted)) {
          return made;
        }
        say.accept(
            "Making a Python environment in " + folder + " (once; it downloads packages) ...");
        made.install(find(environment), folder, requirements);
        Files.writeString(stamp, wanted);
        return made;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the Python environment in " + folder, e);
    }
  }

  private static boolean isMade(Path stamp, CharSequence wanted) throws IOException {
    return Files.exists(stamp) && Files.readString(stamp).contentEquals(wanted);
  }

  private static String find(Map<String, String> environment) {
    var named = environment.getOrDefault(VARIABLE, "");
    for (var candidate : named.isEmpty() ? CANDIDATES : List.of(named)) {
      if (run(List.of(candidate, "-c", IS_NEW_ENOUGH)).filter(o -> o.code() == 0).isPresent()) {
        return candidate;
      }
    }
    throw new SettingException(
        """
        Python 3.11 or newer is missing (looked for %s).
          Debian, Ubuntu: apt install python3 python3-venv
          Fedora:         dnf install python3
          macOS:          brew install python
          Installed elsewhere? Set %s to its interpreter."""
            .formatted(named.isEmpty() ? String.join(", ", CANDIDATES) : named, VARIABLE));
  }

  private void install(String base, Path folder, List<Path> requirements) {
    demand(
        List.of(base, "-m", "venv", "--clear", folder.toString()),
        "Python has no venv with pip: on Debian and Ubuntu, apt install python3-venv.");
    var install =
        new ArrayList<>(List.of(python.toString(), "-m", "pip", "install", "-q", "--no-input"));
    install.add("--disable-pip-version-check");
    // Half of the time went into compiling modules that nobody loads; Python compiles those it
    // does.
    install.add("--no-compile");
    for (var file : requirements) {
      install.addAll(List.of("-r", file.toString()));
    }
    demand(
        install,
        "pip could not install the packages: is there a way to https://pypi.org, or an index in"
            + " PIP_INDEX_URL?");
  }

  private static void demand(List<String> command, String advice) {
    var outcome = run(command);
    if (outcome.isEmpty() || outcome.get().code() != 0) {
      var lines = outcome.map(Outcome::text).orElse("").strip().lines().toList();
      throw new SettingException(
          "%s%n  %s:%n    %s"
              .formatted(
                  advice,
                  String.join(" ", command),
                  String.join(
                      System.lineSeparator() + "    ",
                      lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))));
    }
  }

  /** Empty when there is no such program. */
  private static Optional<Outcome> run(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new Outcome(process.waitFor(), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingException("interrupted while Python works");
    }
  }
}
