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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets whose labels are happenings, or none, from files to figures. */
class FurtherSetsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode rows(Path folder, String set) throws IOException {
    var file = folder.resolve("out.json");
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("evaluate", set, "--data", folder.toString(), "--json", file.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains(set);
    return JSON.readTree(file.toFile()).at("/sets/0/rows");
  }

  private static String trouble(Path folder, String set) {
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute("evaluate", set, "--data", folder.toString());
    assertThat(code).isEqualTo(3);
    return err.toString();
  }

  @Test
  void aLeakIsToldWithinDays(@TempDir Path folder) throws IOException {
    FurtherSmallSets.ltown(folder);

    var all = rows(folder, "ltown-sim").get(0);

    assertThat(all.path("measure").asText()).isEqualTo("leaks told within 7 days");
    assertThat(all.at("/figures/events").asInt()).isEqualTo(1);
    assertThat(all.at("/figures/found").asInt()).isEqualTo(1);
    assertThat(all.path("score").asDouble()).isEqualTo(1);
    assertThat(all.path("always_alarm").asDouble()).isEqualTo(1);
    assertThat(all.at("/figures/leak_free_days").asDouble()).isBetween(9.4, 9.6);

    var leaks = folder.resolve("ltown-sim/2018_leaks.csv");
    Recordings.write(leaks, "pipe_id,start,end\np31,2018-03-14 12:00,2018-03-16 23:55\np99,x,y\n");
    assertThat(trouble(folder, "ltown-sim"))
        .contains("ltown-sim/2018_leaks.csv:3: pipe_id is 'p99'; expected a pipe of");
    Recordings.write(leaks, "pipe_id,start,end\np31,2017-03-14 12:00,2017-03-16 23:55\n");
    assertThat(trouble(folder, "ltown-sim"))
        .contains("2018_leaks.csv:2: start is '2017-03-14 12:00'; expected a time within");
    Files.delete(folder.resolve("ltown-sim/2018_SCADA_Flows.csv.gz"));
    assertThat(trouble(folder, "ltown-sim"))
        .contains("there is no ltown-sim/*_SCADA_Flows.csv.gz", "BattLeDIM", "EUPL");
  }

  @Test
  void aBlockedLinkIsToldOnItsLink(@TempDir Path folder) throws IOException {
    FurtherSmallSets.aarhus(folder);

    var rows = rows(folder, "aarhus-citypulse");

    var incident = rows.get(0);
    assertThat(incident.path("part").asText()).isEqualTo("incident");
    assertThat(incident.at("/figures/found").asInt()).isEqualTo(1);
    assertThat(incident.at("/figures/median_delay_minutes").asDouble()).isBetween(0.0, 30.0);
    assertThat(incident.at("/figures/false_alerts").asInt()).isZero();
    assertThat(rows.findValuesAsText("part")).contains("dropout").doesNotContain("stuck_sensor");

    var labels = folder.resolve("aarhus-citypulse/traffic_injected_labels.csv");
    Recordings.write(
        labels, "report_id,start,end,type\n77,2018-03-08 10:00:00,2018-03-08 11:00:00,incident\n");
    assertThat(trouble(folder, "aarhus-citypulse"))
        .contains("labels.csv:2: report_id is '77'; expected a link of");
    Recordings.write(
        labels, "report_id,start,end,type\n7,2018-03-08 10:00:00,2018-03-08 11:00:00,flood\n");
    assertThat(trouble(folder, "aarhus-citypulse"))
        .contains(":2: type is 'flood'; expected one of");
    Recordings.write(labels, "report_id,start,end,type\n");
    assertThat(trouble(folder, "aarhus-citypulse")).contains(":1: there are no labels");
  }

  @Test
  void withoutTheWeeksBeforeItIsSaid(@TempDir Path folder) throws IOException {
    FurtherSmallSets.aarhus(folder);
    Files.delete(folder.resolve("aarhus-citypulse/traffic_2018.zip"));

    assertThat(rows(folder, "aarhus-citypulse")).isNotEmpty();
    Files.delete(folder.resolve("aarhus-citypulse/traffic_injected_2018.zip"));
    assertThat(trouble(folder, "aarhus-citypulse")).contains("there is no aarhus-citypulse");
  }

  @Test
  void withoutLabelsOnlyTheBurdenIsTold(@TempDir Path folder) throws IOException {
    FurtherSmallSets.inflow(folder);

    var all = rows(folder, "bwdf-dma-inflow").get(0);

    assertThat(all.path("score").isNull()).isTrue();
    assertThat(all.path("verdict").asText()).isEqualTo("not labelled");
    assertThat(all.at("/burden/band").asText()).isEqualTo("acceptable");
  }

  @Test
  void metersAreAskedForInOrderAndByAlertsAndSoAreTransformers(@TempDir Path folder)
      throws IOException {
    FurtherSmallSets.electricity(folder);

    var rows = rows(folder, "electricity");

    assertThat(rows.findValuesAsText("part"))
        .containsExactly("order of meters", "meters", "transformers");
    assertThat(rows.get(0).path("score").asDouble()).as("ten days tell nothing").isEqualTo(0.5);
    assertThat(rows.get(0).at("/figures/meters").asInt()).isEqualTo(3);
    assertThat(rows.get(1).at("/figures/recall").asDouble()).isZero();
    assertThat(rows.get(1).at("/figures/precision").asDouble()).isZero();
    assertThat(rows.get(2).at("/figures/events").asInt()).isEqualTo(1);

    Recordings.write(
        folder.resolve("electricity/small_labels.csv"),
        "meter_id,start,end\nZ,2018-03-08 00:00:00,2018-03-14 23:30:00\n");
    assertThat(trouble(folder, "electricity")).contains("small_labels.csv:2: meter_id is 'Z'");
  }

  @Test
  void metersThatStandInAlarmForLongAreSuspected() {
    var scoring = new MeterScoring(new boolean[] {true, false, true, false});
    var alarms =
        List.of(
            List.of(new Alarm(0, 50, true)),
            List.of(new Alarm(0, 10, true), new Alarm(20, 30, true)),
            List.<Alarm>of(),
            List.<Alarm>of());

    // First above both others; third below one and equal to the other.
    assertThat(scoring.value(alarms)).isEqualTo((2 + 0.5) / 4);
    var graded =
        List.of(
            List.of(new Alarm(0, 10, true, 0.5)),
            List.of(new Alarm(0, 10, true, 0.2)),
            List.of(new Alarm(0, 10, true, 0.3)),
            List.<Alarm>of());
    assertThat(scoring.value(graded)).isEqualTo(1);
    assertThat(scoring.detail(alarms)).isEqualTo("2 of 4 meters are suspect at all");
  }

  @Test
  void aSmallSyntheticCityIsScored(@TempDir Path folder) throws IOException {
    var set = new SyntheticSet(List.of(7L), 1, 0.1);

    var evaluation = set.evaluate(new SetFolder(set.card(), folder, Optional.empty()), 200, 1);

    var all = evaluation.rows().get(0);
    assertThat(all.figures().get("events")).isPositive();
    assertThat(all.score()).isBetween(0.3, 1.0).isGreaterThan(all.controls().mean());
    assertThat(all.controls().constant()).isEqualTo(1);
    assertThat(evaluation.readings()).isPositive();
  }

  @Test
  void whatIsThereIsScoredOfAll(@TempDir Path folder) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "evaluate", "--all", "--data=" + folder, "--seeds=3", "--days=1", "--scale=0.05");

    assertThat(code).isEqualTo(3);
    assertThat(out.toString()).contains("synthetic", "transport.road-congestion");
    assertThat(err.toString().lines().filter(line -> line.contains("NOT SCORED"))).hasSize(8);
    assertThat(err.toString()).contains("there is no electricity in " + folder, "CC BY 3.0 AU");
  }
}
