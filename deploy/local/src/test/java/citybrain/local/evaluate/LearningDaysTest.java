package citybrain.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.CityCalendar;
import citybrain.local.Main;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same days judged by rules that know nothing, were taught, and lived through those before. */
class LearningDaysTest {

  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant SPLIT = Instant.parse("2024-01-04T00:00:00Z");

  @TempDir private Path folder = Path.of("");

  private record Said(int code, String out, String err) {}

  private Said run(String... args) {
    var all = new ArrayList<>(List.of("evaluate", "--data", folder.toString()));
    all.addAll(List.of(args));
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void threeWaysOfKnowingStandInOneTable() throws IOException {
    FurtherSmallSets.aarhus(folder);
    var file = folder.resolve("out.json");

    var said = run("aarhus-citypulse", "--learn-days", "2", "--json", file.toString());

    assertThat(said.code()).as(said.err()).isZero();
    var lines = said.out().lines().filter(line -> line.contains("/1 ")).toList();
    assertThat(lines.get(0)).contains("aarhus-citypulse incident", "cold", "1/1");
    assertThat(lines.get(1)).contains("taught", "1/1");
    assertThat(lines.get(2)).contains("lived", "1/1");
    assertThat(said.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(new ObjectMapper().readTree(file.toFile()).findValuesAsText("set"))
        .contains("aarhus-citypulse-cold", "aarhus-citypulse-taught", "aarhus-citypulse-lived");
  }

  @Test
  void withoutDaysToLearnFromNothingIsScored() throws IOException {
    FurtherSmallSets.aarhus(folder);
    Files.delete(folder.resolve("aarhus-citypulse/traffic_2018.zip"));

    var said = run("aarhus-citypulse", "--learn-days", "2");

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("there is no aarhus-citypulse/traffic_*.zip");
  }

  @Test
  void wishesThatCannotBeAreRefused() {
    assertThat(run("nab", "--learn-days", "2").err())
        .contains("nab has no days to learn from; --learn-days is for aarhus-citypulse");
    assertThat(run("synthetic", "--days", "3", "--learn-days", "3").err())
        .contains("--learn-days is 3 of --days 3; expected fewer");
    assertThat(run("synthetic", "--learn-days", "0").err())
        .contains("--learn-days is 0; expected 1 to 366");
  }

  private static Observation speed(long minutes, double value, Quality quality) {
    var time = MONDAY.plusSeconds(60 * minutes);
    return new Observation(
        "c", "f", "x", ObservedProperty.TRAFFIC_SPEED, time, time, value, null, "z/1", "", quality);
  }

  /** As the lake has it: by time, without what is in doubt, taken back or of the judged days. */
  @Test
  void lessonsAreWhatTheLakeWouldSay() {
    var lessons = new Lessons(CityCalendar.of("UTC"), SPLIT);
    for (int day = 2; day >= 0; day--) {
      lessons.hear(speed(1440L * day + 10, 10 * day, Quality.GOOD));
      lessons.hear(speed(1440L * day + 11, 500, Quality.ESTIMATED));
      lessons.hear(speed(1440L * day + 12, 500, Quality.SUSPECT));
    }
    lessons.hear(speed(10, 4, Quality.GOOD).inPlaceOf(new Replaced(0, Quality.GOOD)));
    lessons.hear(speed(3 * 1440L, 500, Quality.GOOD));

    assertThat(lessons.baselines())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.appliesFrom()).isEqualTo(SPLIT);
              assertThat(one.zone()).isEqualTo("z/1");
              assertThat(one.slots()).hasSize(1);
              assertThat(one.slots().get(0).median()).isEqualTo(10);
              assertThat(one.slots().get(0).p05()).isEqualTo(4);
              assertThat(one.slots().get(0).readings()).isEqualTo(3);
            });
  }
}
