package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A city goes on, and counts right, while a plain Kafka client writes to all its topics what must
 * stop nobody; and it does so on machines of other tongues, zones and encodings.
 */
class HostileCityTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration LONGEST = Duration.ofSeconds(600);

  /** Digits of their own, another calendar, another zone. */
  private static final Map<String, String> TEHRAN =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "-Duser.language=fa -Duser.country=IR -Duser.extensions=u-nu-arabext",
          "TZ",
          "Asia/Tehran",
          "LC_ALL",
          "fa_IR.UTF-8");

  /** Where a small i has no capital I, and letters beyond ASCII cannot be named. */
  private static final Map<String, String> ANKARA_POSIX =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "-Duser.language=tr -Duser.country=TR -Dfile.encoding=US-ASCII",
          "TZ",
          "America/St_Johns",
          "LC_ALL",
          "POSIX");

  /** A rate that is not zero. */
  private static final Pattern PLAYS = Pattern.compile(" records, [1-9][0-9,]*/s ");

  @Test
  void noRecordOnAnyTopicTakesTheCity(@TempDir Path folder) throws Exception {
    var home = folder.resolve("home");
    var report = folder.resolve("report.json");
    var log = folder.resolve("up.log");
    try (var up =
        UpProcess.start(
            log,
            TEHRAN,
            "--home=" + home,
            "--scale=0.1",
            "--history=PT3H",
            "--report=" + report,
            "--port=18781",
            "--kafka-port=19792",
            "--metrics-port=18749")) {
      var bootstrap = runFile(home, up).path("bootstrap").asText();
      HostileRecords.send(bootstrap);
      await().atMost(PATIENCE).until(() -> !up.isAlive() || up.output().contains("live at"));
      up.stop();
      assertThat(up.exitWithin(LONGEST)).as(up.output()).isZero();
    }

    var told = JSON.readTree(report.toFile());
    assertThat(told.path("ok").asBoolean()).as(told.path("problems").toString()).isTrue();
    assertThat(told.path("jobs"))
        .isNotEmpty()
        .allSatisfy(
            job -> {
              assertThat(job.path("state").asText()).isEqualTo("RUNNING");
              assertThat(job.path("restarts").asInt()).as(job.path("name").asText()).isZero();
            });
    assertThat(unreadable(told)).isEqualTo(new TreeMap<>(HostileRecords.unreadable()));
    assertThat(told.path("unreadable").path("citybrain.observations.water"))
        .isEqualTo(
            JSON.readTree(
                "{\"malformed\":4,\"text-too-long\":1,\"unknown-city\":2,\"unknown-property\":1}"));
    assertThat(told.path("unreadable").path("citybrain.alerts"))
        .isEqualTo(JSON.readTree("{\"malformed\":4,\"unknown-city\":1,\"unknown-symbol\":1}"));
    long foreign = 0;
    for (var count : told.path("foreign_messages")) {
      foreign += count.asLong();
    }
    assertThat(foreign).isEqualTo(HostileRecords.FOREIGN);
    try (var oracle = new LakeOracle(home.resolve("lake"))) {
      assertThat(oracle.rejected("feed = 'buses' and reason = 'text-too-long'")).isEqualTo(1);
      assertThat(
              oracle.rejected("reason = 'unknown-symbol' and source like 'citybrain.alerts/0/%'"))
          .isEqualTo(1);
    }
    assertNothingOfItIsSaid(folder, home);
    assertPrivate(home);

    try (var up =
        UpProcess.start(
            folder.resolve("again.log"),
            ANKARA_POSIX,
            "--home=" + home,
            "--scale=0.1",
            "--history=PT3H",
            "--report=" + report,
            "--port=18781",
            "--kafka-port=19792",
            "--metrics-port=18749")) {
      // Not before it has played on, however slow the machine.
      await().atMost(PATIENCE).until(() -> !up.isAlive() || PLAYS.matcher(up.output()).find());
      up.stop();
      assertThat(up.exitWithin(LONGEST)).as(up.output()).isZero();
      assertThat(up.output())
          .contains("go on from where they stopped")
          .contains("The raw topic holds messages that are not of this play: ");
    }
    var again = JSON.readTree(report.toFile());
    assertThat(again.path("ok").asBoolean()).isTrue();
    assertThat(unreadable(again)).isEqualTo(unreadable(told));
    assertThat(again.path("conservation").path("in").asLong())
        .isGreaterThan(told.path("conservation").path("in").asLong());
    assertNothingOfItIsSaid(folder, home);
  }

  private static Map<String, Long> unreadable(JsonNode report) {
    var byTopic = new TreeMap<String, Long>();
    for (var topic : report.path("unreadable").properties()) {
      long sum = 0;
      for (var count : topic.getValue()) {
        sum += count.asLong();
      }
      byTopic.put(topic.getKey(), sum);
    }
    return byTopic;
  }

  private static JsonNode runFile(Path home, UpProcess up) throws IOException {
    var file = home.resolve("run.json");
    await().atMost(PATIENCE).until(() -> !up.isAlive() || Files.exists(file));
    assertThat(up.isAlive()).as(up.output()).isTrue();
    return JSON.readTree(file.toFile());
  }

  /** Neither what the records say, nor a character that a terminal or a reader of lines obeys. */
  private static void assertNothingOfItIsSaid(Path folder, Path home) throws IOException {
    for (var place : new Path[] {folder, home.resolve("logs")}) {
      try (var files = Files.list(place)) {
        for (var file : files.filter(one -> one.toString().endsWith(".log")).toList()) {
          assertThat(Files.readString(file))
              .as(file.toString())
              .doesNotContain("evil.example", "APOCALYPTIC", "atlantis", "VVVVVVVV", "FFFFFFFF")
              .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]")
              .doesNotContainPattern("(?m)^(JOB|WEB|READY)")
              .doesNotContainPattern("[\u06f0-\u06f9\u0660-\u0669]");
        }
      }
    }
  }

  private static void assertPrivate(Path home) throws IOException {
    try (var all = Files.walk(home)) {
      for (var one : all.toList()) {
        assertThat(
                java.nio.file.attribute.PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(one)))
            .as(one.toString())
            .endsWith("------");
      }
    }
  }
}
