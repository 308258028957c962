package citybrain.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.flink.JobState;
import citybrain.local.report.Conservation.Check;
import citybrain.local.topics.AlertBook;
import citybrain.local.topics.RuleTotals;
import citybrain.local.topics.TimeRange;
import citybrain.local.truth.TruthScore;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TimeRange DAY =
      new TimeRange(Instant.parse("2025-03-10T00:00:00Z"), Instant.parse("2025-03-11T00:00:00Z"));

  @Test
  void conservationHoldsWhenAllAgrees() {
    assertThat(new Conservation(5, 5, List.of(new Check("a", 1, 1))).faults()).isEmpty();
    var broken = new Conservation(5, 4, List.of(new Check("a", 1, 1), new Check("b", 2, 3)));
    assertThat(broken.holds()).isFalse();
    assertThat(broken.faults())
        .containsExactly("5 records went in and 4 are accounted for", "b: 2 and 3");
    assertThat(new Conservation(5, 5, List.of(new Check("b", 2, 3))).holds()).isFalse();
  }

  @Test
  void lakeFiguresAreTheOnlyLineOrNone() {
    var line = "{\"datasets\":{\"alerts\":{\"rows\":7}}}";
    var figures = LakeFigures.in(List.of(line)).orElseThrow();
    assertThat(figures.rows("alerts")).isEqualTo(7);
    assertThat(figures.rows("observations")).isZero();
    assertThat(LakeFigures.in(List.of(line, "{\"datasets\":{}}"))).isEmpty();
    assertThat(LakeFigures.in(List.of())).isEmpty();
    assertThat(LakeFigures.in(List.of("nothing"))).isEmpty();
    assertThat(LakeFigures.in(List.of("{broken"))).isEmpty();
  }

  @Test
  void theReportHasAllFields(@TempDir Path folder) throws Exception {
    var file = folder.resolve("new/r.json");
    report(Optional.of(truth()), List.of()).write(file);
    var json = JSON.readTree(file.toFile());
    assertThat(json.path("city").asText()).isEqualTo("demo");
    assertThat(json.path("synthetic").asBoolean()).isTrue();
    assertThat(json.path("wall_seconds").asDouble()).isEqualTo(90.123);
    assertThat(json.path("start_seconds").asDouble()).isEqualTo(8.5);
    assertThat(json.at("/event_time/from").asText()).isEqualTo("2025-03-10T00:00:00Z");
    assertThat(json.at("/event_time/to").asText()).isEqualTo("2025-03-11T00:00:00Z");
    assertThat(json.at("/shifts/traffic").asInt()).isEqualTo(-194);
    assertThat(json.at("/jobs/0/name").asText()).isEqualTo("ingest");
    assertThat(json.at("/jobs/0/state").asText()).isEqualTo("RUNNING");
    assertThat(json.at("/jobs/0/restarts").asInt()).isEqualTo(1);
    assertThat(json.at("/feeds/traffic/raw").asInt()).isEqualTo(10);
    assertThat(json.at("/feeds/traffic/observations").asInt()).isEqualTo(28);
    assertThat(json.at("/feeds/traffic/rejected").asInt()).isEqualTo(2);
    assertThat(json.path("observations").asInt()).isEqualTo(29);
    assertThat(json.path("rejected").asInt()).isEqualTo(2);
    assertThat(json.path("late").asInt()).isEqualTo(4);
    assertThat(json.path("missed").asInt()).isEqualTo(6);
    assertThat(json.path("foreign_messages").path("demo/traffic").asInt()).isEqualTo(7);
    assertThat(json.path("unreadable").path("citybrain.alerts").path("unknown-symbol").asInt())
        .isEqualTo(8);
    assertThat(json.path("aggregates").asInt()).isEqualTo(5);
    assertThat(json.at("/alerts/opened").asInt()).isZero();
    assertThat(json.at("/alerts/closed").asInt()).isZero();
    assertThat(json.at("/alerts/burden/a_day").asDouble(-1)).isZero();
    assertThat(json.at("/alerts/burden/band").asText()).isEqualTo("acceptable");
    assertThat(json.at("/truth/incidents").asInt()).isEqualTo(9);
    assertThat(json.at("/truth/eligible").asInt()).isEqualTo(6);
    assertThat(json.at("/truth/detected").asInt()).isEqualTo(4);
    assertThat(json.at("/truth/by_kind/crash/detected").asInt()).isEqualTo(4);
    assertThat(json.at("/truth/median_delay_seconds").asDouble()).isEqualTo(300);
    assertThat(json.at("/truth/false_alerts").asInt()).isEqualTo(2);
    assertThat(json.at("/lake/rows").asInt()).isEqualTo(33);
    assertThat(json.at("/conservation/in").asInt()).isEqualTo(11);
    assertThat(json.at("/conservation/accounted").asInt()).isEqualTo(11);
    assertThat(json.at("/conservation/checks/0/ok").asBoolean()).isTrue();
    assertThat(json.at("/memory/total_peak_rss_bytes").asLong()).isEqualTo(30);
    assertThat(json.path("ok").asBoolean()).isTrue();
  }

  @Test
  void withoutGroundTruthThereIsNoTruth() {
    var json = report(Optional.empty(), List.of("job 'x' is FAILED")).json();
    assertThat(json.has("truth")).isFalse();
    assertThat(json.path("ok").asBoolean()).isFalse();
    assertThat(json.at("/problems/0").asText()).isEqualTo("job 'x' is FAILED");
  }

  @Test
  void oneOfSeveralCitiesHasItsOwnFigures() {
    var one = new Report.OneCity("Beijing", false, -66, 12, 11, 132, 1, 2, 3);
    var json = report(Optional.empty(), List.of(), Map.of("beijing", one)).json();
    assertThat(json.at("/cities/beijing/weeks").asInt()).isEqualTo(-66);
    assertThat(json.at("/cities/beijing/in").asLong()).isEqualTo(12);
    assertThat(json.at("/cities/beijing/accounted").asLong()).isEqualTo(11);
    assertThat(json.at("/cities/beijing/alerts_opened").asLong()).isEqualTo(3);
    assertThat(report(Optional.empty(), List.of()).json().has("cities")).isFalse();
  }

  private static TruthScore truth() {
    return new TruthScore(
        9,
        6,
        4,
        Map.of("crash", new TruthScore.Kind(6, 4)),
        OptionalDouble.of(300),
        2,
        Map.of("a.rule", 2));
  }

  private static Report report(Optional<TruthScore> truth, List<String> problems) {
    return report(truth, problems, Map.of());
  }

  private static Report report(
      Optional<TruthScore> truth, List<String> problems, Map<String, Report.OneCity> cities) {
    var lake =
        LakeFigures.in(List.of("{\"datasets\":{},\"files\":2,\"rows\":33,\"bytes\":44}"))
            .orElseThrow();
    return new Report(
        "demo",
        true,
        90.1234,
        8.5,
        Optional.of(DAY),
        DAY,
        Map.of("traffic", -194),
        List.of(new JobState("ingest", "id", "RUNNING", 1)),
        Map.of(
            "traffic", new Report.Feed(10, 28, 2, 4, 1), "parking", new Report.Feed(1, 1, 0, 0, 0)),
        cities,
        3,
        4,
        6,
        Map.of("water.burst", new RuleTotals(20, 2, 18, 11, 1, 3)),
        Map.of("demo/traffic", 7L),
        Map.of("citybrain.alerts", Map.of("unknown-symbol", 8L)),
        5,
        new AlertBook(),
        truth,
        lake,
        new Conservation(11, 11, List.of(new Check("a", 1, 1))),
        Map.of("broker", 10L, "flink", 20L),
        problems);
  }
}
