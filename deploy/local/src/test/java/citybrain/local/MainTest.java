package citybrain.local;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Reports;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

  @Test
  void librariesDoNotSpeakToTheTerminal() {
    var root = java.util.logging.Logger.getLogger("");
    var before = root.getHandlers();
    try {
      Main.takeLogs();

      assertThat(root.getHandlers())
          .singleElement()
          .isInstanceOf(org.slf4j.bridge.SLF4JBridgeHandler.class);
    } finally {
      org.slf4j.bridge.SLF4JBridgeHandler.uninstall();
      for (var handler : before) {
        root.addHandler(handler);
      }
    }
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    assertHelp(Main.commandLine());
  }

  private static void assertHelp(CommandLine line) {
    var out = new StringWriter();
    line.usage(new PrintWriter(out));
    if (!line.getCommandName().equals("help")) {
      assertThat(out.toString()).as(line.getCommandName()).contains("Example", "./citybrain");
      assertThat(line.getCommandSpec().optionsMap()).containsKey("--help").containsKey("--version");
    }
    line.getSubcommands().values().forEach(MainTest::assertHelp);
  }

  @Test
  void topicsAreComplete() throws Exception {
    var topics = new ObjectMapper().readTree(run("topics", "--json"));
    assertThat(topics).hasSameSizeAs(Topics.all());
    assertThat(topics.findValuesAsText("name")).contains(Topics.RAW, Topics.ALERTS);
    assertThat(run("topics")).contains("citybrain.raw", "alerts as CloudEvents 1.0");
  }

  @Test
  void citiesAreListedAndShown() {
    assertThat(run("cities")).contains("demo", "SYNTHETIC", "aarhus");
    assertThat(run("cities", "--show", "aarhus")).contains("time-zone: Europe/Copenhagen");
  }

  @Test
  void reasonsAreGivenInWords() {
    assertThat(failure("up", "--city", "demmo")).contains("no city 'demmo'", "demo");
    assertThat(failure("up", "--city", "no/such.yaml")).contains("there is no file");
    assertThat(failure("up", "--for", "90x")).contains("90s, 5m, 2h");
    assertThat(failure("up", "--speed", "-1")).contains("--speed is -1.0");
    assertThat(failure("up", "--city", "aarhus", "--data", "/nowhere", "--home", "target/aarhus"))
        .contains("below /nowhere", "origin:", "licence: CC BY 4.0", "CITYBRAIN_DATA");
    assertThat(failure("alerts", "--home", "/nowhere")).contains("no city is running");
    assertThat(failure("summary", "--home", "/nowhere")).contains("no city has run here yet");
    assertThat(failure("run")).contains("expected one of energy-report");
    assertThat(failure("run", "energy-report", "--home", "/nowhere"))
        .contains("no city has run here yet");
    assertThat(failure("run", "zone-summary", "--home", "/nowhere"))
        .contains("no city has run here yet");
    assertThat(failure("run", "zone-summary", "--from", "may"))
        .contains("--from: 'may' is no day: expected one such as 2024-01-31");
    assertThat(failure("run", "zone-summary", "--from", "2024-02-01", "--to", "2024-01-31"))
        .contains("--to: 2024-01-31 comes before --from, which is 2024-02-01");
    assertThat(failure("bench", "lake", "--parts", "tides"))
        .contains("no part 'tides'; expected one of archive, zone-summary, queries");
  }

  /** Said once, in the report itself. */
  @Test
  void theHelpOfAReportTellsItsMethod() {
    for (var report : Reports.ALL) {
      var run = Objects.requireNonNull(Main.commandLine().getSubcommands().get("run"));
      var one = Objects.requireNonNull(run.getSubcommands().get(report.name()));
      var words = one.getUsageMessage().replaceAll("\\s+", " ");
      assertThat(report.method().paragraphs())
          .allSatisfy(text -> assertThat(words).contains(text.replaceAll("\\s+", " ")));
    }
  }

  private static String run(String... args) {
    var out = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.commandLine().execute(args)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String failure(String... args) {
    var said = new StringWriter();
    int code = Main.commandLine().setErr(new PrintWriter(said)).execute(args);
    assertThat(code).isPositive();
    assertThat(said.toString()).doesNotContain("\tat ");
    return said.toString();
  }

  @Test
  void aHomeThatCannotBeOneIsNamed(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("file"), "x");
    assertThat(failure("up", "--home", file.toString())).contains(file + " is no folder");
    assertThat(failure("up", "--home", file + "/home")).contains(file + "/home cannot be a home");
    assertThat(failure("up", "--home", "/proc/none")).contains("/proc/none cannot be a home");
  }
}
