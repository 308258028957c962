package citybrain.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.Main;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who declares a feed and tries it. */
class FeedCheckTest {

  private static final String CITY =
      """
      city: town
      name: Town
      time-zone: Europe/Berlin
      bounding-box: [10, 52, 11, 53]
      feeds:
        roads:
          kind: table
          source: roads/*.csv
          feature: {column: road}
          time: {column: at, format: dd.MM.yyyy HH:mm}
          values:
            mph: {property: TRAFFIC_SPEED, unit: "[mi_i]/h"}
        sensors:
          kind: json-lines
          feature: {id: roof, position: "10.5,52.5"}
          time: {column: t, format: epoch-seconds}
          values:
            v.wind: {property: WIND_SPEED, unit: m/s}
      """;

  private final Path folder;
  private final StringWriter said = new StringWriter();
  private int code;

  FeedCheckTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String run(String... args) throws IOException {
    Files.writeString(folder.resolve("town.yaml"), CITY);
    Files.createDirectories(folder.resolve("roads"));
    Files.writeString(
        folder.resolve("roads/1.csv"),
        "road,at,mph\nA,01.08.2014 13:00,50\nB,01.08.2014 13:05,40\n");
    var all = new java.util.ArrayList<>(java.util.List.of("feed", "check"));
    all.add(folder.resolve("town.yaml").toString());
    all.addAll(java.util.List.of(args));
    all.addAll(java.util.List.of("--data", folder.toString()));
    var out = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      code = Main.commandLine().setErr(new PrintWriter(said)).execute(all.toArray(new String[0]));
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String sample(String text) throws IOException {
    return Files.writeString(folder.resolve("sample"), text).toString();
  }

  @Test
  void theSourceIsReadAndShownWithUnits() throws IOException {
    var text = run("roads");
    assertThat(code).isZero();
    assertThat(text)
        .contains("2014-08-01 13:00:00 +02:00  A        TRAFFIC_SPEED  80.4672  km/h  good")
        .contains("2 records: 2 observations, 0 rejected");
    assertThat(run("roads", "--lines", "1")).contains("1 records: 1 observations");
    assertThat(run("roads", "--show", "1")).contains("and 1 more");
  }

  @Test
  void everyRejectedLineIsShownWithItsReason() throws IOException {
    var text =
        run(
            "roads",
            "--sample",
            sample("road,at,mph\nA,01.08.2014 13:00,x\n\n,01.08.2014 13:01,1\nA,2014-08-01,1\n"));
    assertThat(code).isEqualTo(1);
    assertThat(text)
        .containsPattern("2 +mph +not-a-number +the decimal sign is '.'")
        .containsPattern("4 +road +missing-value")
        .containsPattern("5 +at +unreadable-time +expected a time written dd.MM.yyyy HH:mm.* iso")
        .contains(
            "0 observations, 3 rejected (missing-value 1, not-a-number 1, unreadable-time 1)");
  }

  @Test
  void jsonLinesHaveNoHeader() throws IOException {
    var sample = sample("{\"t\": 1406890800, \"v\": {\"wind\": 5}}\n{\"t\": 1406890860}\nx\n");
    var json = new ObjectMapper().readTree(run("sensors", "--json", "--sample", sample));
    assertThat(code).isEqualTo(1);
    assertThat(json.at("/counts/records").intValue()).isEqualTo(3);
    assertThat(json.at("/observations/0/longitude").doubleValue()).isEqualTo(10.5);
    assertThat(json.at("/rejected").findValuesAsText("reason"))
        .containsExactly("missing-column", "malformed");
    assertThat(json.at("/rejected").findValuesAsText("line")).containsExactly("2", "3");
  }

  @Test
  void whatCannotBeCheckedIsSaid() throws IOException {
    run("road");
    run("sensors");
    run("roads", "--sample", "/no/such/file");
    assertThat(code).isPositive();
    assertThat(said.toString())
        .contains("did you mean 'roads'?")
        .contains("feed 'sensors' has no source; say what to read with --sample FILE")
        .contains("there is no file /no/such/file");
  }
}
