package citybrain.local.generate;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.player.TestBroker;
import citybrain.local.topics.TopicCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {

  private final Path folder;
  private final StringWriter printed = new StringWriter();

  GenerateCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int run(String... args) {
    return new CommandLine(new GenerateCommand())
        .setOut(new PrintWriter(printed))
        .setErr(new PrintWriter(printed))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println(e.getMessage());
              return 2;
            })
        .execute(args);
  }

  @Test
  void filesAreLaidOutAsTheOriginsWould() throws IOException {
    assertThat(run("--to", folder.toString(), "--scale", "0.02", "--start", "2025-05-05")).isZero();
    assertThat(printed.toString()).contains("Synthetic").contains("2025-05-04T22:00:00Z");
    assertThat(Files.readString(folder.resolve("README.txt"))).contains("synthetic");
    assertThat(folder.resolve("truth.json")).isNotEmptyFile();
    assertThat(folder.resolve("demo/districts.geojson")).isNotEmptyFile();
    Path traffic = folder.resolve("streams/traffic.csv");
    var lines = Files.readAllLines(traffic);
    assertThat(lines.get(0)).startsWith("status,avgMeasuredTime");
    assertThat(lines.stream().filter(line -> line.startsWith("status,"))).hasSize(1);
    assertThat(lines).hasSizeGreaterThan(1000);

    assertThat(folder.resolve("demo/transit/gtfs.zip")).isNotEmptyFile();
    try (var polls = Files.list(folder.resolve("streams/buses"))) {
      assertThat(polls.map(poll -> poll.getFileName().toString()))
          .hasSizeGreaterThan(1000)
          .allMatch(poll -> poll.matches("VehiclePositions_\\d{10}\\.pb"));
    }

    var again = folder.resolve("again");
    run("--to", again.toString(), "--scale", "0.02", "--start", "2025-05-05");
    assertThat(again.resolve("streams/traffic.csv")).hasSameBinaryContentAs(traffic);
    assertThat(again.resolve("demo/transit/gtfs.zip"))
        .hasSameBinaryContentAs(folder.resolve("demo/transit/gtfs.zip"));
  }

  @Test
  void theSameCityGoesIntoATopicOnce() throws Exception {
    try (var broker = TestBroker.start(folder.resolve("kafka"))) {
      Path truth = folder.resolve("truth.json");
      String[] command = {
        "--to-topic", broker.bootstrap(), "--scale", "0.02", "--truth", truth.toString()
      };
      assertThat(run(command)).isZero();
      assertThat(truth).isNotEmptyFile();
      long records = TopicCounts.raw(broker.bootstrap(), "", java.util.Set.of()).all().records();
      assertThat(printed.toString())
          .contains(String.format(Locale.ROOT, "%,d records in", records));
      assertThat(run(command)).isEqualTo(2);
      assertThat(printed.toString()).contains("holds messages of city 'demo' already");
    }
  }

  @Test
  void wrongValuesAreExplained() {
    assertThat(run("--to", folder.toString(), "--start", "tomorrow")).isEqualTo(2);
    assertThat(printed.toString()).contains("--start is 'tomorrow', expected a date such as");
    assertThat(run("--to", folder.toString(), "--days", "0")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(printed.toString()).contains("--to-topic");
  }
}
