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
        buses:
          kind: gtfs-rt-vehicle-positions
          source: polls/*.pb
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

  /** One poll as GTFS Realtime has it: a header, and for each id a vehicle that is somewhere. */
  private void poll(String name, int timestamp, String... ids) throws IOException {
    var poll = new ByteArrayOutputStream();
    var header = new ByteArrayOutputStream();
    header.write(new byte[] {0x0A, 3, '2', '.', '0', 0x18});
    varint(header, timestamp);
    field(poll, 0x0A, header.toByteArray());
    for (var id : ids) {
      var vehicle = new ByteArrayOutputStream();
      field(vehicle, 0x12, new byte[] {0x0D, 0, 0, 0x32, 0x42, 0x15, 0, 0, 0x28, 0x41});
      vehicle.write(0x28);
      varint(vehicle, timestamp - (id.startsWith("old") ? 3_600 : 10));
      field(vehicle, 0x42, with(0x0A, id.getBytes(StandardCharsets.UTF_8)));
      field(poll, 0x12, with(0x22, vehicle.toByteArray()));
    }
    Files.createDirectories(folder.resolve("polls"));
    Files.write(folder.resolve("polls").resolve(name), poll.toByteArray());
  }

  private static byte[] with(int tag, byte[] value) {
    var out = new ByteArrayOutputStream();
    field(out, tag, value);
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int tag, byte[] value) {
    out.write(tag);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int left = value;
    while (left >= 0x80) {
      out.write((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }

  /** A poll has line feeds in it, wherever a field is ten bytes long: it is no table. */
  @Test
  void documentsAreDecodedWhole() throws IOException {
    poll("1.pb", 1_768_494_330, "a", "ten-letter", "old");
    poll("2.pb", 1_768_494_360, "a");
    var text = run("buses");

    assertThat(code).isZero();
    assertThat(text)
        .containsPattern("2026-01-15 17:25:20 .01:00 +a +VEHICLE_POSITION +1 +1 +good")
        .containsPattern("2026-01-15 17:25:20 .01:00 +ten-letter +VEHICLE_POSITION")
        .containsPattern("1.pb +3 +vehicle.timestamp +stale-vehicle")
        .contains("4 records: 3 observations, 1 rejected (stale-vehicle 1)")
        .doesNotContain("malformed", "count as refused");
    assertThat(run("buses", "--lines", "2")).contains("3 records: 2 observations");
    run("buses", "--most-refused", "0");
    assertThat(code).as("who stands still was read").isZero();
  }

  @Test
  void refusalsAreShownInPartAndCountedInAll() throws IOException {
    poll("1.pb", 1_768_494_330, "old1", "old2", "old3", "old4", "a");
    Files.write(folder.resolve("polls/2.pb"), new byte[] {1, 2, 3});
    var text = run("buses", "--show", "2");

    assertThat(code).as("one of six").isZero();
    assertThat(text)
        .containsOnlyOnce("1.pb")
        .containsOnlyOnce("2.pb")
        .contains("and 3 more")
        .contains("5 rejected (malformed 1, stale-vehicle 4)")
        .contains("16.7 % of the records count as refused");
    run("buses", "--most-refused", "16");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void theHeaderIsShownWhenColumnsAreMissing() throws IOException {
    assertThat(run("roads", "--sample", sample("Road;at;mph\nA;01.08.2014 13:00;x\n")))
        .contains("The header is: Road;at;mph");
    assertThat(code).isEqualTo(1);
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
