package citybrain.jobs.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window, with a profile of its own. */
record Chromium(Path program) {

  static final String SKIPPED = "SKIPPED: attacks from a page in a browser: there is no Chromium";

  /** Empty, and said loudly, when it is not there. */
  static Optional<Chromium> find() {
    var found =
        Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
            .flatMap(
                folder ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.err.println(SKIPPED);
    }
    return found.map(Chromium::new);
  }

  /** What the page looks like after some seconds of its scripts; errors go to a file. */
  String page(Path folder, String address) throws IOException, InterruptedException {
    var command = new ArrayList<>(arguments(folder));
    command.addAll(List.of("--virtual-time-budget=8000", "--timeout=20000", "--dump-dom", address));
    var dom = folder.resolve("dom.html");
    var process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    try {
      process.waitFor(60, TimeUnit.SECONDS);
    } finally {
      end(process);
    }
    return Files.readString(dom);
  }

  /** Opens a page and leaves it open. */
  Process open(Path folder, String address) throws IOException {
    var command = new ArrayList<>(arguments(folder));
    command.addAll(List.of("--remote-debugging-port=0", address));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("browser.log").toFile())
        .start();
  }

  private List<String> arguments(Path folder) {
    return List.of(
        program.toString(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        // A name of the attacker's that points here: what DNS rebinding comes to.
        "--host-resolver-rules=MAP evil.example 127.0.0.1",
        "--user-data-dir=" + folder.resolve("profile"));
  }

  static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }
}
