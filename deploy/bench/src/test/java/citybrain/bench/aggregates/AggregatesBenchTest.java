package citybrain.bench.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.bench.contender.Contenders;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as people start it: that all come to the same, and that it would be seen if not. */
class AggregatesBenchTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void allComeToTheSameButForTheOneThatWasMadeToErr(@TempDir Path folder) throws Exception {
    var json = folder.resolve("figures.json");
    var chart = folder.resolve("chart.svg");

    var said =
        command(
            folder,
            AggregatesBench.DIFFERENT,
            "--sets=dense",
            "--observations=20000",
            "--rounds=1",
            "--warm-ups=0",
            "--spoil=map",
            "--json=" + json,
            "--chart=" + chart);

    assertThat(said)
        .contains("CPU-s per million", "Contenders did not come to the same")
        .contains("dense, round 1, map: 1 windows differ, 0 observations are missing")
        .contains("; the reference has ");
    assertThat(Files.readString(chart)).contains("<svg", "dense", "citybrain");
    var figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures.path("machine").path("processors").asInt()).isPositive();
    var runs = figures.path("sets").path(0).path("runs");
    long windows = runs.path(1).path("windows").asLong();
    assertThat(windows).isPositive();
    assertThat(runs).hasSize(Contenders.names().size());
    for (var run : runs) {
      var contender = run.path("contender").asText();
      assertThat(run.path("cpu_seconds").asDouble()).as(contender).isPositive();
      assertThat(run.path("unaccounted").asLong()).as(contender).isZero();
      assertThat(run.path("differences").asInt())
          .as(contender)
          .isEqualTo(contender.equals("map") ? 1 : 0);
      assertThat(run.path("windows").asLong())
          .as(contender)
          .isEqualTo(contender.equals("transport") ? 0 : windows);
    }
  }

  static String command(Path folder, int expected, String... options) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Duser.language=en",
            "-Duser.country=US",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "-Dcitybrain.root=" + ROOT,
            "-cp",
            classPath(),
            "citybrain.local.Main",
            "bench",
            "aggregates"));
    command.addAll(List.of(options));
    var output = folder.resolve("output.txt");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // For all JVMs of the bench, whose figures are not judged here.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    var process = builder.start();
    try {
      int code = process.waitFor();
      var said = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(code).as(said).isEqualTo(expected);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() throws IOException {
    var path = new ArrayList<String>();
    path.add(Files.readString(ROOT.resolve("deploy/local/target/classpath.txt")).strip());
    for (var module : List.of("deploy/local", "deploy/synthetic", "common")) {
      path.add(ROOT.resolve(module).resolve("target/classes").toString());
    }
    return String.join(File.pathSeparator, path);
  }
}
