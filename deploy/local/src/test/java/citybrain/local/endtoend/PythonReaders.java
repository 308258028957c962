package citybrain.local.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python programs that read what we wrote, in an environment made below target/. */
final class PythonReaders {

  private static final Path HOME = Path.of("target", "python").toAbsolutePath();
  private static final Path LAKE = Path.of("../../notebooks/requirements.txt");
  private static final Path ALERTS = Path.of("src/test/python/requirements.txt");

  private PythonReaders() {}

  /** The interpreter; empty, and said loudly, when it or the packages cannot be had. */
  static Optional<Path> find() throws IOException, InterruptedException {
    var python = HOME.resolve("bin/python");
    var done = HOME.resolve("done");
    if (Files.exists(done)) {
      return Optional.of(python);
    }
    try {
      run(List.of("python3", "-m", "venv", "--clear", HOME.toString()));
      run(
          List.of(
              python.toString(),
              "-m",
              "pip",
              "install",
              "-q",
              "-r",
              LAKE.toString(),
              "-r",
              ALERTS.toString()));
      Files.createFile(done);
      return Optional.of(python);
    } catch (IOException e) {
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
