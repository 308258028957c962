package citybrain.local.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A city whose origins live comes out as the one whose recordings are played; and what it refused
 * because its file was wrong is told after all once that is mended.
 */
class LiveCityTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final Duration LONGEST = Duration.ofSeconds(600);
  private static final String HEADER = "at,warm,wet\n";

  /** What origins that live tell is not old. */
  private final Instant begins =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));

  /** Rows of a recording, of one minute each. */
  private static final int ROWS = 40;

  private static final String CITY =
      """
      city: town
      name: Town
      time-zone: UTC
      bounding-box: [10, 52, 11, 53]
      zones:
        h3:
          resolution: 8
      replay:
        starts: %s
      feeds:
        weather:
          kind: table
          %s
          overlap: P1D
          lateness: P1D
          feature: {id: roof, position: "10.5,52.5"}
          time: {column: at, format: iso}
          values:
            warm: {property: AIR_TEMPERATURE, unit: %s}
            wet: {property: RAINFALL, unit: mm}
      """;

  private final Path folder;
  private final AtomicInteger served = new AtomicInteger();

  LiveCityTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String rows(int from, int to) {
    var text = new StringBuilder(HEADER);
    for (int i = from; i < to; i++) {
      text.append(
          String.format(
              Locale.ROOT, "%s,%d.5,%d%n", begins.plusSeconds(60L * i), 10 + i % 9, i % 4));
    }
    return text.toString();
  }

  private Path city(String name, String from, String unit) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        CITY.formatted(LocalDateTime.ofInstant(begins, ZoneOffset.UTC), from, unit));
  }

  /** Each answer tells ten rows more, the newest twenty of them. */
  private HttpServer origin() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/weather.csv",
        exchange -> {
          try (exchange) {
            int to = Math.min(ROWS, 10 * served.incrementAndGet());
            var body = rows(Math.max(0, to - 20), to).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  private UpProcess up(Path city, String home, String report, String... more) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "--city=" + city,
                "--data=" + folder,
                "--home=" + folder.resolve(home),
                "--report=" + folder.resolve(report),
                "--speed=100000",
                "--port=18881",
                "--kafka-port=19892",
                "--metrics-port=18849"));
    arguments.addAll(List.of(more));
    return UpProcess.start(folder.resolve(report + ".log"), arguments.toArray(String[]::new));
  }

  private JsonNode ended(UpProcess up, String report) throws Exception {
    assertThat(up.exitWithin(LONGEST)).as(up.output()).isZero();
    return JSON.readTree(folder.resolve(report).toFile());
  }

  private List<String> observations(String home) throws SQLException {
    return query(
        home,
        "observations",
        "concat_ws(' ', feature, property, epoch_ms(phenomenon_time), result, quality)");
  }

  /** The last revision of each window. */
  private List<String> windows(String home) throws SQLException {
    return query(
        home,
        "aggregates",
        "concat_ws(' ', layer, zone, property, epoch_ms(window_start), epoch_ms(window_end),"
            + " arg_max(count, revision), arg_max(sum, revision), arg_max(min, revision),"
            + " arg_max(max, revision))",
        "group by layer, zone, property, window_start, window_end");
  }

  private List<String> query(String home, String dataset, String columns, String... rest)
      throws SQLException {
    var found = new ArrayList<String>();
    var table =
        "read_parquet('%s/lake/%s/**/*.parquet', hive_partitioning = true)"
            .formatted(folder.resolve(home), dataset);
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        var rows =
            statement.executeQuery(
                "select %s from %s %s order by 1"
                    .formatted(columns, table, String.join(" ", rest)))) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static String poll(HttpServer server) {
    return "poll: http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/weather.csv\n    poll-every: PT1S";
  }

  /** Its clock goes on with heartbeats, so that it may be further and tell more windows. */
  @Test
  void aPolledCityIsThePlayedOne() throws Exception {
    Files.writeString(folder.resolve("weather.csv"), rows(0, ROWS));
    try (var up = up(city("played.yaml", "source: weather.csv", "Cel"), "played", "p.json")) {
      var told = ended(up, "p.json");
      assertThat(told.at("/feeds/weather/observations").asInt()).isEqualTo(2 * ROWS);
    }
    var server = origin();
    try (var up = up(city("polled.yaml", poll(server), "Cel"), "polled", "q.json")) {
      awaitAllServed(up);
      up.stop();
      var told = ended(up, "q.json");
      assertThat(told.path("ok").asBoolean()).as(told.path("problems").toString()).isTrue();
      assertThat(told.at("/feeds/weather/observations").asInt()).isEqualTo(2 * ROWS);
    } finally {
      server.stop(0);
    }
    assertThat(observations("polled")).isEqualTo(observations("played")).hasSize(2 * ROWS);
    assertThat(windows("played")).isNotEmpty();
    assertThat(windows("polled")).containsAll(windows("played"));
  }

  private void awaitAllServed(UpProcess up) {
    await().atMost(PATIENCE).until(() -> !up.isAlive() || served.get() > ROWS / 10 + 2);
  }

  @Test
  void whatWasRefusedIsToldOnceAfterAll() throws Exception {
    var server = origin();
    try {
      livesWithAWrongUnit(poll(server));
      isMended(poll(server));
    } finally {
      server.stop(0);
    }
    assertThat(observations("live")).hasSize(2 * ROWS).doesNotHaveDuplicates();
    assertThat(query("live", "observations", "property || ' ' || count(*)", "group by property"))
        .containsExactly("AIR_TEMPERATURE " + ROWS, "RAINFALL " + ROWS);
  }

  /** So many degrees above absolute zero are nowhere on earth. */
  private void livesWithAWrongUnit(String from) throws Exception {
    try (var up = up(city("wrong.yaml", from, "K"), "live", "l.json")) {
      awaitAllServed(up);
      up.stop();
      var told = ended(up, "l.json");
      assertThat(up.output()).contains("Polling live origins: town/weather");
      assertThat(told.path("ok").asBoolean()).as(told.path("problems").toString()).isTrue();
      assertThat(told.at("/feeds/weather/observations").asInt()).isEqualTo(ROWS);
      // Rows that were told again are duplicates of their rain, and refused for their warmth again.
      assertThat(told.at("/feeds/weather/raw").asInt()).isEqualTo(ROWS * 2 - 10);
      assertThat(told.path("foreign_messages")).isEmpty();
    }
  }

  private void isMended(String from) throws Exception {
    var run = folder.resolve("live/run.json");
    var earlier = Files.readString(run);
    int before = served.get();
    try (var up = up(city("right.yaml", from, "Cel"), "live", "m.json")) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  !up.isAlive()
                      || (served.get() > before + 1 && !Files.readString(run).equals(earlier)));
      assertThat(redrive("1.log", "--dry-run")).contains("out-of-range: 70 refused, 70 would be");
      assertThat(redrive("2.log")).contains("out-of-range: 70 refused, 70 sent again");
      assertThat(redrive("3.log")).contains(" 0 sent again; sent before 70,");
      up.stop();
      var told = ended(up, "m.json");
      assertThat(told.path("ok").asBoolean()).as(told.path("problems").toString()).isTrue();
      assertThat(told.at("/feeds/weather/observations").asInt()).isEqualTo(2 * ROWS);
    }
    // What was told with them before was known again, and says where it came from.
    assertThat(
            query("live", "rejected", "reason || ' ' || source", "where source like '%redriven%'"))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("duplicate ") && line.endsWith(" (redriven 1)"));
  }

  private String redrive(String log, String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                "--city=town",
                "--feed=weather",
                "--data=" + folder,
                "--home=" + folder.resolve("live")));
    arguments.addAll(List.of(more));
    try (var command =
        UpProcess.command("redrive", folder.resolve(log), arguments.toArray(String[]::new))) {
      assertThat(command.exitWithin(PATIENCE)).as(command.output()).isZero();
      return command.output();
    }
  }
}
