package citybrain.local.endtoend;

import citybrain.feed.SettingException;
import citybrain.local.python.Notebooks;
import citybrain.local.python.PythonEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python programs that read what we wrote, in an environment that tests of all modules share. */
final class PythonReaders {

  private static final Path HOME = Path.of("../../target/python").toAbsolutePath().normalize();
  private static final Path ALERTS = Path.of("src/test/python/requirements.txt");

  private PythonReaders() {}

  /** The interpreter; empty, and said loudly, when it or the packages cannot be had. */
  static Optional<Path> find() {
    var wanted = new ArrayList<>(Notebooks.of(Path.of("../..")).requirements());
    wanted.add(ALERTS);
    try {
      return Optional.of(
          PythonEnvironment.in(HOME, wanted, System.getenv(), System.err::println).python());
    } catch (SettingException e) {
      System.err.println("SKIPPED: reading alerts and lake with Python: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Runs a program and reads the JSON it prints. */
  static JsonNode json(Path python, String program, String argument)
      throws IOException, InterruptedException {
    return new ObjectMapper().readTree(run(List.of(python.toString(), program, argument)));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    var errors = Files.createTempFile("python", ".err");
    var process =
        new ProcessBuilder(new ArrayList<>(command)).redirectError(errors.toFile()).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
    }
    return output;
  }
}
