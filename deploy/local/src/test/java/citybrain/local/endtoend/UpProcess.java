package citybrain.local.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code citybrain} in a process of its own, with its output in a file. */
final class UpProcess implements AutoCloseable {

  /** None of them lives long enough to earn back what the second one takes (decision 20). */
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Path output;

  private UpProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static UpProcess start(Path output, String... arguments) throws IOException {
    return start(output, Map.of(), arguments);
  }

  /** On a machine that is set up in this way. */
  static UpProcess start(Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--jvm-options=flink=" + FIRST_COMPILER);
    return command("up", output, environment, all.toArray(String[]::new));
  }

  static UpProcess command(String name, Path output, String... arguments) throws IOException {
    return command(name, output, Map.of(), arguments);
  }

  private static UpProcess command(
      String name, Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    // Usual, and open to others: what is private is so by our own doing.
    command.addAll(List.of("/bin/sh", "-c", "umask 022; exec \"$@\"", "up"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", FIRST_COMPILER));
    command.add("-Dcitybrain.root=" + Path.of("../..").toAbsolutePath());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "citybrain.local.Main"));
    command.add(name);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new UpProcess(builder.redirectOutput(output.toFile()).start(), output);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  int exitWithin(Duration time) throws InterruptedException {
    if (!process.waitFor(time.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + time);
    }
    return process.exitValue();
  }

  /** Asks it to end; it does so in order. */
  void stop() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
