package citybrain.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Reports;
import citybrain.reports.CityReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  private static final CityReport ENERGY = Reports.find("energy-report").orElseThrow();
  private static final CityReport AIR = Reports.find("air-report").orElseThrow();

  private static final String HEAD =
      """
      {"report":"energy-report","city":"twin","from":"2024-01-01","to":"2024-02-29","file":"/lake/r"}""";

  private static String row(
      String zone,
      String span,
      String date,
      String about,
      String measure,
      double value,
      String more) {
    return String.format(
        Locale.ROOT,
        """
        {"layer":"transformer","zone":"%s","span":"%s","local_date":"%s","about":"%s",\
        "measure":"%s","value":%s%s}""",
        zone,
        span,
        date,
        about,
        measure,
        value,
        more);
  }

  @Test
  void aTableForEachThingThatIsLookedAt() {
    var text =
        ReportText.of(
            ENERGY,
            List.of(
                HEAD,
                row("T1", "month", "2024-01-01", "meters", "energy", 12345.678, ""),
                row(
                    "T1",
                    "month",
                    "2024-01-01",
                    "meters",
                    "peak-load",
                    41.1234,
                    ",\"at\":\"2024-01-17T18:00+01:00\""),
                row("T1", "month", "2024-01-01", "meters", "load-factor", 0.53219, ""),
                row("T1", "month", "2024-01-01", "transformers", "loss", 100, "")));
    assertThat(text.table().lines())
        .containsExactly(
            "energy-report of twin, 2024-01-01 to 2024-02-29",
            "",
            "transformer, meters",
            "  zone  of          kWh  peak kW  at           load f.",
            "  T1    2024-01  12,346    41.12  01-17 18:00    0.532",
            "",
            "transformer, transformers",
            "  zone  of       loss kWh",
            "  T1    2024-01       100",
            "",
            "/lake/r");
    assertThat(text.isMade()).isTrue();
    assertThat(text.problems()).isEmpty();
  }

  @Test
  void anIntervalStandsBesideItsValue() {
    var row =
        row("east", "year", "2015-01-01", "PM2_5", "change", -5.2, ",\"low\":-9,\"high\":-1.25");
    assertThat(ReportText.of(AIR, List.of(HEAD, row)).table())
        .contains("  zone  of    change  95 %", "  east  2015  -5.200  -9 to -1.250");
  }

  /** However long names are and however many rows there are. */
  @Test
  void fitsATerminal() {
    var lines = new ArrayList<>(List.of(HEAD));
    for (int zone = 0; zone < 100; zone++) {
      for (var measure : ENERGY.method().measures()) {
        if (!measure.heading().isEmpty()) {
          var name = "a transformer with a long name " + zone;
          lines.add(row(name, "month", "2024-01-01", "", measure.name(), 1e7 + zone + 0.5, ""));
        }
      }
    }
    var table = ReportText.of(ENERGY, lines).table();
    assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(table)
        .contains("... and 40 rows more")
        .containsPattern("\\.\\.\\. and \\d columns more");
  }

  @Test
  void whatWentWrongIsSaid() {
    var text =
        ReportText.of(
            ENERGY,
            List.of("{\"set_aside\":\"a/b.parquet: 3 bytes\"}", "{\"problem\":\"nothing\"}", "{"));
    assertThat(text.isMade()).isFalse();
    assertThat(text.table()).isEmpty();
    assertThat(text.problems())
        .containsExactly(
            "set aside: a/b.parquet: 3 bytes",
            "energy-report: nothing",
            "energy-report: not understood: {");
  }
}
