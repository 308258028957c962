package citybrain.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.Main;
import citybrain.local.recording.Recordings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from files to table, on small sets in the layouts of the public ones. */
class EvaluateCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of("");

  /** What was said, and how it ended. */
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

  private JsonNode json(String... args) throws IOException {
    var file = folder.resolve("out.json");
    var all = new ArrayList<>(List.of(args));
    all.add("--json=" + file);
    var said = run(all.toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isZero();
    return JSON.readTree(file.toFile());
  }

  private static JsonNode row(JsonNode json, String set, String rule) {
    for (var one : json.path("sets")) {
      for (var row : one.path("rows")) {
        if (one.path("set").asText().equals(set) && row.path("rule").asText().equals(rule)) {
          return row;
        }
      }
    }
    throw new AssertionError("no row of " + set + " and '" + rule + "' in " + json);
  }

  @Test
  void theJumpOfASeriesIsFoundAndBeatsChance() throws IOException {
    SmallSets.nab(folder);

    var json = json("nab");

    var row = row(json, "nab", "");
    assertThat(row.path("measure").asText()).isEqualTo("NAB standard");
    assertThat(row.at("/figures/windows").asInt()).isEqualTo(1);
    assertThat(row.at("/figures/found").asInt()).isEqualTo(1);
    assertThat(row.path("score").asDouble()).isGreaterThan(row.path("chance_p95").asDouble());
    assertThat(row.path("verdict").asText()).isEqualTo("yes");
    assertThat(row.path("beats_chance").asBoolean()).isTrue();
    assertThat(row.at("/burden/opened").asInt()).isPositive();
    assertThat(json.at("/sets/0/remarks").toString()).contains("NAB_VALUE");
    assertThat(json.at("/sets/0/readings").asInt()).isEqualTo(2 * 1152);
    assertThat(json("nab")).as("the same again").isEqualTo(json);
  }

  @Test
  void theTableHasEverySetAndFits() throws IOException {
    SmallSets.nab(folder);
    SmallSets.skab(folder);
    SmallSets.batadal(folder);
    SmallSets.gecco(folder);

    var wide = run("nab", "skab", "batadal", "gecco2018");
    assertThat(wide.code()).as(wide.err()).isZero();
    assertThat(wide.out()).contains("chance mean", "beats chance", "EEMUA 191", "water.novelty");
    assertThat(wide.out().lines()).allMatch(line -> line.length() <= 200);

    System.setProperty("citybrain.terminal", "24 80");
    try {
      var narrow = run("nab", "batadal", "gecco2018");
      assertThat(narrow.out()).contains("gecco2018", "beats", "    panel-by-feed-c-town  ");
      assertThat(narrow.out().lines()).allMatch(line -> line.length() <= 80);
    } finally {
      System.clearProperty("citybrain.terminal");
    }
  }

  @Test
  void rowsWithoutValuesLeaveTheirRowsInTheScore() throws IOException {
    SmallSets.gecco(folder);

    var json = json("gecco2018");

    var figures = row(json, "gecco2018", "").path("figures");
    double rows = 0;
    for (var part : List.of("true", "false")) {
      rows += figures.path(part + "_positives").asInt() + figures.path(part + "_negatives").asInt();
    }
    assertThat(rows).isEqualTo(3 * 1440);
    assertThat(figures.path("true_positives").asInt()).isPositive();
    assertThat(json.at("/sets/0/readings").asInt()).isEqualTo(9 * (3 * 1440 - 61));
    assertThat(json.at("/sets/0/refused").toString()).as("of the row with NaN").contains("9");
  }

  @Test
  void labelsMayComeFromElsewhere() throws IOException {
    SmallSets.batadal(folder);
    var other = folder.resolve("other.csv");
    Recordings.write(other, SmallSets.batadal(1000, 240, 1150));

    var json = json("batadal", "--labels=" + other);

    assertThat(row(json, "batadal", "").at("/figures/attacks").asInt()).isEqualTo(1);
    assertThat(row(json, "batadal", "").path("always_alarm").asDouble()).isEqualTo(0.75);
  }

  @Test
  void aSetThatIsNotThereIsNamedAndTheRestGoOn() throws IOException {
    SmallSets.skab(folder);

    var said = run("skab", "batadal", "nab");

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.out()).contains("skab").doesNotContain("batadal");
    assertThat(said.err())
        .contains(
            "batadal: NOT SCORED: there is no batadal/dataset03_normal.csv.gz in " + folder,
            "github.com/rtaormina/aeed",
            "licence: none stated",
            "nab: NOT SCORED: there is no nab/windows.json");
  }

  @Test
  void whatIsWrongInLabelsIsSaidWithFileAndLine() throws IOException {
    SmallSets.nab(folder);
    SmallSets.skab(folder);
    SmallSets.batadal(folder);
    var labels = folder.resolve("labels");

    Recordings.write(labels, "{\n\"realTraffic/jumps.csv\": [],\n\"no/such.csv\": []}");
    assertThat(trouble("nab", labels)).contains("labels:1: nothing is said of realTweets/rests");
    Recordings.write(
        labels,
        "{\n\"realTraffic/jumps.csv\": [],\n\"no/such.csv\": [],\n\"realTweets/rests.csv\": []}");
    assertThat(trouble("nab", labels))
        .contains("labels:3: 'no/such.csv' is no file below nab/data");
    Recordings.write(labels, "{\n\"realTraffic/jumps.csv\": [\n[\"soon\", \"later\"]]}");
    assertThat(trouble("nab", labels)).contains("labels:3: 'soon' is no time");
    Recordings.write(labels, "{\n\"realTraffic/jumps.csv\": 5}");
    assertThat(trouble("nab", labels)).contains("labels:2: expected windows");
    Recordings.write(labels, "{\n\"realTraffic/jumps.csv\" [");
    assertThat(trouble("nab", labels)).contains("labels:2: this is no JSON");
    Recordings.write(
        labels,
        "{\"realTweets/rests.csv\": [], \"realTraffic/jumps.csv\":\n [[\"%s\", \"2001-01-01 00:00\"]]}"
            .formatted(SmallSets.nabTime(5)));
    assertThat(trouble("nab", labels)).contains("labels:2: a window of 'realTraffic/jumps.csv'");

    Recordings.write(labels, "experiment,datetime,anomaly\nvalve9/9,2024-03-04 00:00:00,1\n");
    assertThat(trouble("skab", labels))
        .contains("labels:2: experiment is 'valve9/9'; expected a feature of which there are data");
    Recordings.write(labels, "experiment,datetime,anomaly\nvalve1/0,1999-03-04 00:00:00,1\n");
    assertThat(trouble("skab", labels)).contains("labels:2: datetime is '1999-03-04 00:00:00'");
    Recordings.write(labels, "experiment,datetime,anomaly\n\nvalve1/0,2024-03-04 00:00:00,yes\n");
    assertThat(trouble("skab", labels)).contains("labels:3: anomaly is 'yes'; expected 1 or 0");
    Recordings.write(labels, "experiment,datetime\n");
    assertThat(trouble("skab", labels)).contains("labels:1: there is no column 'anomaly'");
    Recordings.write(labels, "DATETIME,ATT_FLAG\n2024-13-04 00:00,1\n");
    assertThat(trouble("batadal", labels)).contains("labels:2: DATETIME is '2024-13-04 00:00'");
    Recordings.write(labels, "DATETIME,ATT_FLAG\n2024-03-04 00:00\n");
    assertThat(trouble("batadal", labels)).contains("labels:2: ");
    Files.delete(labels);
    assertThat(trouble("batadal", labels)).contains("--labels: there is no file " + labels);
  }

  private String trouble(String set, Path labels) {
    var said = run(set, "--labels=" + labels);
    assertThat(said.code()).isEqualTo(3);
    return said.err();
  }

  @Test
  void whatIsBrokenIsSaidAndNoBug() throws IOException {
    SmallSets.batadal(folder);
    var file = folder.resolve("batadal/dataset04_attacks.csv.gz");
    var bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    var said = run("batadal");

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("batadal: NOT SCORED", "dataset04").doesNotContain("bug");
  }

  @Test
  void wishesThatCannotBeAreRefused() {
    assertThat(run().err()).contains("say which sets, or --all");
    assertThat(run("--all", "nab").err()).contains("say which sets, or --all");
    assertThat(run("nap").err()).contains("there is no set 'nap'; expected one of nab, skab");
    assertThat(run("nab", "--rotations=5").err()).contains("--rotations is 5; expected 200");
    assertThat(run("synthetic", "--days=0").err()).contains("--days is 0; expected 1 to 366");
    assertThat(run("synthetic", "--scale=-1").err()).contains("--scale is -1.0; expected above 0");
    assertThat(run("nab", "skab", "--labels=x").err()).contains("--labels belongs to one set");
  }
}
